import type { Lead, LeadEvent, LeadEventKind } from '../core/lead/lead.ts'
import { emergencyContacts } from '../core/routing/place-lead.ts'
import type { Roster } from '../core/routing/roster.ts'
import type { Tx } from './ports/store.ts'

/** House rule: whoever cries again within these hours, and nobody has taken it in hand since, cries for the same. */
const SAME_ALARM_MS = 4 * 3_600_000
/** Somebody has taken it in hand: the next cry is a new one. */
const IN_HAND: LeadEventKind[] = ['claimed', 'visited', 'verified', 'closed']

/**
 * Whoever must hear of an emergency is told by telephone: holder and deputy, each once for an alarm. Written in the transaction
 * that brings it to them, so nobody has it without being told.
 * @param cry the report that is being taken in and is not stored yet, where that is a cry for help.
 */
export async function notifyOfEmergency(
  tx: Tx,
  lead: Lead,
  roster: Roster,
  now: Date,
  cry: string | null = null,
): Promise<void> {
  if (lead.urgency !== 'emergency') return
  const stored = (await tx.leads.reports(lead.id)).filter(({ report }) => report.urgency === 'emergency')
  const alarm = alarmOf(await tx.leads.events(lead.id), new Set([cry, ...stored.map(({ id }) => id)]))
  for (const { id } of emergencyContacts(lead.region, lead.holderId, roster))
    await tx.notices.put({ key: `emergency:${lead.id}:${alarm}:${id}`, leadId: lead.id, cadreId: id }, now)
  await tx.announce({ topic: 'notice', county: lead.county })
}

/**
 * Into whose hands an emergency is given, he is told, whatever he heard of it before. In the name of a cadre this is possible only
 * once the lead is stored with its new holder.
 */
export async function notifyNewHolder(tx: Tx, { id, county, urgency, holderId, version }: Lead, now: Date) {
  if (urgency !== 'emergency') return
  await tx.notices.put({ key: `emergency:${id}:held:${version}:${holderId}`, leadId: id, cadreId: holderId }, now)
  await tx.announce({ topic: 'notice', county })
}

/** The seq of the cry with which the present alarm began; 0 where nobody cried. */
function alarmOf(events: LeadEvent[], cries: Set<string | null>): number {
  let alarm = 0
  let since = 0
  let inHand = false
  for (const { seq, kind, at, reportId } of events) {
    if (IN_HAND.includes(kind)) inHand = true
    if (reportId === null || !cries.has(reportId)) continue
    if (alarm > 0 && !inHand && at.getTime() - since < SAME_ALARM_MS) continue
    alarm = seq
    since = at.getTime()
    inHand = false
  }
  return alarm
}
