/** The ledger of one household: what it lives on first, then who it is, what is known, visits, help, and what happened. */
import type { LedgerView } from '../../../contract/ledger.ts'
import { section } from './case-view.ts'
import { button, h } from './dom.ts'
import { type HouseholdHelp, helpSections } from './household-help.ts'
import { factsSection, membersSection } from './ledger-facts.ts'
import { addFact, addMember, addMoney, visitForm } from './ledger-forms.ts'
import { incomeSection, moneySection } from './ledger-income.ts'
import type { LedgerTools } from './ledger-tools.ts'
import { picture } from './picture.ts'
import { clock, dayWords } from './when.ts'
import { pageData } from './words.ts'

interface LedgerEvents {
  back(): void
  openCase(id: string): void
}

export function ledgerView(
  ledger: LedgerView,
  help: HouseholdHelp,
  tools: LedgerTools,
  { back, openCase }: LedgerEvents,
): HTMLElement {
  const { household } = ledger
  const act = (label: string, work: () => Promise<void>, look = '') =>
    button(label, () => void tools.guarded(work), look)
  return h(
    'article',
    { class: 'lead ledger', 'aria-label': `台账 ${household.headName}` },
    button('‹ 返回', back, 'back'),
    h(
      'header',
      {},
      h('h3', { tabindex: -1, id: 'household-title' }, household.headName),
      h('p', { class: 'lead-place' }, `${household.place}${household.phone ? ` · ${household.phone}` : ''}`),
      h(
        'p',
        { class: 'lead-line' },
        h('span', { class: 'tag' }, pageData.householdKinds[household.kind]),
        household.unconfirmed ? h('span', { class: 'tag high' }, '名册上还没有，要核对') : null,
      ),
    ),
    h(
      'div',
      { class: 'side-actions' },
      ...ledger.cases.map(({ id, number, phase }) => button(`监测识别 ${number}（${phase}）`, () => openCase(id))),
    ),
    incomeSection(ledger),
    moneySection(ledger, tools),
    membersSection(ledger, tools),
    factsSection(ledger, tools),
    ...helpSections(ledger, help, tools),
    section('走访', visits(ledger, tools)),
    section('经过', timeline(ledger)),
    h(
      'div',
      { class: 'actions', role: 'group', 'aria-label': '记台账' },
      act('记走访', () => visitForm(ledger, tools), 'primary'),
      act('记收支', () => addMoney(ledger, tools)),
      act('记情况', () => addFact(ledger, tools)),
      act('加家里人', () => addMember(tools)),
    ),
  )
}

function visits({ household, visits: all }: LedgerView, { token }: LedgerTools): HTMLElement {
  if (all.length === 0) return h('p', { class: 'hint' }, '还没走访过。')
  return h(
    'ul',
    { class: 'rows' },
    ...all.map(({ day, cadre, words, photos }) =>
      h(
        'li',
        {},
        h('p', { class: 'hint' }, `${dayWords(day)} ${cadre}`),
        h('p', {}, words),
        ...photos.map((id) => picture(`/api/households/${household.id}/photos/${id}`, token, '走访的照片')),
      ),
    ),
  )
}

const FEW = 8

function timeline({ timeline: all }: LedgerView): HTMLElement {
  const now = new Date()
  const items = [...all]
    .sort((a, b) => b.at.localeCompare(a.at))
    .map(({ at, by, text }) =>
      h(
        'li',
        {},
        h('p', { class: 'hint' }, h('time', { datetime: at }, clock(new Date(at), now)), ` ${by}`),
        h('p', {}, text),
      ),
    )
  const first = h('ol', { class: 'timeline' }, ...items.slice(0, FEW))
  if (items.length <= FEW) return first
  return h(
    'div',
    {},
    first,
    folded(`更早的 ${items.length - FEW} 条`, h('ol', { class: 'timeline' }, ...items.slice(FEW))),
  )
}

export function folded(title: string, ...content: HTMLElement[]): HTMLElement {
  return h('details', { class: 'folded' }, h('summary', { class: 'press' }, title), ...content)
}
