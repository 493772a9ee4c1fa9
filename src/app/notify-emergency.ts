import type { Lead } from '../core/lead/lead.ts'
import { emergencyContacts } from '../core/routing/place-lead.ts'
import type { Roster } from '../core/routing/roster.ts'
import type { Tx } from './ports.ts'

/**
 * Whoever must hear of an emergency is told by telephone: holder and deputy, each once for this lead. Written in the transaction
 * that brings it to them, so nobody has it without being told.
 */
export async function notifyOfEmergency(tx: Tx, lead: Lead, roster: Roster, now: Date): Promise<void> {
  if (lead.urgency !== 'emergency') return
  for (const { id } of emergencyContacts(lead.region, lead.holderId, roster))
    await tx.notices.put({ key: `emergency:${lead.id}:${id}`, leadId: lead.id, cadreId: id }, now)
  await tx.announce({ topic: 'notice', county: lead.county })
}
