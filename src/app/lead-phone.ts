import type { Lead } from '../core/lead/lead.ts'
import type { Sealed } from '../core/sealed.ts'
import type { Tx } from './ports/store.ts'

/**
 * The number under which the household of a lead is reached: the newest that it gave itself, else the one in its ledger,
 * else that of whoever reported for it. Reports that were taken back don't count.
 */
export async function phoneOf(tx: Tx, lead: Lead): Promise<Sealed | null> {
  const standing = new Set((await tx.leads.listeners(lead.id)).map((listener) => listener.residentId))
  const newestFirst = (await tx.leads.reports(lead.id))
    .filter(({ residentId, report }) => standing.has(residentId) && report.phone)
    .reverse()
  const own = newestFirst.find(({ report }) => report.whose === 'own')?.report.phone
  return own ?? (await tx.households.get(lead.householdId))?.phone ?? newestFirst[0]?.report.phone ?? null
}
