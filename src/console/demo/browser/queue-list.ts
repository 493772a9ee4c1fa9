import type { LeadSummary } from '../../../contract/lead.ts'
import { h } from './dom.ts'
import { timeLeft } from './when.ts'
import { pageData } from './words.ts'

const URGENCY_ORDER = ['emergency', 'high', 'normal']

/** What is done stands last; otherwise the order of the server's pages: most pressing first. */
export function byPressure(a: LeadSummary, b: LeadSummary): number {
  return (
    Number(isUnfinished(b)) - Number(isUnfinished(a)) ||
    URGENCY_ORDER.indexOf(a.urgency) - URGENCY_ORDER.indexOf(b.urgency) ||
    a.dueAt.localeCompare(b.dueAt) ||
    a.id.localeCompare(b.id)
  )
}

export function isUnfinished(lead: LeadSummary): boolean {
  return lead.status !== 'closed' && lead.status !== 'withdrawn'
}

/** One line of the queue. Names come masked. */
export function queueItem(
  lead: LeadSummary,
  { chosen, fresh, open }: { chosen: boolean; fresh: boolean; open: () => void },
): HTMLElement {
  return h(
    'li',
    {},
    h(
      'button',
      {
        type: 'button',
        class: `lead-item${fresh ? ' fresh' : ''}`,
        'data-lead': lead.id,
        'aria-current': chosen ? 'true' : null,
        click: open,
      },
      h('span', { class: 'lead-line' }, h('b', {}, pageData.riskTypes[lead.riskType]), urgencyTag(lead)),
      saidBy(lead),
      h('span', { class: 'lead-place' }, `${lead.place} · ${headOf(lead)}`),
      h(
        'span',
        { class: 'lead-line small' },
        dueTag(lead),
        h('span', {}, `${lead.number} · ${pageData.statuses[lead.status]}`),
      ),
    ),
  )
}

/** The resident's own words: the kind alone says little, and in an emergency nothing. */
function saidBy({ gist }: LeadSummary): HTMLElement | null {
  return gist ? h('q', { class: 'lead-words' }, gist) : null
}

/** In an emergency nobody was asked for a name yet; it comes as （未说明）. */
function headOf({ householdName }: LeadSummary): string {
  return householdName.startsWith('（') ? '还不知道户主' : householdName
}

export function urgencyTag({ urgency }: LeadSummary): HTMLElement | null {
  return urgency === 'normal' ? null : h('span', { class: `tag ${urgency}` }, pageData.urgencies[urgency])
}

export function dueTag(lead: LeadSummary): HTMLElement | null {
  if (!isUnfinished(lead)) return null
  const { text, late, soon } = timeLeft(new Date(lead.dueAt), new Date())
  return h('span', { class: late ? 'due late' : soon ? 'due soon' : 'due' }, text)
}
