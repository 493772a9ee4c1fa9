/** One case: how long there is, what is to be done now and by whom, then every step of the paper from top to bottom. */
import type { CaseDetail, StepView } from '../../../contract/case.ts'
import { COMMAND_LABEL, COMMANDS, type CommandName } from './case-commands.ts'
import { comparisonView } from './case-comparison.ts'
import { noticeView } from './case-notice.ts'
import { button, h } from './dom.ts'
import { clock, daysLeftWords, dayWords } from './when.ts'
import { pageData } from './words.ts'

interface CaseViewEvents {
  back(): void
  command(name: CommandName, step: string | null): void
  household(id: string): void
}

export function caseView(one: CaseDetail, token: string, events: CaseViewEvents): HTMLElement {
  return h(
    'article',
    { class: 'lead case', 'aria-label': `监测识别 ${one.number}` },
    button('‹ 返回', events.back, 'back'),
    h(
      'header',
      {},
      h('h3', { tabindex: -1, id: 'case-title' }, one.householdName),
      h('p', { class: 'lead-place' }, `${one.place} · ${one.number}`),
      h(
        'p',
        { class: 'lead-line' },
        h('span', { class: 'tag' }, pageData.phases[one.phase]),
        one.monitoredKind ? h('span', { class: 'tag' }, pageData.monitoredKinds[one.monitoredKind]) : null,
        one.riskRemovedAt ? h('span', { class: 'tag' }, '风险已消除') : null,
      ),
    ),
    clockBox(one),
    one.ended ? h('p', { class: 'wall' }, `已结束：${one.ended.text}`) : now(one, events),
    h(
      'div',
      { class: 'side-actions' },
      button('看这户台账', () => events.household(one.householdId)),
      ...buttonsFor(one, null, events, false),
    ),
    section('每一步', h('ol', { class: 'steps' }, ...one.steps.map((step) => stepItem(step, token)))),
    one.proposers.length > 0
      ? h('p', { class: 'hint' }, `办过核实、评议或审核，不能再审批的：${one.proposers.join('、')}`)
      : null,
    section('经过', history(one)),
    h('p', { class: 'source' }, `程序依据：${one.citation}`),
    one.warning ? h('p', { class: 'source' }, one.warning) : null,
  )
}

/** The deadline comes first, with what is using it up. */
function clockBox(one: CaseDetail): HTMLElement | null {
  if (one.daysLeft === null) return null
  return h(
    'div',
    { class: one.daysLeft < 3 ? 'clock-box late' : 'clock-box' },
    h('b', {}, daysLeftWords(one.daysLeft)),
    one.eatenBy ? h('p', {}, `时间用在：${one.eatenBy.says}`) : null,
    one.fits ? h('p', { class: 'trouble' }, one.fits) : null,
    h('p', { class: 'source' }, `期限依据：${one.finishSource}`),
  )
}

function now(one: CaseDetail, events: CaseViewEvents): HTMLElement | null {
  const steps = one.steps.filter(({ state }) => state !== 'done' && state !== 'waiting')
  if (steps.length === 0) return null
  return section('现在要办', h('div', {}, ...steps.map((step) => toDo(one, step, events))))
}

function toDo(one: CaseDetail, at: StepView, events: CaseViewEvents): HTMLElement {
  const buttons = buttonsFor(one, at.step, events, true)
  const who = one.may.some(({ step }) => step === at.step) ? null : h('p', {}, whoElse(one, at))
  const wanted = at.evidenceWanted.map(({ label }) => label).join('、')
  return h(
    'div',
    { class: 'to-do' },
    h('p', {}, h('b', {}, at.says)),
    at.plannedBy ? h('p', { class: 'due' }, `最晚 ${dayWords(at.plannedBy)} 办完`) : null,
    wanted ? h('p', {}, `要有：${wanted}`) : null,
    who,
    h('div', { class: 'side-actions' }, ...buttons),
  )
}

function whoElse({ proposers }: CaseDetail, at: StepView): string {
  const who = `这一步由${at.by.join('、')}来办。`
  return at.act === 'approve' && proposers.length > 0 ? `${who}办过前面的，要换一位来定。` : who
}

function buttonsFor(one: CaseDetail, step: string | null, events: CaseViewEvents, first: boolean): HTMLElement[] {
  const may = new Set(one.may.filter((each) => each.step === step).map(({ command }) => command))
  return COMMANDS.filter((name) => may.has(name)).map((name, at) =>
    button(COMMAND_LABEL[name], () => events.command(name, step), first && at === 0 ? 'primary' : ''),
  )
}

function stepItem(at: StepView, token: string): HTMLElement {
  const now = new Date()
  const waiting = at.state === 'waiting'
  return h(
    'li',
    { class: `step ${at.state}`, 'aria-current': at.state === 'done' || waiting ? null : 'step' },
    h('p', { class: 'lead-line' }, h('span', { class: 'tag' }, pageData.stepStates[at.state]), h('b', {}, at.says)),
    h(
      'p',
      { class: 'hint' },
      at.doneAt ? `${clock(new Date(at.doneAt), now)} ${at.doneBy ?? ''}` : `由${at.by.join('、')}来办`,
      at.plannedBy ? `，最晚 ${dayWords(at.plannedBy)}` : null,
    ),
    at.evidence.length > 0
      ? h('ul', {}, ...at.evidence.map(({ label, text, attachments }) => given(label, text, attachments.length)))
      : wantedWords(at),
    noticeView(at, token),
    at.comparison ? comparisonView(at.comparison) : null,
    h('p', { class: 'source' }, at.citation),
  )
}

function wantedWords({ state, evidenceWanted }: StepView): HTMLElement | null {
  if (state === 'done' || evidenceWanted.length === 0) return null
  return h('p', { class: 'hint' }, `要有：${evidenceWanted.map(({ label }) => label).join('、')}`)
}

function given(label: string, text: string | null, pictures: number): HTMLElement {
  const parts = [text, pictures > 0 ? `${pictures} 张照片` : null].filter(Boolean)
  return h('li', {}, `${label}：${parts.join('，')}`)
}

function history({ actions }: CaseDetail): HTMLElement {
  const now = new Date()
  const items = [...actions]
    .reverse()
    .map(({ at, by, kind, text }) =>
      h(
        'li',
        {},
        h('p', { class: 'hint' }, h('time', { datetime: at }, clock(new Date(at), now)), ` ${by} · ${kind}`),
        h('p', {}, text),
      ),
    )
  return h('ol', { class: 'timeline' }, ...items)
}

export function section(title: string, ...content: (HTMLElement | null)[]): HTMLElement {
  return h('section', {}, h('h4', {}, title), ...content)
}
