/** What of the queue is looked at: by how far it is, and by kind of trouble. */
import type { LeadSummary, QueueQuery } from '../../../contract/lead.ts'
import { h } from './dom.ts'
import { isUnfinished } from './queue-list.ts'
import { pageData } from './words.ts'

type Progress = 'unfinished' | 'closed' | 'all'

/** What the server is asked for, one after the other: what waits comes before what is done. */
const STATUSES: Record<Progress, QueueQuery['status'][]> = {
  unfinished: ['unfinished'],
  closed: ['closed'],
  all: ['unfinished', 'closed', 'withdrawn'],
}

export function queueFilter(changed: () => void) {
  const progress = select('办到哪一步', { unfinished: '未办完', closed: pageData.statuses.closed, all: '全部' })
  const riskType = select('类型', { '': '全部类型', ...pageData.riskTypes })

  function select(label: string, options: Record<string, string>): HTMLSelectElement {
    const choices = Object.entries(options).map(([value, text]) => h('option', { value }, text))
    return h('select', { 'aria-label': label, change: changed }, ...choices)
  }

  return {
    view: h('div', { class: 'filters' }, progress, riskType),
    statuses: () => STATUSES[progress.value as Progress],
    riskType: () => riskType.value,
    /** Is only what waits looked at, of whatever kind? */
    plain: () => progress.value === 'unfinished' && riskType.value === '',
    fits(lead: LeadSummary): boolean {
      if (riskType.value && lead.riskType !== riskType.value) return false
      if (progress.value === 'all') return true
      return progress.value === 'closed' ? lead.status === 'closed' : isUnfinished(lead)
    },
  }
}
