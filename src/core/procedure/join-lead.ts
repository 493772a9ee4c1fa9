import type { CaseActed } from './acted.ts'
import type { CaseAuthor } from './case.ts'
import type { CaseState } from './case-state.ts'
import { procedureOf, refused } from './moves.ts'
import { recorder } from './recorder.ts'

/**
 * Another verified lead of the household comes to its running case: what was found goes on being dealt with once. The clock
 * stays as the first lead set it.
 */
export function joinLead(state: CaseState, lead: { id: string; number: string }, by: CaseAuthor, now: Date): CaseActed {
  const { citation } = procedureOf(state)
  if (state.phase === 'ended') return refused('这户的识别已经结束，要另外立案。', citation)
  const { leads } = state.opened
  if (leads.some(({ id }) => id === lead.id)) return refused('这条线索已经在一起办了。', citation)
  const record = recorder(state, by, now)
  record.add({ kind: 'lead_joined', lead: { id: lead.id, number: lead.number } }, `${lead.number}并进来一起办`)
  record.tell({ whom: 'household', text: `您报的${lead.number}也核实了，和您家正在办的一起办，不用再报。` })
  return record.done()
}
