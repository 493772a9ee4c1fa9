import type { CaseCommand } from '../../contract/case-command.ts'
import type { MonitoredKind } from '../../contract/terms.ts'
import { maskName } from '../words/person.ts'
import type { CaseActed } from './acted.ts'
import type { KnownGroup } from './case.ts'
import { comesBefore } from './do-notice.ts'
import { evidenceWords, LEFT, missingEvidence, recordedForWords, withMade } from './do-steps.ts'
import type { Doing } from './doing.ts'
import { kindOnRegister, kindWords } from './household-kind.ts'
import { findStep, refused } from './moves.ts'
import { tellAll, tellHousehold } from './recorder.ts'
import { maskedWords, namesIn, stepName } from './words.ts'

type Of<C extends CaseCommand['command']> = Extract<CaseCommand, { command: C }>

export function approve(doing: Doing, command: Of<'approve'>): CaseActed {
  const { record, at, recordedFor, context } = doing
  const { step } = at
  const leaving = record.state.phase === 'leaving'
  const own = proposed(doing)
  if (own) return own
  const missing = missingEvidence(step, command.evidence)
  if (missing.length > 0) return refused(`“${stepName(step)}”还缺：${missing.join('、')}。`, step.citation)
  if (!leaving && !command.monitoredKind) return refused('批准要写明这户属于哪一类监测对象。', step.citation)
  const unknown = leaving ? null : notAGroup(context.groups, command.monitoredKind)
  if (unknown) return unknown
  const given = withMade(step, command.evidence, context)
  const monitoredKind = leaving ? null : command.monitoredKind
  const householdKind = kindOnRegister(context.kind, monitoredKind)
  record.add(
    { kind: 'approved', step: step.step, monitoredKind, householdKind, evidence: given },
    `${evidenceWords(given)}${kindWords(context.kind, householdKind)}${recordedForWords(recordedFor)}`,
  )
  tellAll(record, step, context.householder, leaving ? LEFT : '县里已经批准，您家纳入监测帮扶了。')
  return record.done()
}

export function refuse(doing: Doing, command: Of<'refuse'>): CaseActed {
  const { record, at, context } = doing
  const own = proposed(doing)
  if (own) return own
  const leaving = record.state.phase === 'leaving'
  const reason = maskedWords(command.reason, namesIn(context))
  record.add({ kind: 'refused', step: at.step.step, reason }, `没有批准：${reason}`)
  tellHousehold(
    record,
    leaving ? '县里没有批准退出，帮扶接着做。' : '县里审过，这次没有纳入。您不同意，就回“不满意”，也可以问村干部。',
  )
  const text = `${record.state.opened.number}（${maskName(context.householder)}）：县里没有批准。原因：${reason}`
  record.tell({ whom: 'village_committee', text })
  return record.done()
}

export function sendBack({ record, at, context }: Doing, command: Of<'send_back'>): CaseActed {
  const { step } = at
  const to = findStep(record.state, command.to)
  if (!to || !comesBefore(record.state, to.step.step, step.step))
    return refused('只能退到前面已经办过的一步。', step.citation)
  const reason = maskedWords(command.reason, namesIn(context))
  const name = stepName(to.step)
  record.add(
    { kind: 'sent_back', step: step.step, to: to.step.step, reason },
    `退回“${name}”重办，后面的都要重来。原因：${reason}`,
  )
  const number = `${record.state.opened.number}（${maskName(context.householder)}）`
  for (const whom of to.step.by.filter((actor) => actor !== 'household'))
    record.tell({ whom, text: `${number}：${stepName(step)}退回“${name}”重办。原因：${reason}` })
  tellHousehold(record, `有几处要重新核实，要从“${name}”重新办起。`)
  return record.done()
}

/** A household comes onto the register as what the papers of its place know; where they know no groups, as any. */
function notAGroup(groups: KnownGroup[], kind: MonitoredKind | null): (CaseActed & { kind: 'refused' }) | null {
  const [first] = groups
  if (!first || groups.some(({ group }) => group === kind)) return null
  return refused(`这里的文件只分这几类：${[...new Set(groups.map(({ words }) => words))].join('、')}。`, first.citation)
}

/** Whoever verified, deliberated or reviewed in this round has proposed the household: another decides. */
function proposed({ record, at, by }: Doing): (CaseActed & { kind: 'refused' }) | null {
  if (!record.state.proposers.includes(by.id)) return null
  return refused('您办过前面的核实、评议或审核，批不批要换一位干部来定。', at.step.citation)
}
