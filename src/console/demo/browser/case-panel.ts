/** The cases of the cadre's area: those with the least time left first, and the one that he opened. */
import type { z } from 'zod'
import type { CaseDetail, CaseSummary } from '../../../contract/case.ts'
import type { CasePage } from '../../../contract/case-list.ts'
import { ApiProblem, get, post } from './api.ts'
import type { CadreSession } from './cadre-session.ts'
import { askCommand, type CommandName, type Given } from './case-commands.ts'
import { caseView } from './case-view.ts'
import type { DeskEvents } from './desk-events.ts'
import { button, h } from './dom.ts'
import { sendPicture } from './picture.ts'
import { postAct } from './post-act.ts'
import { splitPanel } from './split-panel.ts'
import { daysLeftWords } from './when.ts'
import { pageData } from './words.ts'

const LIMIT = 100

export function casePanel(session: CadreSession, events: DeskEvents) {
  let cases: CaseSummary[] = []
  let next: string | null = null
  let opened: CaseDetail | null = null
  const phase = h(
    'select',
    { 'aria-label': '看哪些', change: () => void panel.guarded(() => read(null)) },
    h('option', { value: 'unfinished' }, '没办完的'),
    ...Object.entries(pageData.phases).map(([value, text]) => h('option', { value }, text)),
  )
  const list = h('ul', { 'aria-label': '监测识别列表' })
  const more = button('再看一些', () => void panel.guarded(() => read(next)), 'more')
  const panel = splitPanel([h('div', { class: 'tabs' }, phase), list, more], events)

  async function read(after: string | null) {
    const query = new URLSearchParams({ phase: phase.value, limit: String(LIMIT), ...(after ? { after } : {}) })
    const page = await get<z.infer<typeof CasePage>>(`/api/cases?${query}`, session.token)
    cases = after ? [...cases, ...page.cases] : page.cases
    next = page.next
    if (phase.value === 'unfinished') events.count(next ? `${cases.length}+` : String(cases.length))
    show()
  }

  function show() {
    const items = cases.map((each) => item(each, each.id === opened?.id, () => void panel.guarded(() => open(each.id))))
    list.replaceChildren(...(items.length > 0 ? items : [h('li', { class: 'empty' }, NOTHING)]))
    more.hidden = next === null
  }

  async function open(id: string) {
    display(await get<CaseDetail>(`/api/cases/${id}`, session.token))
    panel.view.querySelector<HTMLElement>('#case-title')?.focus()
  }

  /** From a lead that proved true. A second time it is the case that there is. */
  async function openOf(leadId: string) {
    display(await post<CaseDetail>(`/api/leads/${leadId}/case`, session.token))
    panel.view.querySelector<HTMLElement>('#case-title')?.focus()
    await read(null)
  }

  function display(one: CaseDetail) {
    opened = one
    panel.open(
      caseView(one, session.token, {
        back: close,
        household: (id) => events.go({ to: 'household', id }),
        command: (name, step) => void panel.guarded(() => command(name, step)),
      }),
    )
    show()
  }

  function close() {
    opened = null
    panel.close()
    show()
  }

  async function command(name: CommandName, step: string | null) {
    const one = opened
    if (!one) return
    const keep = (pictures: Blob[]) =>
      Promise.all(pictures.map((each) => sendPicture(`/api/cases/${one.id}/attachments`, each, session.token)))
    await askCommand(name, step, one, { keep, send: (given) => send(one.id, one.version, given) })
  }

  async function send(id: string, version: number, given: Given) {
    try {
      display(await postAct<CaseDetail>(`/api/cases/${id}/commands`, session.token, { ...given, version }))
      await read(null)
    } catch (error) {
      // Somebody was faster, perhaps: behind the dialog stands what is true now.
      if (error instanceof ApiProblem && error.problem.code === 'somebody_was_faster') await open(id).catch(() => {})
      throw error
    }
  }

  return {
    view: panel.view,
    read: () => panel.guarded(() => read(null)),
    open: (id: string) => panel.guarded(() => open(id)),
    openOf: (leadId: string) => panel.guarded(() => openOf(leadId)),
    changed(one: CaseSummary) {
      void panel.guarded(() => read(null))
      if (opened?.id !== one.id || opened.version >= one.version) return
      void panel.guarded(async () => display(await get<CaseDetail>(`/api/cases/${one.id}`, session.token)))
    },
  }
}

const NOTHING = '这里还没有。核实属实的线索，点“进入监测识别”就到这里。'

function item(one: CaseSummary, chosen: boolean, open: () => void): HTMLElement {
  const left = one.daysLeft
  return h(
    'li',
    {},
    h(
      'button',
      { type: 'button', class: 'lead-item', 'aria-current': chosen ? 'true' : null, click: open },
      h(
        'span',
        { class: 'lead-line' },
        left === null
          ? h('span', { class: 'tag' }, pageData.phases[one.phase])
          : h('span', { class: left < 0 ? 'due late' : left < 3 ? 'due soon' : 'due' }, daysLeftWords(left)),
        h('b', {}, one.now),
      ),
      h('span', { class: 'lead-place' }, `${one.place} · ${one.householdName}`),
      h('span', { class: 'lead-line small' }, h('span', {}, one.eatenBy?.says ?? ''), h('span', {}, one.number)),
    ),
  )
}
