/** Who lives there and what is known of them; where two sources differ both stand side by side until a cadre settles it. */
import type { FactView, LedgerView } from '../../../contract/ledger.ts'
import { section } from './case-view.ts'
import { button, h } from './dom.ts'
import { memberLeaves, settleFact } from './ledger-forms.ts'
import type { LedgerTools } from './ledger-tools.ts'
import { dayWords } from './when.ts'
import { pageData } from './words.ts'

/** What stands with the members already. */
const WITH_MEMBERS = ['basics.relation', 'basics.born', 'basics.labour']

export function membersSection(ledger: LedgerView, tools: LedgerTools): HTMLElement {
  const rows = ledger.members.map((one) =>
    h(
      'li',
      {},
      h(
        'div',
        { class: 'row-line' },
        h('p', {}, h('b', {}, one.name), ` ${one.relation}${one.born ? ` · ${one.born.slice(0, 4)}年生` : ''}`),
        one.left
          ? h('span', { class: 'tag' }, `${dayWords(one.left)}起不在本户`)
          : button('不在本户了', () => void tools.guarded(() => memberLeaves(one, tools)), 'small-button'),
      ),
      h('p', { class: 'hint' }, one.labour ? pageData.labour[one.labour] : '能不能干活，还没问过'),
    ),
  )
  const empty = h('p', { class: 'hint' }, '家里还没登记人，点“加家里人”。')
  return section('家里的人', rows.length > 0 ? h('ul', { class: 'rows' }, ...rows) : empty)
}

export function factsSection(ledger: LedgerView, tools: LedgerTools): HTMLElement {
  const seen = ledger.facts.filter(({ field, others }) => !WITH_MEMBERS.includes(field) || others.length > 0)
  // What has to be settled comes first.
  const sorted = [...seen].sort((a, b) => Number(b.others.length > 0) - Number(a.others.length > 0))
  const rows = sorted.map((fact) => factRow(fact, ledger, tools))
  const empty = h('p', { class: 'hint' }, '还没记过情况。')
  return section('知道的情况', rows.length > 0 ? h('ul', { class: 'rows' }, ...rows) : empty)
}

function factRow(fact: FactView, ledger: LedgerView, tools: LedgerTools): HTMLElement {
  const label = factLabel(fact, ledger)
  if (fact.others.length === 0)
    return h(
      'li',
      {},
      h('p', {}, `${label}：`, h('b', {}, fact.words)),
      h('p', { class: 'hint' }, `${dayWords(fact.day)} ${fact.source}`),
    )
  return h(
    'li',
    { class: 'differs' },
    h(
      'div',
      { class: 'row-line' },
      h('p', { class: 'lead-line' }, h('b', {}, label), h('span', { class: 'tag high' }, '对不上')),
      button('核定', () => void tools.guarded(() => settleFact(fact, ledger, tools)), 'small-button'),
    ),
    h(
      'div',
      { class: 'side-by-side' },
      ...[fact, ...fact.others].map(({ words, source, day }) =>
        h('p', {}, h('b', {}, words), h('span', { class: 'own-words' }, `${source}，${dayWords(day)}`)),
      ),
    ),
  )
}

export function factLabel({ label, member }: Pick<FactView, 'label' | 'member'>, { members }: LedgerView): string {
  const who = members.find(({ id }) => id === member)
  return who ? `${who.name}：${label}` : label
}
