/** What cannot wait stands over everything else, for holder and deputy, until one of them has taken it up. */
import type { z } from 'zod'
import type { LeadSummary, QueuePage } from '../../../contract/lead.ts'
import { get } from './api.ts'
import type { CadreSession } from './cadre-session.ts'
import { button, h } from './dom.ts'

/** More than these would hide the queue; the rest stands at its top anyway. */
const MOST = 3

export function emergencyAlert({ token, me }: CadreSession, open: (id: string) => void) {
  const waiting = new Map<string, LeadSummary>()
  const view = h('div', { class: 'alarms', role: 'alert', hidden: true })

  function changed(lead: LeadSummary) {
    const mine = lead.noticed || lead.holder.id === me.id
    const calls = mine && lead.urgency === 'emergency' && lead.status === 'open'
    if (calls) waiting.set(lead.id, lead)
    else if (!waiting.delete(lead.id)) return
    show()
  }

  async function read() {
    const query = new URLSearchParams({ mine: 'true', urgency: 'emergency', status: 'open' })
    const { leads } = await get<z.infer<typeof QueuePage>>(`/api/leads?${query}`, token)
    waiting.clear()
    for (const lead of leads) waiting.set(lead.id, lead)
    show()
  }

  function show() {
    view.replaceChildren(...[...waiting.values()].slice(0, MOST).map(line))
    view.hidden = waiting.size === 0
  }

  function line(lead: LeadSummary): HTMLElement {
    const whose = lead.holder.id === me.id ? '请马上接单' : `${lead.holder.name}还没有接单，您也要管`
    return h(
      'div',
      { class: 'alarm' },
      h('p', {}, h('b', {}, `紧急：${lead.place}`), lead.gist ? h('q', {}, lead.gist) : null, h('span', {}, whose)),
      button('马上看', () => open(lead.id), 'primary'),
    )
  }

  return { view, changed, read }
}
