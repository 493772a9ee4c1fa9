import { COMPARED_FIELD_LABEL, EVIDENCE_LABEL, type EvidenceKind } from '../../contract/case.ts'
import type { GivenEvidence } from '../../contract/case-command.ts'
import type { Actor } from '../policy/entry.ts'
import type { ProcedureStep } from '../policy/procedure.ts'
import { maskName } from '../words/person.ts'
import type { CaseActed, CaseContext } from './acted.ts'
import { sideBySide, unanswered } from './comparison.ts'
import type { Doing } from './doing.ts'
import { refused } from './moves.ts'
import { tellAll } from './recorder.ts'
import { ACTOR_WORDS, maskedWords, namesIn, stepName } from './words.ts'

/** How each kind is given: words, pictures, one of the two, or made by the system of what it knows. */
export const GIVEN_AS: Record<EvidenceKind, 'text' | 'picture' | 'either' | 'made'> = {
  application: 'either',
  visit_record: 'either',
  cause_analysis: 'text',
  minutes: 'either',
  place: 'text',
  posted_list: 'made',
  photo: 'picture',
  dates: 'text',
  comparison_answers: 'made',
  review_opinion: 'either',
  decision: 'either',
  system_entry: 'either',
  measure_plan: 'either',
}

const HOUSEHOLD_NEWS: Record<ProcedureStep['act'], string> = {
  report: '已经登记。',
  verify: '干部已经核实过了，正在按规定往下办。',
  deliberate: '村里已经开会评议过了。',
  public_notice: '公示期满了，正在往下办。',
  review: '已经审核过了，正在往下办。',
  compare: '部门比对做完了。',
  approve: '县里已经批准了。',
  announce: '县里已经批准，名单已经公告。您家纳入监测帮扶了。',
  mark: '系统里已经登记好了。',
  help: '帮扶措施定下来了，干部会上门说清楚。',
}

export const LEFT = '监测结束了，已经标注风险消除。以后有困难，随时再报。'

/** Where the same step says something else on the way out. */
const LEAVING_NEWS: Partial<typeof HOUSEHOLD_NEWS> = { mark: LEFT, announce: '结束监测的名单已经公告。' }

export function completeStep(doing: Doing, evidence: GivenEvidence[]): CaseActed {
  const { record, at, recordedFor, context } = doing
  const { step } = at
  const missing = missingEvidence(step, evidence)
  if (missing.length > 0) return refused(`“${stepName(step)}”还缺：${missing.join('、')}。`, step.citation)
  if (step.act === 'compare') {
    if (at.answered.length === 0) return refused('还没有一个部门答复，比对不能算完。', step.citation)
    const open = unanswered(at).map((field) => COMPARED_FIELD_LABEL[field])
    if (open.length > 0) return refused(`还有部门没有答复：${open.join('、')}。`, step.citation)
  }
  const all = step.act === 'compare' ? [...evidence, compared(doing)] : evidence
  const given = withMade(step, all, context)
  record.add(
    { kind: 'step_done', step: step.step, evidence: given, recordedFor },
    `${stepName(step)}：${evidenceWords(given)}${recordedForWords(recordedFor)}`,
  )
  const leaving = record.state.phase === 'leaving' ? LEAVING_NEWS[step.act] : undefined
  tellAll(record, step, context.householder, leaving ?? HOUSEHOLD_NEWS[step.act])
  return record.done()
}

/** How many fields were answered, and where two say different things. */
function compared({ record, at }: Doing): GivenEvidence {
  const rows = sideBySide(record.state.stated, at.answered)
  const differing = rows.filter(({ mismatch }) => mismatch).map(({ label }) => label)
  const differs = differing.length > 0 ? `说法不一致：${differing.join('、')}` : '没有不一致'
  const text = `${rows.filter(({ answers }) => answers.length > 0).length}项有答复，${differs}`
  return { kind: 'comparison_answers', text, attachments: [] }
}

/** What the paper asks for and nobody has given, in words. */
export function missingEvidence(step: ProcedureStep, given: GivenEvidence[]): string[] {
  return step.evidence.filter((kind) => !isGiven(kind, given)).map((kind) => EVIDENCE_LABEL[kind])
}

function isGiven(kind: EvidenceKind, given: GivenEvidence[]): boolean {
  const as = GIVEN_AS[kind]
  if (as === 'made') return true
  return given.some(
    (one) =>
      one.kind === kind && ((as !== 'picture' && one.text !== null) || (as !== 'text' && one.attachments.length > 0)),
  )
}

/** As it is kept: private numbers masked, and on what hangs on a wall every name too, made here where nobody wrote it. */
export function withMade(step: ProcedureStep, given: GivenEvidence[], context: CaseContext): GivenEvidence[] {
  const wall = step.evidence.includes('posted_list')
  const names = wall ? namesIn(context) : []
  const kept = given.map((one) => ({ ...one, text: one.text && maskedWords(one.text, names) }))
  if (!wall) return kept
  const own = kept.find(({ kind }) => kind === 'posted_list')
  const masked = maskName(context.householder)
  const text = own?.text ? namesHidden(own.text, step.act) : masked
  const list = text.includes(masked) ? text : `${masked}：${text}`
  return [
    ...kept.filter(({ kind }) => kind !== 'posted_list'),
    { kind: 'posted_list', text: list, attachments: own?.attachments ?? [] },
  ]
}

/** A list of who is approved is names and nothing else; one of measures has a name before each colon. */
function namesHidden(list: string, act: ProcedureStep['act']): string {
  const names = act === 'help' ? /(?<=^|[；;，,、。\n])[\p{Script=Han}·]{2,}(?=[：:])/gu : /[\p{Script=Han}·]{2,}/gu
  return list.replace(names, maskName)
}

export function evidenceWords(given: GivenEvidence[]): string {
  if (given.length === 0) return '已办'
  return given
    .map(({ kind, text, attachments }) => {
      const pictures = attachments.length > 0 ? `${attachments.length}份附件` : ''
      return `${EVIDENCE_LABEL[kind]}：${[text && maskedWords(text, []), pictures].filter(Boolean).join('，')}`
    })
    .join('；')
}

export function recordedForWords(actor: Actor | null): string {
  return actor ? `（没有${ACTOR_WORDS[actor]}在岗，代为记录）` : ''
}
