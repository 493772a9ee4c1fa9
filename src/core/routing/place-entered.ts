import { onDutyAt, type Placement, placeLead, standIn } from './place-lead.ts'
import type { Cadre, Roster } from './roster.ts'

/**
 * Who gets a lead that a cadre entered: he himself where he is the one on duty in that village, since he has seen it already;
 * else whoever the usual rules choose.
 */
export function placeEntered(
  region: string,
  householdCadreId: string | null,
  enteredBy: Cadre,
  roster: Roster,
): Placement {
  if (enteredBy.role !== 'village_cadre' || standIn(region, roster)?.id !== enteredBy.id)
    return placeLead(region, householdCadreId, roster)
  const [first] = onDutyAt(region, roster)
  const onDuty = first?.id === enteredBy.id
  const reason = onDuty
    ? `${enteredBy.name}自己录入，也是本村值班干部`
    : `${enteredBy.name}自己录入，值班干部不在岗，由他接手`
  const rule = onDuty ? 'village_duty' : 'village_deputy'
  return { kind: 'assigned', assignment: { holder: enteredBy, rule, reason } }
}
