/** The recurring work of the month: what is due first stands first. Officers also see which villages are overdue. */
import type { z } from 'zod'
import type { CaseNoticeList, CaseNoticeView } from '../../../contract/case-notice.ts'
import type { DutyCounts, DutyPage, DutyView, StandingDuties } from '../../../contract/duty.ts'
import { get, post } from './api.ts'
import type { CadreSession } from './cadre-session.ts'
import type { DeskEvents } from './desk-events.ts'
import { askIn } from './dialog.ts'
import { button, h } from './dom.ts'
import { longText } from './inputs.ts'
import { splitPanel } from './split-panel.ts'
import { clock } from './when.ts'

type Counts = z.infer<typeof DutyCounts>
const LIMIT = 50

export function dutyPanel(session: CadreSession, events: DeskEvents) {
  const { token, me } = session
  const officer = me.role === 'township_officer' || me.role === 'county_officer'
  let duties: DutyView[] = []
  let next: string | null = null
  const again = () => void panel.guarded(() => read(null))
  const scope = choose('看谁的', { true: '我的', false: '辖区里的' })
  const which = choose('看哪些任务', { unfinished: '没办完的', overdue: '超期的', done: '办完的', all: '全部' })
  const figures = h('div', {})
  const told = h('div', {})
  const list = h('ul', { 'aria-label': '本月任务列表' })
  const more = button('再看一些', () => void panel.guarded(() => read(next)), 'more')
  const standing = h('div', { class: 'standing' })
  const panel = splitPanel([h('div', { class: 'tabs' }, scope, which), told, figures, list, more, standing], events)

  function choose(label: string, options: Record<string, string>): HTMLSelectElement {
    const choices = Object.entries(options).map(([value, words]) => h('option', { value }, words))
    return h('select', { 'aria-label': label, change: again }, ...choices)
  }

  async function read(after: string | null) {
    const query = new URLSearchParams({
      mine: scope.value,
      which: which.value,
      limit: String(LIMIT),
      ...(after ? { after } : {}),
    })
    const [page, counts, tidings] = await Promise.all([
      get<z.infer<typeof DutyPage>>(`/api/duties?${query}`, token),
      get<Counts>('/api/duties/counts', token),
      get<CaseNoticeList>('/api/case-notices', token),
    ])
    duties = after ? [...duties, ...page.duties] : page.duties
    next = page.next
    events.count(String(counts.mine.unfinished))
    told.replaceChildren(...tidingsView(tidings))
    figures.replaceChildren(figuresView(counts, officer))
    const items = duties.map((duty) => item(duty, () => void panel.guarded(() => done(duty)), events))
    list.replaceChildren(...(items.length > 0 ? items : [h('li', { class: 'empty' }, '这里没有任务。')]))
    more.hidden = next === null
    if (!after && standing.childElementCount === 0) await readStanding()
  }

  async function readStanding() {
    const all = await get<z.infer<typeof StandingDuties>>('/api/duties/standing', token)
    if (all.length === 0) return
    const items = all.map(({ says, source }) => h('li', {}, h('p', {}, says), h('p', { class: 'source' }, source)))
    standing.replaceChildren(
      h(
        'details',
        { class: 'folded' },
        h('summary', { class: 'press' }, `平时要做的 ${all.length} 件事`),
        h('ul', { class: 'rows' }, ...items),
      ),
    )
  }

  function tidingsView({ notices, more: rest }: CaseNoticeList): HTMLElement[] {
    if (notices.length === 0) return []
    const title = `通知 ${notices.length}${rest ? '+' : ''} 条`
    return [h('section', { 'aria-label': '通知' }, h('h4', {}, title), h('ul', {}, ...notices.map(tiding)))]
  }

  function tiding({ id, caseId, text, place, at }: CaseNoticeView): HTMLElement {
    const seen = async () => {
      await post(`/api/case-notices/${id}/seen`, token)
      await read(null)
    }
    return h(
      'li',
      { class: 'duty' },
      h('p', {}, text),
      h('p', { class: 'lead-place' }, `${place} · ${clock(new Date(at), new Date())}`),
      h(
        'div',
        { class: 'side-actions' },
        button('知道了', () => void panel.guarded(seen), 'primary'),
        button('看这户办到哪', () => events.go({ to: 'case', id: caseId })),
      ),
    )
  }

  function done(duty: DutyView): Promise<void> {
    const words = longText('办了什么', { hint: '例如：全村走了一遍，有两户要再看' })
    return askIn(`${duty.name} · ${duty.place}`, [h('p', {}, duty.says), words.view], async () => {
      await post(`/api/duties/${duty.id}/done`, token, { words: words.read() })
      await read(null)
    })
  }

  return { view: panel.view, read: () => panel.guarded(() => read(null)) }
}

function figuresView({ mine, places }: Counts, officer: boolean): HTMLElement {
  const overdue = places.filter((each) => each.overdue > 0).sort((a, b) => b.overdue - a.overdue)
  const own = `我的：还有 ${mine.unfinished} 件没办完，其中超期 ${mine.overdue} 件；办完 ${mine.done} 件。${mine.missed > 0 ? `本月过了期没办成 ${mine.missed} 件。` : ''}`
  if (!officer) return h('p', { class: 'figures' }, own)
  const rows = overdue.map((each) => h('li', {}, `${each.place}：超期 ${each.overdue} 件`))
  return h(
    'section',
    { class: 'figures', 'aria-label': '各村超期' },
    h('p', {}, own),
    h('h4', {}, '各村超期'),
    rows.length > 0 ? h('ul', { class: 'overdue' }, ...rows) : h('p', {}, '没有超期的村。'),
  )
}

function item(duty: DutyView, done: () => void, events: DeskEvents): HTMLElement {
  const { householdId, holder } = duty
  const over = duty.state === 'done'
  // The visit that is written into the ledger finishes the duty.
  const visit = duty.what === 'visit'
  return h(
    'li',
    { class: 'duty' },
    h(
      'p',
      { class: 'lead-line' },
      over ? null : h('span', { class: duty.late ? 'due late' : 'due' }, dueWords(duty)),
      duty.late ? h('span', { class: 'tag emergency' }, '超期') : null,
      duty.state === 'handed_up' ? h('span', { class: 'tag high' }, '已上交') : null,
    ),
    h('p', {}, h('b', {}, duty.name), ` ${duty.says}`),
    h('p', { class: 'lead-place' }, [duty.place, duty.householdName, duty.periodWords].filter(Boolean).join(' · ')),
    h('p', { class: 'hint' }, [holder?.name, duty.note].filter(Boolean).join(' · ')),
    h('p', { class: 'source' }, duty.source),
    duty.warning ? h('p', { class: 'source' }, duty.warning) : null,
    h(
      'div',
      { class: 'side-actions' },
      over || visit ? null : button('办完了', done, 'primary'),
      householdId
        ? button(
            visit && !over ? '去台账记走访' : '看这户台账',
            () => events.go({ to: 'household', id: householdId }),
            visit && !over ? 'primary' : '',
          )
        : null,
    ),
  )
}

function dueWords({ dueAt }: DutyView): string {
  return `${clock(new Date(dueAt), new Date()).replace(/ 23:59$/, '')} 截止`
}
