import { cite, findRule, findRules, runOutWarning } from '../policy/chain.ts'
import type { PolicyPack } from '../policy/pack.ts'
import type { ProcedureStep } from '../policy/procedure.ts'
import type { KnownGroup, LeavingSnapshot, ProcedureSnapshot } from './case.ts'

/**
 * The identification that holds in a region on a day (yyyy-mm-dd), as a case takes it up.
 * @throws when no pack lays one down: the default pack has region '' and therefore always does.
 */
export function procedureFor(packs: PolicyPack[], region: string, day: string): ProcedureSnapshot {
  const found = findRule(packs, 'identification', 'procedure', region, day)
  if (!found) throw new Error(`no policy pack lays down an identification for region ${region} on ${day}`)
  return snapshotOf(found.pack, found.rule, day)
}

/** The way off the register that holds in a region on a day; null where no pack knows one. */
export function leavingFor(packs: PolicyPack[], region: string, day: string): LeavingSnapshot | null {
  const found = findRule(packs, 'leaving', 'leaving', region, day)
  if (!found) return null
  const { guards, yearEnd = null } = found.rule
  return { ...snapshotOf(found.pack, found.rule, day), guards, yearEnd }
}

/** The groups that households of a region come onto the register in on a day; none where no paper names any, and then all may. */
export function groupsFor(packs: PolicyPack[], region: string, day: string): KnownGroup[] {
  return findRules(packs, 'groups', region, day).flatMap(({ rule, pack }) =>
    rule.groups.map(({ group, words }) => ({ group, words, citation: cite(pack, rule.clause) })),
  )
}

function snapshotOf(
  pack: PolicyPack,
  rule: { clause: string; figures?: string[] | undefined; until?: string | undefined; steps: ProcedureStep[] },
  day: string,
): ProcedureSnapshot {
  const citation = cite(pack, rule.clause, rule.figures)
  return {
    pack: pack.id,
    citation,
    runOut: runOutWarning(citation, rule.until ?? pack.inForce.until, day),
    steps: rule.steps.map((step) => ({ ...step, citation: cite(pack, step.clause, step.figures) })),
  }
}
