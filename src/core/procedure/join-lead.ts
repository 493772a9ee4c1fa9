import type { CaseActed } from './acted.ts'
import type { CaseAuthor, CaseLead } from './case.ts'
import type { CaseState } from './case-state.ts'
import { procedureOf, refused } from './moves.ts'
import { recorder } from './recorder.ts'

/**
 * Another verified lead of the household comes to its running case: what was found goes on being dealt with once. The clock
 * stays as the first lead set it. On the register nothing is identified any more: the household is told that its help will be
 * looked at again; a way out ends, and a mark that its risk was removed no longer holds.
 */
export function joinLead(state: CaseState, lead: CaseLead, by: CaseAuthor, now: Date): CaseActed {
  const { citation } = procedureOf(state)
  if (state.phase === 'ended') return refused('这户的识别已经结束，要另外立案。', citation)
  const { leads } = state.opened
  if (leads.some(({ id }) => id === lead.id)) return refused('这条线索已经在一起办了。', citation)
  const record = recorder(state, by, now)
  const { id, number, verifiedBy } = lead
  record.add({ kind: 'lead_joined', lead: { id, number, verifiedBy } }, `${number}并进来一起办${undone(state)}`)
  record.tell({ whom: 'household', text: `您报的${number}也核实了，${goesOn(state)}` })
  return record.done()
}

function undone({ phase, riskRemoved }: CaseState): string {
  if (phase === 'leaving') return '。又有新的风险，退出停办，接着帮扶'
  return riskRemoved ? '。又有新的风险，风险消除的标注不再算数' : ''
}

function goesOn({ phase }: CaseState): string {
  switch (phase) {
    case 'identification':
    case 'ended':
      return '和您家正在办的一起办，不用再报。'
    case 'on_register':
      return '您家已经在监测里。干部会看新情况，再定怎么帮。'
    case 'leaving':
      return '退出先不办了。干部会看新情况，再定怎么帮。'
  }
}
