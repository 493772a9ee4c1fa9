import type { CaseCommand } from '../../contract/case-command.ts'
import { LABOUR_LABEL } from '../ledger/fields.ts'
import { chinaDay } from '../words/when.ts'
import type { CaseActed, CaseContext } from './acted.ts'
import { currentSteps } from './case-state.ts'
import { kindAfterLeaving, kindWords } from './household-kind.ts'
import { procedureOf, refused } from './moves.ts'
import { type Recorder, tellHousehold } from './recorder.ts'
import { maskedWords, namesIn, stepNames } from './words.ts'

type Of<C extends CaseCommand['command']> = Extract<CaseCommand, { command: C }>

const MEANWHILE = { keep_helping: '这段时间接着帮扶。', keep_tracking: '这段时间接着跟踪。' }

/** Begins the way off the register, where the paper has one and no guard of it stands in the way. */
export function startLeaving(record: Recorder, command: Of<'start_leaving'>, context: CaseContext): CaseActed {
  const { leaving } = context
  if (!leaving) return refused('这里没有文件规定怎么退出，不能办。', procedureOf(record.state).citation)
  const unfinished = currentSteps(record.state).filter(({ state }) => state !== 'done')
  if (unfinished.length > 0)
    return refused(`前面的还没办完：${stepNames(unfinished)}。办完再说退出。`, procedureOf(record.state).citation)
  if (leaving.steps.length === 0)
    return refused('这里的文件不设退出：年底标注风险消除，户还留在名册上。', leaving.citation)
  if (context.labour !== null && context.labour !== command.labour)
    return refused(`台账上写的是“${LABOUR_LABEL[context.labour]}”，跟您填的不一样，先把台账改对。`, leaving.citation)
  const guard = leaving.guards.find(
    ({ when }) => (when === 'weak_stability' && !command.stable) || (when === 'no_labour' && command.labour === 'none'),
  )
  if (guard) return refused(`${guard.says}${MEANWHILE[guard.meanwhile]}`, leaving.citation)
  if (!command.stable) return refused('风险还没有稳定消除，不能办退出。', leaving.citation)
  const reason = maskedWords(command.reason, namesIn(context))
  record.add(
    { kind: 'leaving_started', procedure: leaving, stable: command.stable, labour: command.labour, reason },
    reason,
    { on: leaving },
  )
  tellHousehold(record, '您家情况好转了，村里要开会商量能不能结束监测。您不同意，就跟村干部说。')
  return record.done()
}

/**
 * The mark of Guangdong's paper (GD-9): it says "at year's end", so it is made in December and in no other month; the
 * household stays on the register. The county makes it, as it is the county that confirms and keeps the register (GD-5).
 */
export function markRiskRemoved(record: Recorder, command: Of<'mark_risk_removed'>, context: CaseContext): CaseActed {
  const { leaving, now } = context
  if (!leaving?.yearEnd)
    return refused(
      '这里的文件没有年底标注这一说，要走退出的程序。',
      leaving?.citation ?? procedureOf(record.state).citation,
    )
  const unfinished = currentSteps(record.state).filter(({ state }) => state !== 'done')
  if (unfinished.length > 0) return refused(`前面的还没办完：${stepNames(unfinished)}。办完再标注。`, leaving.citation)
  if (record.state.riskRemoved) return refused('这户已经标注过风险消除了。', leaving.citation)
  if (chinaDay(now).slice(5, 7) !== '12') return refused('风险消除要到年底（十二月）才标注。', leaving.citation)
  const { staysOnRegister, helpMayStop } = leaving.yearEnd
  const words = maskedWords(command.text, namesIn(context))
  const householdKind = staysOnRegister ? null : kindAfterLeaving(context.kind)
  record.add(
    { kind: 'risk_removed', staysOnRegister, helpMayStop, householdKind, words },
    `${words}${staysOnRegister ? '。年底标注，户还留在名册上' : ''}${kindWords(context.kind, householdKind)}`,
    { on: leaving },
  )
  tellHousehold(
    record,
    staysOnRegister ? '年底标注了风险消除，您家还留在名册上。有困难随时再报。' : '标注了风险消除。有困难随时再报。',
  )
  return record.done()
}

/** A way out that is walked to its end is the end of the case. */
export function endIfLeft(record: Recorder, context: CaseContext): void {
  const { phase, leaving } = record.state
  if (phase !== 'leaving' || !leaving?.steps.every(({ state }) => state === 'done')) return
  const words = '退出的程序全部办完'
  const householdKind = kindAfterLeaving(context.kind)
  record.add(
    { kind: 'risk_removed', staysOnRegister: false, helpMayStop: true, householdKind, words },
    `${words}${kindWords(context.kind, householdKind)}`,
  )
}
