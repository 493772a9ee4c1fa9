/** Help for a household: what the rules suggest and why, what is planned and given, what does not fit, and what departments were asked. */
import type { z } from 'zod'
import type { HouseholdPolicies } from '../../../contract/household-policies.ts'
import type { LedgerView } from '../../../contract/ledger.ts'
import type { MeasureView, ReferralList, ReferralView, Suggestions } from '../../../contract/measures.ts'
import { get } from './api.ts'
import { section } from './case-view.ts'
import { button, h } from './dom.ts'
import { actOnMeasure, planHelp, refer } from './help-forms.ts'
import { policiesSection } from './household-policies.ts'
import type { LedgerTools } from './ledger-tools.ts'
import { dayWords } from './when.ts'

export interface HouseholdHelp {
  suggestions: Suggestions
  measures: MeasureView[]
  referrals: ReferralView[]
  policies: HouseholdPolicies
}

export async function readHelp(household: string, token: string): Promise<HouseholdHelp> {
  const own = `/api/households/${household}`
  const [suggestions, measures, { referrals }, policies] = await Promise.all([
    get<Suggestions>(`${own}/suggestions`, token),
    get<MeasureView[]>(`${own}/measures`, token),
    get<z.infer<typeof ReferralList>>(`/api/referrals?state=all&household=${household}`, token),
    get<HouseholdPolicies>(`${own}/policies`, token),
  ])
  return { suggestions, measures, referrals, policies }
}

export function helpSections(ledger: LedgerView, help: HouseholdHelp, tools: LedgerTools): HTMLElement[] {
  return [measures(help, tools), suggested(ledger, help, tools), policiesSection(help.policies), referrals(help, tools)]
}

function measures({ measures: all, suggestions }: HouseholdHelp, tools: LedgerTools): HTMLElement {
  const rows = all.map((one) => measureRow(one, tools))
  return section(
    '帮扶措施',
    ...suggestions.mismatches.map(({ why, source }) =>
      h('p', { class: 'notice' }, why, source ? h('span', { class: 'own-words' }, `依据：${source}`) : null),
    ),
    rows.length > 0 ? h('ul', { class: 'rows' }, ...rows) : h('p', { class: 'hint' }, '还没有安排帮扶。'),
  )
}

const NEXT: Record<MeasureView['state'], ['give' | 'publish' | 'end', string][]> = {
  planned: [
    ['give', '落实了'],
    ['end', '不做了'],
  ],
  given: [
    ['publish', '公示了'],
    ['end', '结束'],
  ],
  published: [['end', '结束']],
  ended: [],
}

function measureRow(one: MeasureView, tools: LedgerTools): HTMLElement {
  const days = [
    `${dayWords(one.plannedOn)}计划`,
    one.givenOn && `${dayWords(one.givenOn)}落实`,
    one.publishedOn && `${dayWords(one.publishedOn)}公示`,
    one.endedOn && `${dayWords(one.endedOn)}结束`,
  ]
  return h(
    'li',
    {},
    h('p', { class: 'lead-line' }, h('b', {}, one.helpWords), h('span', { class: 'tag' }, one.stateWords)),
    h('p', { class: 'hint' }, days.filter(Boolean).join(' → ')),
    h('p', {}, one.why),
    one.source ? h('p', { class: 'source' }, `依据：${one.source}`) : null,
    h(
      'div',
      { class: 'side-actions' },
      ...NEXT[one.state].map(([action, label]) =>
        button(label, () => void tools.guarded(() => actOnMeasure(one, action, label, tools)), 'small-button'),
      ),
    ),
  )
}

const FEW = 3

function suggested(ledger: LedgerView, { suggestions }: HouseholdHelp, tools: LedgerTools): HTMLElement {
  const { suggestions: all, unsaid, uncovered } = suggestions
  const rows = all.map((one) => suggestionRow(one, ledger, tools))
  const rest = rows.slice(FEW)
  return section(
    '可以考虑的帮扶',
    ...unsaid.map((words) => h('p', { class: 'hint' }, words)),
    ...uncovered.map((words) => h('p', { class: 'notice' }, `${words}：文件里没有对应的帮扶，要另想办法。`)),
    rows.length > 0 ? h('ul', { class: 'rows' }, ...rows.slice(0, FEW)) : h('p', { class: 'hint' }, '暂时没有。'),
    rest.length > 0
      ? h(
          'details',
          { class: 'folded' },
          h('summary', { class: 'press' }, `还有 ${rest.length} 类`),
          h('ul', { class: 'rows' }, ...rest),
        )
      : null,
  )
}

function suggestionRow(one: Suggestions['suggestions'][number], ledger: LedgerView, tools: LedgerTools): HTMLElement {
  return h(
    'li',
    {},
    h(
      'div',
      { class: 'row-line' },
      h('p', {}, h('b', {}, one.measureWords), `：${one.help.map(({ words }) => words).join('、')}`),
      button('安排', () => void tools.guarded(() => planHelp(one, ledger, tools)), 'small-button'),
    ),
    h('p', {}, one.why),
    one.units.length > 0 ? h('p', { class: 'hint' }, `负责：${one.units.join('、')}`) : null,
    h('p', { class: 'source' }, one.source ? `依据：${one.source}` : '系统的提示，没有文件依据'),
    one.runOut ? h('p', { class: 'source' }, one.runOut) : null,
  )
}

function referrals({ referrals: all, suggestions }: HouseholdHelp, tools: LedgerTools): HTMLElement {
  const rows = all.map((one) =>
    h(
      'li',
      {},
      h(
        'p',
        { class: 'lead-line' },
        h('b', {}, `${one.departmentWords}：${one.needWords}`),
        h('span', { class: one.state === 'overdue' ? 'tag high' : 'tag' }, one.stateWords),
      ),
      h('p', {}, one.text),
      h(
        'p',
        { class: 'hint' },
        `${dayWords(one.askedOn)} ${one.askedBy}${one.dueDay ? `，请在${dayWords(one.dueDay)}以前答复` : ''}`,
      ),
      one.answer
        ? h('p', { class: 'wall' }, `${dayWords(one.answer.day)}答复：${one.answer.resultWords}。${one.answer.text}`)
        : null,
    ),
  )
  return section(
    '转给部门的事',
    rows.length > 0 ? h('ul', { class: 'rows' }, ...rows) : h('p', { class: 'hint' }, '没有转给部门的事。'),
    suggestions.departments.length + suggestions.unreported.length > 0
      ? button('转给部门', () => void tools.guarded(() => refer(suggestions, tools)))
      : null,
  )
}
