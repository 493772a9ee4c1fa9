import type { GivenEvidence } from '../../contract/case-command.ts'
import type { Actor } from '../policy/entry.ts'
import { dayWords } from '../words/when.ts'
import type { CaseActed, CaseContext, LeadFacts, LeadRecord, OpenFacts } from './acted.ts'
import type { CaseAuthor, SnapshotStep } from './case.ts'
import type { CaseAction } from './case-action.ts'
import { missingEvidence } from './do-steps.ts'
import { openedState } from './fold.ts'
import { findStep } from './moves.ts'
import { type Recorder, recorder, tellHousehold } from './recorder.ts'
import { mayDoStep } from './who-may.ts'
import { authorWords, maskedWords, stepName } from './words.ts'

/**
 * Opens the case of a household whose leads have proved true. What the leads hold already is not entered again: the
 * report is the application, the visit is the visit record, the findings are the analysis of the cause (GD-10, YX-13).
 * The earliest lead sets the clock, since that is when the household was found.
 */
export function openCase(facts: OpenFacts, context: CaseContext): CaseActed {
  const { procedure } = facts
  const [first] = [...facts.leads].sort((a, b) => a.found.getTime() - b.found.getTime())
  if (!first) return { kind: 'refused', why: '没有线索，不能立案。', citation: procedure.citation }
  const lead = facts.leads.find(({ verified }) => verified?.finding === 'true')
  if (!lead) return { kind: 'refused', why: '线索还没有核实属实，核实以后才能立案。', citation: procedure.citation }

  const record = recorder(...opening(facts, first, context.now))
  const [report, ...others] = procedure.steps
  if (report?.act === 'report') {
    const text = first.report.text || `${first.number}的申报`
    completeFrom(record, report, [evidence('application', { ...first.report, text })], first.report, first.number)
  }
  const verify = others.find(({ act }) => act === 'verify')
  if (verify) verifyFrom(record, verify, lead, facts, context)
  tellHousehold(record, '情况属实，开始按规定办监测对象识别。办到哪一步，都会告诉您。')
  return record.done()
}

function opening(facts: OpenFacts, first: LeadFacts, now: Date): Parameters<typeof recorder> {
  const { caseId, number, county, region, householdId, procedure, demo, by } = facts
  const earliest = [...facts.leads].sort((a, b) => a.finishBy.getTime() - b.finishBy.getTime())[0] ?? first
  const action: CaseAction & { kind: 'opened' } = {
    caseId,
    seq: 1,
    at: now,
    by,
    basis: { pack: procedure.pack, step: null, citation: procedure.citation },
    text: `线索：${facts.leads.map((lead) => lead.number).join('、')}`,
    kind: 'opened',
    number,
    county,
    region,
    householdId,
    leads: facts.leads.map(({ id, number, verified }) => ({
      id,
      number,
      verifiedBy: verified?.by ?? { kind: 'system' },
    })),
    found: first.found.toISOString(),
    finishBy: earliest.finishBy.toISOString(),
    finishSource: earliest.finishSource,
    procedure,
    demo,
  }
  return [openedState(action), by, now, [action]]
}

/** The first verifying step, where all that it asks for is in the lead and whoever did it may do this step. */
function verifyFrom(
  record: Recorder,
  step: SnapshotStep,
  lead: LeadFacts,
  { region }: OpenFacts,
  { roster }: CaseContext,
): void {
  const { visit, verified } = lead
  if (!verified || findStep(record.state, step.step)?.state !== 'open') return
  const doer = step.evidence.includes('visit_record') ? (visit?.by ?? verified.by) : verified.by
  const cadre = doer.kind === 'cadre' ? roster.cadres.find(({ id }) => id === doer.cadreId) : undefined
  const may = cadre && mayDoStep(step.by, cadre, region, roster)
  if (may?.kind !== 'yes') return
  const given = [...(visit ? [evidence('visit_record', visit)] : []), evidence('cause_analysis', verified)].filter(
    ({ kind }) => step.evidence.includes(kind),
  )
  if (missingEvidence(step, given).length > 0) return
  completeFrom(record, step, given, { ...verified, by: doer }, lead.number, may.recordedFor)
}

function completeFrom(
  record: Recorder,
  step: SnapshotStep,
  given: GivenEvidence[],
  from: LeadRecord,
  number: string,
  recordedFor: Actor | null = null,
): void {
  const text = `${stepName(step)}：${dayWords(from.at)}${authorWords(from.by)}已办，取自线索${number}，不用再填`
  const by: CaseAuthor = from.by
  record.add({ kind: 'step_done', step: step.step, evidence: given, recordedFor }, text, { by })
}

function evidence(kind: GivenEvidence['kind'], { text, attachments }: LeadRecord): GivenEvidence {
  return { kind, text: maskedWords(text, []), attachments }
}
