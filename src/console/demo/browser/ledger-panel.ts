/** The households of the cadre's area, found by name, and the ledger of the one that he opened. */
import type { HouseholdSummary, HouseholdsPage, LedgerView } from '../../../contract/ledger.ts'
import { get } from './api.ts'
import type { CadreSession } from './cadre-session.ts'
import type { DeskEvents } from './desk-events.ts'
import { button, h } from './dom.ts'
import { type HouseholdHelp, readHelp } from './household-help.ts'
import { type LedgerTools, ledgerTools } from './ledger-tools.ts'
import { ledgerView } from './ledger-view.ts'
import { splitPanel } from './split-panel.ts'
import { dayWords } from './when.ts'
import { pageData } from './words.ts'

const LIMIT = 50
const TYPING_MS = 300

export function ledgerPanel(session: CadreSession, events: DeskEvents) {
  let households: HouseholdSummary[] = []
  let next: string | null = null
  let opened: string | null = null
  let typing = 0
  let reading = 0
  const search = h('input', {
    type: 'search',
    placeholder: '户主或家里人的姓名',
    'aria-label': '找农户',
    autocomplete: 'off',
    input: () => {
      clearTimeout(typing)
      typing = setTimeout(() => void panel.guarded(() => read(null)), TYPING_MS)
    },
  })
  const scope = h(
    'select',
    { 'aria-label': '看哪些户', change: () => void panel.guarded(() => read(null)) },
    h('option', { value: 'false' }, '辖区里的户'),
    h('option', { value: 'true' }, '我联系的户'),
  )
  const list = h('ul', { 'aria-label': '农户列表' })
  const more = button('再看一些', () => void panel.guarded(() => read(next)), 'more')
  const panel = splitPanel([h('div', { class: 'tabs' }, search, scope), list, more], events)

  async function read(after: string | null) {
    const mine = ++reading
    const name = search.value.trim()
    const query = new URLSearchParams({
      mine: scope.value,
      limit: String(LIMIT),
      ...(name ? { search: name } : {}),
      ...(after ? { after } : {}),
    })
    const page = await get<HouseholdsPage>(`/api/households?${query}`, session.token)
    if (mine !== reading) return
    households = after ? [...households, ...page.households] : page.households
    next = page.next
    if (!name && scope.value === 'false') events.count(next ? `${households.length}+` : String(households.length))
    show()
  }

  function show() {
    const items = households.map((each) => item(each, each.id === opened, () => void open(each.id)))
    list.replaceChildren(...(items.length > 0 ? items : [h('li', { class: 'empty' }, '没有找到这样的户。')]))
    more.hidden = next === null
  }

  function open(id: string): Promise<void> {
    return panel.guarded(async () => {
      await reload(id)
      panel.view.querySelector<HTMLElement>('#household-title')?.focus()
    })
  }

  async function reload(id: string) {
    const [ledger, help] = await Promise.all([
      get<LedgerView>(`/api/households/${id}`, session.token),
      readHelp(id, session.token),
    ])
    display(ledger, help)
  }

  function display(ledger: LedgerView, help: HouseholdHelp) {
    opened = ledger.household.id
    const tools: LedgerTools = ledgerTools(session, opened, () => reload(ledger.household.id), panel.guarded)
    panel.open(ledgerView(ledger, help, tools, { back: close, openCase: (id) => events.go({ to: 'case', id }) }))
    show()
  }

  function close() {
    opened = null
    panel.close()
    show()
  }

  return { view: panel.view, read: () => panel.guarded(() => read(null)), open }
}

function item(one: HouseholdSummary, chosen: boolean, open: () => void): HTMLElement {
  return h(
    'li',
    {},
    h(
      'button',
      { type: 'button', class: 'lead-item', 'aria-current': chosen ? 'true' : null, click: open },
      h(
        'span',
        { class: 'lead-line' },
        h('b', {}, one.headName),
        h('span', { class: 'tag' }, pageData.householdKinds[one.kind]),
        one.mine ? h('span', { class: 'tag' }, '我联系') : null,
      ),
      h('span', { class: 'lead-place' }, one.place),
      h(
        'span',
        { class: 'lead-line small' },
        h('span', {}, one.lastVisit ? `上次走访 ${dayWords(one.lastVisit)}` : '还没走访过'),
        h('span', {}, `${one.members} 口人`),
      ),
    ),
  )
}
