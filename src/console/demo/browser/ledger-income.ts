/** What a household lives on: the figure a head with how it was reckoned, the band with its paper, and each entry behind it. */
import type { LedgerView, MoneyView } from '../../../contract/ledger.ts'
import { section } from './case-view.ts'
import { button, h } from './dom.ts'
import { correctMoney } from './ledger-forms.ts'
import type { LedgerTools } from './ledger-tools.ts'

type Citation = NonNullable<LedgerView['income']>['citation']

export function incomeSection({ income, band, flags }: LedgerView): HTMLElement {
  if (!income) return section('人均收入', h('p', { class: 'hint' }, '这里的文件没有写怎么算收入。'))
  return section(
    '人均收入',
    h(
      'div',
      { class: 'income' },
      income.yuan === null
        ? h('p', {}, h('b', {}, '还算不出来'))
        : h('p', { class: 'figure' }, h('b', {}, `${income.yuan} 元`), ' 每人每年'),
      income.missing.length > 0
        ? h('p', { class: 'missing' }, `还缺：${income.missing.map(monthWords).join('、')}`)
        : null,
      band
        ? h(
            'p',
            { class: 'lead-line' },
            h('span', { class: band.band === null ? 'tag' : 'tag high' }, band.words),
            band.limit === null ? null : h('span', {}, `这一档的线：${band.limit} 元`),
            band.borderline ? h('span', { class: 'tag high' }, '贴近线') : null,
          )
        : null,
    ),
    h('p', { class: 'hint' }, '怎么算的：'),
    h('ol', { class: 'reckoning', 'aria-label': '怎么算的' }, ...income.lines.map((line) => h('li', {}, line))),
    ...flags.map((flag) => h('p', { class: 'notice' }, flag.words)),
    h('p', { class: 'source' }, `算法依据：${words(income.citation)}`),
    income.warning ? h('p', { class: 'source' }, income.warning) : null,
    band?.citation ? h('p', { class: 'source' }, `分档依据：${words(band.citation)}`) : null,
    band?.warning ? h('p', { class: 'source' }, band.warning) : null,
  )
}

export function moneySection(ledger: LedgerView, tools: LedgerTools): HTMLElement {
  const counting = ledger.money.filter(({ replacedBy }) => replacedBy === null)
  const rows = counting.map((entry) => moneyRow(entry, tools))
  return section(
    '收入和支出',
    rows.length > 0 ? h('ul', { class: 'rows' }, ...rows) : h('p', { class: 'hint' }, '还没记过收入。'),
  )
}

function moneyRow(entry: MoneyView, tools: LedgerTools): HTMLElement {
  const { label, from, to, yuan, words: note, source, others } = entry
  const span = from === to ? monthWords(from) : `${monthWords(from)}到${monthWords(to)}`
  const conflict = others.length > 0
  return h(
    'li',
    { class: conflict ? 'differs' : null },
    h(
      'div',
      { class: 'row-line' },
      h('p', {}, h('b', {}, `${yuan} 元`), ` ${label}`),
      button(conflict ? '核定' : '改', () => void tools.guarded(() => correctMoney(entry, tools)), 'small-button'),
    ),
    h('p', { class: 'hint' }, [span, note, source].filter(Boolean).join(' · ')),
    ...others.map((other) =>
      h('p', {}, h('span', { class: 'tag high' }, '对不上'), ` ${other.source}：${other.yuan} 元 ${other.words}`),
    ),
  )
}

function monthWords(month: string): string {
  const [year, number] = month.split('-').map(Number)
  return `${year}年${number}月`
}

function words({ paper, number, clause, figures }: Citation): string {
  const where = [paper, number, clause].filter(Boolean).join(' ')
  return figures?.length ? `${where}（${figures.join('、')}）` : where
}
