import type { ComparisonRow } from '../../../contract/case.ts'
import { h } from './dom.ts'
import { dayWords } from './when.ts'

/** What the household said beside what each office answered; what differs is marked in words, not by colour alone. */
export function comparisonView(rows: ComparisonRow[]): HTMLElement | null {
  if (rows.length === 0) return null
  return h('div', { class: 'compared', role: 'group', 'aria-label': '部门比对' }, ...rows.map(rowView))
}

function rowView({ label, stated, answers, mismatch }: ComparisonRow): HTMLElement {
  return h(
    'div',
    { class: mismatch ? 'compared-row differs' : 'compared-row' },
    h('p', { class: 'lead-line' }, h('b', {}, label), mismatch ? h('span', { class: 'tag high' }, '对不上') : null),
    h(
      'div',
      { class: 'side-by-side' },
      h('p', {}, '农户说：', stated ? said(stated.has, stated.words) : '没问过'),
      ...answers.map(({ label: office, has, words, source, date }) =>
        h('p', {}, `${office}：${said(has, words)}`, h('span', { class: 'own-words' }, `${source}，${dayWords(date)}`)),
      ),
      answers.length === 0 ? h('p', {}, '部门还没答复') : null,
    ),
  )
}

function said(has: boolean, words: string | null): string {
  return `${has ? '有' : '没有'}${words ? `（${words}）` : ''}`
}
