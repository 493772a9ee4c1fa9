/** The cadre's desk: what waits for him, what residents ask, the cases, the ledgers and the month's duties, one part in sight at a time. */

import { broadcastPanel } from './broadcast-panel.ts'
import type { CadreSession } from './cadre-session.ts'
import { casePanel } from './case-panel.ts'
import type { DeskEvents, Place } from './desk-events.ts'
import { h } from './dom.ts'
import { dutyPanel } from './duty-panel.ts'
import { groupPanel } from './group-panel.ts'
import { ledgerPanel } from './ledger-panel.ts'
import { officePanel } from './office-panel.ts'
import { questionPanel } from './question-panel.ts'
import { queuePanel } from './queue-panel.ts'

const NAMES = {
  queue: '待办',
  questions: '群众提问',
  cases: '监测识别',
  ledger: '农户台账',
  duties: '本月任务',
  broadcasts: '政策宣传',
  groups: '群聊',
  office: '请您答复',
}
type Part = keyof typeof NAMES

export function cadreDesk(session: CadreSession, signedOut: () => void) {
  const department = session.me.role === 'department_officer'
  const parts: Part[] = department
    ? ['office', 'queue', 'duties']
    : ['queue', 'questions', 'cases', 'ledger', 'duties', 'broadcasts', 'groups']
  const body = h('div', { class: 'desk-part', role: 'tabpanel', id: 'desk-part' })
  const counts = new Map(parts.map((part) => [part, h('span', { class: 'tab-count' })]))
  const tabs = new Map(parts.map((part) => [part, tab(part)]))
  const stop = () => {
    queue.stop()
    questions.stop()
  }
  const stopped = () => {
    stop()
    signedOut()
  }
  const events = (part: Part): DeskEvents => ({
    go,
    signedOut: stopped,
    count(words) {
      const count = counts.get(part)
      if (count) count.textContent = words === '0' ? '' : words
    },
  })
  const questions = questionPanel(session, events('questions'))
  const cases = casePanel(session, events('cases'))
  const ledger = ledgerPanel(session, events('ledger'))
  const duties = dutyPanel(session, events('duties'))
  const broadcasts = broadcastPanel(session, events('broadcasts'))
  const groups = groupPanel(session, events('groups'))
  const office = officePanel(session, events('office'))
  const queue = queuePanel(
    session,
    { ...events('queue'), signedOut: stopped },
    {
      frame(frame) {
        if (frame.type === 'case') cases.changed(frame.case)
        if (frame.type === 'card_question') questions.changed(frame.question)
        if (frame.type === 'comparison' && department) void office.read()
        if (frame.type === 'duties') void duties.read()
        if (frame.type === 'broadcast') broadcasts.changed(frame.broadcast)
      },
      again() {
        if (parts.includes('questions')) void questions.read()
      },
    },
  )
  const views: Record<Part, HTMLElement> = {
    queue: queue.view,
    questions: questions.view,
    cases: cases.view,
    ledger: ledger.view,
    duties: duties.view,
    broadcasts: broadcasts.view,
    groups: groups.view,
    office: office.view,
  }

  function tab(part: Part): HTMLButtonElement {
    return h(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${part}`,
        'aria-controls': 'desk-part',
        click: () => show(part),
        keydown: (event) => move(event as KeyboardEvent, part),
      },
      h('span', {}, NAMES[part]),
      counts.get(part),
    )
  }

  /** The arrows go from one part to the next, as everywhere with tabs. */
  function move({ key }: KeyboardEvent, from: Part) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key]
    if (step === undefined) return
    const to = parts[(parts.indexOf(from) + step + parts.length) % parts.length]
    if (!to) return
    show(to)
    tabs.get(to)?.focus()
  }

  function show(part: Part) {
    body.replaceChildren(views[part])
    body.setAttribute('aria-labelledby', `tab-${part}`)
    for (const [each, button] of tabs) {
      button.setAttribute('aria-selected', String(each === part))
      button.tabIndex = each === part ? 0 : -1
    }
    tabs.get(part)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }

  function go(place: Place) {
    switch (place.to) {
      case 'lead':
        show('queue')
        return void queue.open(place.id)
      case 'case':
        show('cases')
        return void cases.open(place.id)
      case 'case-of':
        show('cases')
        return void cases.openOf(place.id)
      case 'household':
        show('ledger')
        return void ledger.open(place.id)
    }
  }

  show(parts[0] ?? 'queue')
  // An admin keeps accounts; he has no households.
  if (session.me.role === 'admin') return { view: queue.view, stop }
  void (department
    ? Promise.all([office.read(), duties.read()])
    : Promise.all([cases.read(), ledger.read(), duties.read(), broadcasts.read(), groups.read()]))
  const bar = h('div', { class: 'desk-tabs', role: 'tablist', 'aria-label': '做什么' }, ...tabs.values())
  return { view: h('div', { class: 'queue-whole' }, bar, body), stop }
}
