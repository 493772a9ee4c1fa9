import { mayHandle, standIn } from './place-lead.ts'
import type { Duty, Roster } from './roster.ts'

/** Whether a village may take reports on that day, and if not, why: `reason` for programs, `why` for people. */
export type Activation =
  | { kind: 'ready'; cadreId: string; deputyId: string }
  | { kind: 'not_ready'; reason: NotReady; why: string }

export const NOT_READY_WORDS = {
  nobody_on_duty: '没有值班干部',
  cadre_not_active: '值班干部已停用',
  no_deputy: '没有副手',
  deputy_not_active: '副手已停用',
  deputy_is_cadre: '值班干部和副手是同一个人',
} as const
export type NotReady = keyof typeof NOT_READY_WORDS

/**
 * A village takes reports only once somebody answers for it and somebody stands in (A/B 角): otherwise a report made
 * while he is ill would lie unseen. Only the newest duty counts, because routing too goes by that one.
 */
export function canActivate(village: string, roster: Roster, day: string): Activation {
  const duty = newestDuty(village, roster, day)
  const active = (id: string) => mayHandle(id, village, roster) !== null
  if (!duty) return notReady('nobody_on_duty')
  if (!active(duty.cadreId)) return notReady('cadre_not_active')
  if (duty.deputyId === null) return notReady('no_deputy')
  if (duty.deputyId === duty.cadreId) return notReady('deputy_is_cadre')
  if (!active(duty.deputyId)) return notReady('deputy_not_active')
  return { kind: 'ready', cadreId: duty.cadreId, deputyId: duty.deputyId }
}

/** Places above the villages where nobody of the right level would take over. */
export interface MissingOfficer {
  code: 'no_county_officer' | 'no_township_officer'
  region: string
}

/** What a county lacks so that every lead of these villages has somewhere to go when the village can't take it. */
export function missingOfficers(county: string, villages: string[], roster: Roster, day: string): MissingOfficer[] {
  const today = { ...roster, duties: roster.duties.filter((duty) => inForce(duty, day)) }
  const townships = [...new Set(villages.map((village) => village.slice(0, 9)))].sort()
  return [
    ...(standIn(county, today)?.role === 'county_officer'
      ? []
      : [{ code: 'no_county_officer' as const, region: county }]),
    ...townships
      .filter((township) => standIn(township, today)?.role !== 'township_officer')
      .map((region) => ({ code: 'no_township_officer' as const, region })),
  ]
}

function newestDuty(region: string, roster: Roster, day: string): Duty | null {
  return (
    roster.duties
      .filter((duty) => duty.region === region && inForce(duty, day))
      .sort((a, b) => b.from.localeCompare(a.from) || a.cadreId.localeCompare(b.cadreId))[0] ?? null
  )
}

function inForce(duty: Duty, day: string): boolean {
  return duty.from <= day && (duty.until === null || day <= duty.until)
}

function notReady(reason: NotReady): Activation {
  return { kind: 'not_ready', reason, why: NOT_READY_WORDS[reason] }
}
