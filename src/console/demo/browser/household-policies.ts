/** Which help of the papers may be for a household: what fits, what is still to be found out, and why not. To be printed too. */
import type { HouseholdPolicies, PolicyForHousehold } from '../../../contract/household-policies.ts'
import { section } from './case-view.ts'
import { button, h } from './dom.ts'
import { dayWords } from './when.ts'

export function policiesSection(policies: HouseholdPolicies): HTMLElement {
  const print = button('打印给农户', () => printed(policies), 'small-button')
  return section('适用的政策', ...lists(policies, true), h('div', { class: 'side-actions' }, print))
}

const HONEST = '照现在登记的情况来看，只供参考；村干部核实为准。'

function lists({ mayFit, unknown, doesNotFit }: HouseholdPolicies, onScreen: boolean): HTMLElement[] {
  const parts: [string, PolicyForHousehold[], string, boolean][] = [
    ['可能符合', mayFit, '还要看：', true],
    ['还看不出来', unknown, '还缺：', false],
    ['可能不符合', doesNotFit, '因为：', false],
  ]
  const filled = parts.filter(([, list]) => list.length > 0)
  const shown = filled.map(([title, list, before, open]) => {
    const rows = h('ul', { class: 'rows' }, ...list.map((one) => row(one, before)))
    if (!onScreen) return h('div', {}, h('h4', {}, `${title}（${list.length}）`), rows)
    return h('details', { class: 'folded', open }, h('summary', { class: 'press' }, `${title}（${list.length}）`), rows)
  })
  // Once for each paper, not once for each of its cards.
  const runOut = new Set(filled.flatMap(([, list]) => list.flatMap((one) => one.runOut ?? [])))
  return [
    h('p', { class: 'hint' }, HONEST),
    ...shown,
    ...[...runOut].map((words) => h('p', { class: 'source' }, words)),
  ]
}

function row({ title, says, apply, source, why }: PolicyForHousehold, before: string): HTMLElement {
  return h(
    'li',
    {},
    h('p', {}, h('b', {}, title)),
    why.length > 0 ? h('p', { class: 'missing' }, before + why.join('、')) : null,
    h('p', {}, says.join('')),
    apply.length > 0 ? h('p', {}, `怎么办：${apply.join('')}`) : null,
    h('p', { class: 'source' }, `依据：${source}`),
  )
}

/** A sheet of its own, for nothing else of the page is the household's. It goes when it is printed. */
function printed(policies: HouseholdPolicies) {
  const { place, headName, day, held } = policies
  const had = held.map(({ words, stateWords }) => h('li', {}, `${words}（${stateWords}）`))
  const fits = { ...policies, doesNotFit: [] }
  const sheet = h(
    'section',
    { class: 'print-sheet' },
    h('h3', {}, `${headName}家适用的政策`),
    h('p', {}, `${place} · ${day.slice(0, 4)}年${dayWords(day)}`),
    ...(had.length > 0 ? [h('h4', {}, '已有的帮扶'), h('ul', {}, ...had)] : []),
    ...lists(fits, false),
  )
  document.body.append(sheet)
  document.body.classList.add('printing')
  const done = () => {
    document.body.classList.remove('printing')
    sheet.remove()
  }
  window.addEventListener('afterprint', done, { once: true })
  window.print()
}
