import type { LeadSummary } from '../contract/lead.ts'
import { planCase } from '../core/deadline/case-plan.ts'
import { leadDays } from '../core/deadline/lead-days.ts'
import { type CaseNow, caseNow } from '../core/dialogue/case-progress.ts'
import type { Lead } from '../core/lead/lead.ts'
import type { CaseState } from '../core/procedure/case-state.ts'
import { foldCase } from '../core/procedure/fold.ts'
import type { Deps } from './deps.ts'
import type { Tx } from './ports/store.ts'

/** How many days a lead has left and what is using them up: its own steps until there is a case, then the case's. */
export type LeadClock = Pick<LeadSummary, 'daysLeft' | 'eatenBy' | 'caseId'>

/** By lead. Two statements, however many leads. */
export async function leadClocks(tx: Tx, deps: Deps, leads: Lead[]): Promise<(lead: Lead) => LeadClock> {
  const now = deps.clock.now()
  const cases = await casesOf(tx, leads)
  return (lead) => {
    const state = cases.get(lead.id)
    const runs = state && state.phase !== 'ended' && lead.status !== 'withdrawn'
    const days = runs ? planCase(state, now, deps.isWorkingDay) : leadDays(lead, now)
    return { daysLeft: days?.daysLeft ?? null, eatenBy: days?.eatenBy?.says ?? null, caseId: state?.id ?? null }
  }
}

/** Where the cases of these leads stand, in words for the household; a lead without a case is not in it. */
export async function casesNow(tx: Tx, deps: Deps, leads: Lead[]): Promise<Map<string, CaseNow>> {
  const now = deps.clock.now()
  const cases = await casesOf(tx, leads)
  return new Map([...cases].map(([leadId, state]) => [leadId, caseNow(state, now, deps.isWorkingDay)]))
}

async function casesOf(tx: Tx, leads: Lead[]): Promise<Map<string, CaseState>> {
  const caseOf = await tx.cases.ofLeads(leads.map((lead) => lead.id))
  const actions = await tx.cases.actionsOf([...new Set(caseOf.values())])
  const states = new Map([...actions].map(([caseId, each]) => [caseId, foldCase(each)]))
  return new Map(
    [...caseOf].flatMap(([leadId, caseId]) => {
      const state = states.get(caseId)
      return state ? [[leadId, state] as const] : []
    }),
  )
}
