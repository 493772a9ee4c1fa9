import type { z } from 'zod'
import type { LeadDetail } from '../../../../src/contract/lead.ts'
import type { LedgerView, VisitPlace } from '../../../../src/contract/ledger.ts'
import { readKept } from './copies'
import { onTheMap, type Spot } from './map-spot'

/** Where the household was found last: by a visit of this lead, or by an earlier one. Null where nobody stamped a place yet. */
export async function lastPlace({ events, householdId }: LeadDetail): Promise<Spot | null> {
  const here = events.flatMap(({ visit }) => visit?.place ?? []).at(-1)
  if (here) return onTheMap(here)
  const ledger = await readKept<LedgerView>(`/api/households/${householdId}`).catch(() => null)
  const before = ledger?.answer.visits.flatMap(({ place }) => place ?? [])[0]
  return before ? onTheMap(before) : null
}

/** Where this phone is, as the satellites say (WGS 84). @throws where he does not allow it, or it can't be found. */
export async function placeNow(): Promise<z.input<typeof VisitPlace>> {
  const { latitude, longitude, horizontalAccuracy, accuracy } = await wx.getLocation({
    type: 'wgs84',
    isHighAccuracy: true,
  })
  return { latitude, longitude, metres: Math.round(horizontalAccuracy || accuracy), at: new Date().toISOString() }
}
