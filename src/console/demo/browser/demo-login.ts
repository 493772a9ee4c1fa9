import type { CadreRole } from '../../../contract/terms.ts'
import type { DemoCadre } from './cadre-session.ts'
import { h } from './dom.ts'
import { areasInWords, type Places } from './places.ts'
import { pageData } from './words.ts'

/** More would be a wall; whoever is not among them is found by typing. */
const SHOWN = 24
const ORDER: CadreRole[] = ['village_cadre', 'township_officer', 'county_officer', 'department_officer', 'admin']

/** The visible demo login: choose who you are. */
export function demoLogin(cadres: DemoCadre[], places: Places, choose: (cadre: DemoCadre) => void): HTMLElement {
  const place = (cadre: DemoCadre) => areasInWords(cadre.areas, places)
  const sorted = [...cadres].sort(
    (a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role) || (a.areas[0] ?? '').localeCompare(b.areas[0] ?? ''),
  )
  const list = h('ul', { class: 'people' })
  const more = h('p', { class: 'hint', role: 'status' })
  const search = h('input', {
    type: 'search',
    id: 'cadre-search',
    placeholder: '输入村名、镇名或姓名',
    autocomplete: 'off',
    input: () => show(),
  })
  let found = sorted

  function show() {
    const wanted = search.value.trim()
    found = sorted.filter((cadre) => `${cadre.name}${pageData.roles[cadre.role]}${place(cadre)}`.includes(wanted))
    list.replaceChildren(...found.slice(0, SHOWN).map(person))
    showWhole()
  }

  /** Nobody is cut through the middle: whoever has no room is not shown. */
  function showWhole() {
    const people = [...list.children] as HTMLElement[]
    for (const each of people) each.hidden = false
    const end = list.getBoundingClientRect().bottom
    if (list.clientHeight > 0)
      for (const each of people) each.hidden = each !== people[0] && each.getBoundingClientRect().bottom > end
    const rest = found.length - people.filter((each) => !each.hidden).length
    more.textContent = found.length === 0 ? '没有找到这个人。' : rest > 0 ? `还有 ${rest} 位，输入村名就能找到。` : ''
  }

  function person(cadre: DemoCadre): HTMLElement {
    return h(
      'li',
      {},
      h(
        'button',
        { type: 'button', class: 'person', click: () => choose(cadre) },
        h('b', {}, cadre.name),
        h('span', {}, [pageData.roles[cadre.role], place(cadre)].filter(Boolean).join(' · ')),
      ),
    )
  }

  new ResizeObserver(showWhole).observe(list)
  show()
  return h(
    'div',
    { class: 'login' },
    h('h3', {}, '演示登录：您是哪位干部？'),
    h('p', { class: 'hint' }, '都是虚构的人，不用密码。村民报了以后，这里会提示线索在谁手里。'),
    h('label', { for: 'cadre-search' }, '找人'),
    search,
    list,
    more,
  )
}
