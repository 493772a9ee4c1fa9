import { URGENCIES, type Urgency } from '../contract/terms.ts'
import { startClock } from '../core/lead/clock.ts'
import { escalate, UNDONE_STATUSES } from '../core/lead/escalate.ts'
import type { Lead } from '../core/lead/lead.ts'
import { findingOf } from '../core/lead/words.ts'
import { chinaDay } from '../core/words/when.ts'
import { tellResidents } from './act-on-lead.ts'
import type { Deps } from './deps.ts'
import { notifyNewHolder } from './notify-emergency.ts'
import type { QueueKey, QueueRow } from './ports/leads.ts'
import type { Tx } from './ports/store.ts'
import { tellGroups } from './tell-groups.ts'

const PAGE = 100

/**
 * Gives every lead whose holder was not in touch in time, or did not finish it in time, to the next level, tells residents and new
 * holders; answers how many. A lead with a case is left to the clock of its case. Each by itself, under its version: one that somebody acts on meanwhile is left alone. After a pause a lead goes up one level, and
 * its new holder has his whole time.
 */
export async function escalateLeads(deps: Deps, county: string): Promise<number> {
  let up = 0
  const failures: unknown[] = []
  for (const urgency of URGENCIES) {
    for (const id of await overdue(deps, county, urgency)) {
      try {
        if (await escalateOne(deps, county, id)) up++
      } catch (error) {
        failures.push(error)
      }
    }
  }
  if (failures.length > 0) throw failures[0]
  return up
}

/** The queue is sorted by deadline within an urgency, so what is overdue stands at its beginning. */
async function overdue(deps: Deps, county: string, urgency: Urgency): Promise<string[]> {
  const now = deps.clock.now()
  return deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const found: string[] = []
    for (let after: QueueKey | null = null; ; ) {
      const rows = await tx.leads.page({ holderId: null, statuses: UNDONE_STATUSES, urgency, limit: PAGE, after })
      const late = rows.filter(({ lead }) => lead.dueAt <= now)
      found.push(...(await higher(tx, late)))
      const last = late.at(-1)?.lead
      if (late.length < PAGE || !last) return found
      after = { urgency, dueAt: last.dueAt, id: last.id }
    }
  })
}

/** Those that can go higher, seen all at once: what stands with the county or has its case is late for as long as it stands. */
async function higher(tx: Tx, late: QueueRow[]): Promise<string[]> {
  const below = late.filter(({ holder }) => holder.role !== 'county_officer').map(({ lead }) => lead)
  const verified = below.filter(({ status }) => status === 'verified').map(({ id }) => id)
  const cases = await tx.cases.ofLeads(verified)
  return below.filter(({ id }) => !cases.has(id)).map(({ id }) => id)
}

async function escalateOne(deps: Deps, county: string, id: string): Promise<boolean> {
  return deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const lead = await tx.leads.get(id)
    if (!lead || (await isSettled(tx, lead))) return false
    const now = deps.clock.now()
    const roster = await tx.roster.onDay(county, chinaDay(now))
    const { contactBy } = startClock(deps.packs, lead.region, lead.urgency, now)
    const done = escalate(lead, { now, roster, contactBy })
    if (done.kind === 'stays' || (await tx.leads.advance(done.lead, done.event)) === 'conflict') return false
    await notifyNewHolder(tx, done.lead, now)
    await tellGroups(tx, deps, done.lead, 'escalated', { now, roster })
    await tellResidents(tx, done.lead, done.news, now)
    await tx.announce({ topic: 'lead', county, leadId: id })
    return true
  })
}

/** Its case has the clock now, or it was found not true and only waits to be closed: the household knows where it stands. */
async function isSettled(tx: Tx, { id, status }: Lead): Promise<boolean> {
  const caseId = (await tx.cases.ofLeads([id])).get(id)
  if (status === 'verified') {
    const verified = (await tx.leads.events(id)).findLast(({ kind }) => kind === 'verified')
    if (caseId !== undefined || (verified && findingOf(verified.text) === 'not_true')) return true
  }
  const phase = caseId === undefined ? undefined : (await tx.cases.row(caseId))?.case.phase
  return phase !== undefined && phase !== 'ended'
}
