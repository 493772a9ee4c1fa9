/** The queue of the cadre who is logged in, live, with the lead that he opened beside it. */
import type { z } from 'zod'
import type {
  LeadAction,
  LeadDetail,
  LeadSummary,
  QueueClientFrame,
  QueuePage,
  QueueQuery,
  QueueServerFrame,
} from '../../../contract/lead.ts'
import { ApiProblem, get, wordsOf } from './api.ts'
import type { CadreSession } from './cadre-session.ts'
import type { DeskEvents } from './desk-events.ts'
import { button, h } from './dom.ts'
import { emergencyAlert } from './emergency-alert.ts'
import { handoverDesk } from './handover-desk.ts'
import { type ActionName, askFor } from './lead-actions.ts'
import { leadView } from './lead-view.ts'
import { openLive } from './live-socket.ts'
import { postAct } from './post-act.ts'
import { queueFilter } from './queue-filter.ts'
import { byPressure, isUnfinished, queueItem } from './queue-list.ts'
import { pageData } from './words.ts'

const SCOPES = ['mine', 'area'] as const
type Scope = (typeof SCOPES)[number]
const PAGE = 50
/** Where reading goes on: in which of the filter's statuses, behind which page. */
interface Place {
  part: number
  after: string | null
}
/** The remaining time in the list is told in minutes, so it is told anew every minute. */
const MINUTE_MS = 60_000

/** What the live line brings for the other parts of the desk. */
interface Elsewhere {
  frame(frame: z.infer<typeof QueueServerFrame>): void
  /** Something may have been missed: what is shown has to be read again. */
  again(): void
}

export function queuePanel(session: CadreSession, { go, count, signedOut }: DeskEvents, elsewhere: Elsewhere) {
  const leads = new Map<string, LeadSummary>()
  const fresh = new Set<string>()
  let scope: Scope = 'mine'
  let next: Place | null = null
  let reading = 0
  let opened: LeadDetail | null = null

  const list = h('ul', { class: 'queue-list', 'aria-label': '线索列表' })
  const said = h('p', { class: 'sr-only', role: 'status' })
  const state = h('p', { class: 'banner', role: 'status', hidden: true })
  const more = button('再看一些', () => void guarded(() => read(next)), 'more')
  const detail = h('div', { class: 'detail' })
  const tabs = SCOPES.map((each) =>
    h('button', { type: 'button', 'aria-pressed': each === scope, click: () => turnTo(each) }, TAB[each]),
  )
  const filter = queueFilter(look)
  const alert = emergencyAlert(session, (id) => void guarded(() => open(id, true)))
  const handovers = handoverDesk(session, {
    opened: (view) => {
      opened = null
      detail.replaceChildren(view)
      show()
    },
    closed: close,
    news: (words) => {
      said.textContent = words
    },
  })
  const view = h(
    'div',
    { class: 'queue' },
    h(
      'div',
      { class: 'queue-side' },
      handovers.view,
      h('div', { class: 'tabs', role: 'group', 'aria-label': '看哪些' }, ...tabs, filter.view),
      state,
      list,
      more,
      said,
    ),
    detail,
  )
  // Also over what he has opened: on a phone the list is not to be seen then.
  const whole = h('div', { class: 'queue-whole' }, alert.view, view)

  const socket = openLive<z.infer<typeof QueueServerFrame>, z.infer<typeof QueueClientFrame>>('/queue', {
    open: () => socket.send({ type: 'hello', token: session.token }),
    state: (up) => tell(up ? '' : '网络断了，正在重连…'),
    frame: (frame) => {
      switch (frame.type) {
        case 'ready':
          socket.ready()
          elsewhere.again()
          return void guarded(readAll)
        case 'resync':
          elsewhere.again()
          return void guarded(readAll)
        case 'lead':
          return changed(frame.lead)
        case 'handover':
          return handovers.changed(frame.handover)
        case 'case':
        case 'comparison':
        case 'card_question':
        case 'duties':
        case 'broadcast':
          return elsewhere.frame(frame)
        case 'error':
          if (frame.code === 'not_signed_in') leave()
      }
    },
  })
  const minutes = setInterval(() => {
    show()
    handovers.show()
  }, MINUTE_MS)

  async function readAll() {
    await Promise.all([read(null), handovers.read(), alert.read()])
  }

  function changed(lead: LeadSummary) {
    alert.changed(lead)
    const known = leads.get(lead.id)
    if (known && known.version > lead.version) return
    const belongs = filter.fits(lead) && (scope === 'area' || lead.noticed || lead.holder.id === session.me.id)
    if (belongs) leads.set(lead.id, lead)
    else leads.delete(lead.id)
    if (belongs && !known && isUnfinished(lead)) {
      fresh.add(lead.id)
      said.textContent = `新线索：${pageData.riskTypes[lead.riskType]}，${lead.place}`
    }
    show()
    if (opened?.id === lead.id && opened.version < lead.version) void guarded(() => open(lead.id, false))
  }

  /** A whole page, from as many statuses as it takes. Somebody who looks elsewhere meanwhile gets only what he asked for last. */
  async function read(from: Place | null) {
    reading += 1
    const mine = reading
    const statuses = filter.statuses()
    const found: LeadSummary[] = []
    let at: Place | null = from ?? { part: 0, after: null }
    while (at && found.length < PAGE) {
      const page = await readPage(statuses[at.part] ?? 'unfinished', at.after)
      if (mine !== reading) return
      found.push(...page.leads)
      const part: number = page.next ? at.part : at.part + 1
      at = part < statuses.length ? { part, after: page.next } : null
    }
    if (!from) leads.clear()
    for (const lead of found) leads.set(lead.id, lead)
    next = at
    show()
    if (!from && opened) await open(opened.id, false)
  }

  function readPage(status: QueueQuery['status'], after: string | null): Promise<z.infer<typeof QueuePage>> {
    const riskType = filter.riskType()
    const query = new URLSearchParams({
      mine: String(scope === 'mine'),
      limit: String(PAGE),
      status,
      ...(riskType ? { riskType } : {}),
      ...(after ? { after } : {}),
    })
    return get(`/api/leads?${query}`, session.token)
  }

  function show() {
    const sorted = [...leads.values()].sort(byPressure)
    const items = sorted.map((lead) =>
      queueItem(lead, {
        chosen: lead.id === opened?.id,
        fresh: fresh.has(lead.id),
        open: () => void guarded(() => open(lead.id, true)),
      }),
    )
    const empty = h('li', { class: 'empty' }, nothing())
    const focused = document.activeElement?.getAttribute('data-lead')
    list.replaceChildren(...(items.length > 0 ? items : [empty]))
    if (focused) list.querySelector<HTMLElement>(`[data-lead="${focused}"]`)?.focus()
    more.hidden = next === null
    if (scope === 'mine' && filter.plain()) count(next ? `${leads.size}+` : String(leads.size))
    for (const [at, tab] of tabs.entries()) tab.setAttribute('aria-pressed', String(SCOPES[at] === scope))
    view.classList.toggle('opened', opened !== null || handovers.isOpen())
  }

  function nothing(): string {
    if (session.me.role === 'admin') return FOR_ADMIN
    return filter.plain() ? NOTHING[scope] : '没有这样的线索。'
  }

  async function open(id: string, moveFocus: boolean) {
    showDetail(await get<LeadDetail>(`/api/leads/${id}`, session.token))
    if (moveFocus) detail.querySelector<HTMLElement>('#lead-title')?.focus()
  }

  function showDetail(lead: LeadDetail) {
    // News of his own act, say: what is drawn again loses a press that is just being made.
    if (opened && JSON.stringify(opened) === JSON.stringify(lead)) return
    opened = lead
    handovers.leave()
    fresh.delete(lead.id)
    detail.replaceChildren(
      leadView(lead, session, { back: close, go, act: (action) => void guarded(() => begin(action)) }),
    )
    show()
  }

  function close() {
    const id = opened?.id
    opened = null
    handovers.leave()
    detail.replaceChildren()
    show()
    list.querySelector<HTMLElement>(`[data-lead="${id}"]`)?.focus()
  }

  async function begin(name: ActionName) {
    const lead = opened
    if (lead) await askFor(name, lead, session.token, (action) => act(lead.id, action))
  }

  async function act(id: string, action: LeadAction) {
    try {
      const lead = await postAct<LeadDetail>(`/api/leads/${id}/actions`, session.token, action)
      showDetail(lead)
      changed(lead)
    } catch (error) {
      // Somebody was faster: the dialog says who, and behind it stands what is true now.
      if (error instanceof ApiProblem && error.problem.status === 409) await open(id, false).catch(() => {})
      throw error
    }
  }

  async function guarded(work: () => Promise<void>) {
    try {
      await work()
      tell('')
    } catch (error) {
      if (error instanceof ApiProblem && error.problem.status === 401) return leave()
      if (error instanceof ApiProblem && error.problem.status === 404) close()
      tell(wordsOf(error))
    }
  }

  function tell(words: string) {
    state.textContent = words
    state.hidden = words === ''
  }

  function turnTo(to: Scope) {
    scope = to
    look()
  }

  function look() {
    close()
    void guarded(() => read(null))
  }

  function leave() {
    stop()
    signedOut()
  }

  function stop() {
    clearInterval(minutes)
    socket.close()
  }

  show()
  return { view: whole, stop, open: (id: string) => guarded(() => open(id, true)) }
}

const TAB: Record<Scope, string> = { mine: '我的', area: '本辖区' }
const FOR_ADMIN = '管理员不办线索。给干部发邀请码，请在服务器上运行：npm run county -- invite 干部姓名'
const NOTHING: Record<Scope, string> = { mine: '手上没有待办的线索。', area: '辖区里没有待办的线索。' }
