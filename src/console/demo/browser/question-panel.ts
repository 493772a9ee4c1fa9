/** What residents asked and no card answered: who waits longest before all; beside it, what was answered. */
import type { CardQuestionList, CardQuestionView } from '../../../contract/card-question.ts'
import { type ApiProblem, get } from './api.ts'
import type { CadreSession } from './cadre-session.ts'
import type { DeskEvents } from './desk-events.ts'
import { h } from './dom.ts'
import { type OpenQuestion, questionView } from './question-view.ts'
import { splitPanel } from './split-panel.ts'
import { clock, timeSince } from './when.ts'

const STATES = ['open', 'answered'] as const
type State = (typeof STATES)[number]
const TAB: Record<State, string> = { open: '没回答的', answered: '回答过的' }
const NOTHING: Record<State, string> = { open: '没有等您回答的提问。', answered: '还没有回答过提问。' }
/** How long somebody waits is told in minutes. */
const MINUTE_MS = 60_000

export function questionPanel(session: CadreSession, events: DeskEvents) {
  const known = new Map<string, CardQuestionView>()
  const more: Record<State, boolean> = { open: false, answered: false }
  const typed = new Map<string, string>()
  let shown: State = 'open'
  let opened: (OpenQuestion & { id: string }) | null = null
  let reading = 0
  /** What changed while a list is on its way is newer than the list. */
  let meanwhile = new Map<string, CardQuestionView>()

  const tabs = STATES.map((each) => h('button', { type: 'button', click: () => turnTo(each) }, TAB[each]))
  const list = h('ul', { 'aria-label': '提问列表' })
  const tooMany = h('p', { class: 'hint too-many', hidden: true }, '太多，没有全列出来。')
  const said = h('p', { class: 'sr-only', role: 'status' })
  const bar = h('div', { class: 'tabs', role: 'group', 'aria-label': '看哪些提问' }, ...tabs)
  const panel = splitPanel([bar, list, tooMany, said], events)
  const minutes = setInterval(show, MINUTE_MS)

  async function read() {
    const mine = ++reading
    meanwhile = new Map()
    const [open, answered] = await Promise.all(
      STATES.map((state) => get<CardQuestionList>(`/api/card-questions?state=${state}`, session.token)),
    )
    if (mine !== reading || !open || !answered) return
    known.clear()
    for (const each of [...open.questions, ...answered.questions, ...meanwhile.values()]) known.set(each.id, each)
    more.open = open.more
    more.answered = answered.more
    show()
    const still = opened && known.get(opened.id)
    if (still) opened?.changed(still)
  }

  function changed(question: CardQuestionView) {
    const before = known.get(question.id)
    // Nothing opens an answered question again: whatever says so is older.
    if (before?.answer && !question.answer) return
    known.set(question.id, question)
    meanwhile.set(question.id, question)
    if (!before && !question.answer) said.textContent = `新的提问：${question.question}`
    show()
    if (opened?.id === question.id) opened.changed(question)
  }

  function show() {
    const ofState = (state: State) => [...known.values()].filter((each) => each.state === state)
    const open = ofState('open').sort((a, b) => a.askedAt.localeCompare(b.askedAt))
    const answered = ofState('answered').sort((a, b) => (b.answer?.at ?? '').localeCompare(a.answer?.at ?? ''))
    events.count(more.open ? `${open.length}+` : String(open.length))
    const items = (shown === 'open' ? open : answered).map(item)
    const focused = document.activeElement?.getAttribute('data-question')
    list.replaceChildren(...(items.length > 0 ? items : [h('li', { class: 'empty' }, NOTHING[shown])]))
    if (focused) list.querySelector<HTMLElement>(`[data-question="${focused}"]`)?.focus()
    tooMany.hidden = !more[shown]
    for (const [at, tab] of tabs.entries()) tab.setAttribute('aria-pressed', String(STATES[at] === shown))
  }

  function item(one: CardQuestionView): HTMLElement {
    const now = new Date()
    const { id, question, place, askedAt, answer } = one
    const time = answer ? `${answer.by} · ${clock(new Date(answer.at), now)}` : `${clock(new Date(askedAt), now)} 问的`
    return h(
      'li',
      {},
      h(
        'button',
        {
          type: 'button',
          class: 'lead-item',
          'data-question': id,
          'aria-current': opened?.id === id ? 'true' : null,
          click: () => open(one),
        },
        h('b', { class: 'lead-words' }, question),
        h('span', { class: 'lead-place' }, place),
        h(
          'span',
          { class: 'lead-line small' },
          h('span', {}, time),
          answer ? null : h('span', {}, `等了 ${timeSince(new Date(askedAt), now)}`),
          typed.get(id)?.trim() && !answer ? h('span', { class: 'tag' }, '写了一半') : null,
        ),
      ),
    )
  }

  function open({ id }: CardQuestionView) {
    const question = known.get(id)
    if (!question) return
    const around = {
      back: close,
      answered: changed,
      behind: (error: ApiProblem) =>
        error.problem.status === 401 ? panel.guarded(() => Promise.reject(error)) : read(),
      typed: {
        get: () => typed.get(id) ?? '',
        set: (words: string) => void (words === '' ? typed.delete(id) : typed.set(id, words)),
      },
    }
    const view = questionView(question, session, around)
    opened = { id, ...view }
    panel.open(view.view)
    show()
    view.view.querySelector<HTMLElement>('#question-title')?.focus()
  }

  function close() {
    const id = opened?.id
    opened = null
    panel.close()
    show()
    list.querySelector<HTMLElement>(`[data-question="${id}"]`)?.focus()
  }

  function turnTo(state: State) {
    shown = state
    close()
  }

  show()
  return { view: panel.view, read: () => panel.guarded(read), changed, stop: () => clearInterval(minutes) }
}
