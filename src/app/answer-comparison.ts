import type { ComparisonAnswer, ComparisonSummary } from '../contract/comparison.ts'
import { actOnCase } from '../core/procedure/act-on-case.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import { caseContext, notPossible, stateOf } from './case-parts.ts'
import type { Deps } from './deps.ts'
import { comparisonView } from './list-comparisons.ts'
import { once } from './once.ts'
import type { Comparison } from './ports/cases.ts'
import type { Tx } from './ports/store.ts'
import { recordActed } from './record-case.ts'
import type { Refusal } from './refusal.ts'

/**
 * An office's answer to what it was asked. That it is his office's request is read with the officer's own rights; the case,
 * which he does not see, is written by the system, with the answer in his name.
 */
export async function answerComparison(
  deps: Deps,
  actor: CadreActor,
  id: string,
  answer: ComparisonAnswer,
): Promise<ComparisonSummary | Refusal> {
  if (actor.role !== 'department_officer') return { refused: 'not_allowed', why: '只有被问到的部门才能这样答复。' }
  if (!(await deps.store.transaction(actor, (tx) => tx.comparisons.get(id)))) return { refused: 'not_found' }
  const as = { kind: 'system' as const, county: actor.county }
  const act = { id: answer.id, by: actor, act: 'comparison_answered', subject: id, as }
  const shown = async (tx: Tx): Promise<ComparisonSummary | Refusal> => {
    const known = await tx.comparisons.get(id)
    return known ? comparisonView(deps, known) : { refused: 'not_found' }
  }
  const work = async (tx: Tx): Promise<ComparisonSummary | Refusal> => {
    const asked = await tx.comparisons.get(id)
    if (!asked) return { refused: 'not_found' }
    const refusal = await record(tx, deps, actor, asked, answer)
    if (refusal) return refusal
    const after = await tx.comparisons.get(id)
    const at = deps.clock.now()
    await tx.audit.append({ at, actor: actor.cadreId, act: 'comparison_answered', subject: id })
    return after ? comparisonView(deps, after) : { refused: 'not_found' }
  }
  return once(deps, act, work, shown)
}

async function record(
  tx: Tx,
  deps: Deps,
  actor: CadreActor,
  asked: Comparison,
  { source, date, answers }: ComparisonAnswer,
): Promise<Refusal | null> {
  const face = await tx.cases.lock(asked.caseId)
  // Only now, when nobody else can answer it at the same time.
  const state = (await tx.comparisons.get(asked.id))?.state
  if (!face || state !== 'open') return { refused: 'not_possible_now', why: ENDED[state ?? 'void'] }
  if (answers.some(({ field }) => !asked.fields.includes(field)))
    return { refused: 'not_possible_now', why: '只答问到的内容，没问到的请去掉。' }
  const now = deps.clock.now()
  const roster = await tx.roster.onDay(actor.county, chinaDay(now))
  const by = roster.cadres.find((cadre) => cadre.id === actor.cadreId)
  if (by?.department !== asked.department) return { refused: 'not_found' }
  const context = caseContext(deps, { region: face.region, householder: asked.headName }, roster, now)
  const { step, department } = asked
  const command = { command: 'record_answer' as const, version: face.version, step, department, source, date, answers }
  const acted = actOnCase(await stateOf(tx, face.id), command, by, context)
  if (acted.kind === 'refused') return notPossible(acted)
  await recordActed(tx, deps, acted, { cadreId: by.id, householder: asked.headName })
  return null
}

const ENDED = {
  open: '',
  answered: '这条比对已经答复过了。',
  void: '这条比对不用再答了，这一步已经重办或结束。',
}
