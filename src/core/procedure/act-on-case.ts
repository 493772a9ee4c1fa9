import type { CaseCommand } from '../../contract/case-command.ts'
import type { Cadre } from '../routing/roster.ts'
import type { CaseActed, CaseContext } from './acted.ts'
import type { CaseState } from './case-state.ts'
import { askDepartment, recordAnswer, stateHousehold } from './do-compare.ts'
import { approve, refuse, sendBack } from './do-decide.ts'
import { endIfLeft, markRiskRemoved, startLeaving } from './do-leave.ts'
import { changeNotice, endNotice, postNotice, raiseObjection, settleObjection } from './do-notice.ts'
import { completeStep } from './do-steps.ts'
import type { Doing } from './doing.ts'
import { checkMove, findStep, procedureOf, refused } from './moves.ts'
import { type Recorder, recorder, tellHousehold } from './recorder.ts'
import { maskedWords, namesIn } from './words.ts'

/**
 * What a cadre's command makes of a case. Pure: the caller stores the actions under a version check and sends the tells.
 * Whether the command's version is the current one is the store's to see.
 */
export function actOnCase(state: CaseState, command: CaseCommand, by: Cadre, context: CaseContext): CaseActed {
  const move = checkMove(state, command, by, context)
  if (move.kind === 'refused') return move
  const author = { kind: 'cadre' as const, cadreId: by.id, name: by.name, role: by.role }
  const record = recorder(state, author, context.now)
  const acted = doIt(record, command, by, move.recordedFor, context)
  if (acted.kind === 'refused') return acted
  endIfLeft(record, context)
  return record.done()
}

/** The household's own word, from the chat: it may withdraw while nothing is approved. */
export function withdrawByHousehold(state: CaseState, context: CaseContext): CaseActed {
  if (state.phase !== 'identification')
    return refused('已经批准或办结了，不能撤回。有别的想法请跟干部说。', procedureOf(state).citation)
  return withdraw(recorder(state, { kind: 'household' }, context.now), '农户自己撤回')
}

function doIt(
  record: Recorder,
  command: CaseCommand,
  by: Cadre,
  recordedFor: Doing['recordedFor'],
  context: CaseContext,
): CaseActed {
  const doing = (step: string): Doing => {
    const at = findStep(record.state, step)
    if (!at) throw new Error(`the table let a step through that is not there: ${step}`)
    return { record, at, by, recordedFor, context }
  }
  switch (command.command) {
    case 'complete_step':
      return completeStep(doing(command.step), command.evidence)
    case 'post_notice':
      return postNotice(doing(command.step), command)
    case 'change_notice':
      return changeNotice(doing(command.step), command)
    case 'end_notice':
      return endNotice(doing(command.step))
    case 'raise_objection':
      return raiseObjection(doing(command.step), command)
    case 'settle_objection':
      return settleObjection(doing(command.step), command)
    case 'state_household':
      return stateHousehold(record, command, context)
    case 'ask_department':
      return askDepartment(doing(command.step), command)
    case 'record_answer':
      return recordAnswer(doing(command.step), command)
    case 'approve':
      return approve(doing(command.step), command)
    case 'refuse':
      return refuse(doing(command.step), command)
    case 'send_back':
      return sendBack(doing(command.step), command)
    case 'withdraw':
      return withdraw(record, maskedWords(command.reason, namesIn(context)))
    case 'start_leaving':
      return startLeaving(record, command, context)
    case 'mark_risk_removed':
      return markRiskRemoved(record, command, context)
  }
}

function withdraw(record: Recorder, reason: string): CaseActed {
  record.add({ kind: 'withdrawn', reason }, `农户撤回：${reason}`)
  tellHousehold(record, '已经按您的意思撤回。以后有困难，随时再报。')
  return record.done()
}
