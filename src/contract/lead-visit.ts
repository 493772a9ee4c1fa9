/** A visit because of a lead: what was seen in the house is written into its ledger in the same act. */
import { z } from 'zod'
import { ChecklistView, NewVisit, VisitPlace } from './ledger.ts'
import { RegionCode } from './terms.ts'

export const AtHome = NewVisit.pick({ day: true, photos: true, place: true, facts: true })
export type AtHome = z.infer<typeof AtHome>

/** What of a visit stands in the timeline of its lead; its pictures are `/api/households/{householdId}/photos/{photo}`. */
export const LeadVisitView = z.object({
  day: z.iso.date(),
  photos: z.array(z.uuid()),
  place: VisitPlace.nullable(),
})

export const VisitForm = z.object({
  leadId: z.uuid(),
  householdId: z.uuid(),
  householdName: z.string().describe('In full.'),
  region: RegionCode,
  place: z.string().describe('In words.'),
  day: z.iso.date().describe('Today in China.'),
  checklist: ChecklistView.describe('What the papers of the place want to be asked, and what is known already.'),
  lastVisit: z.iso.date().nullable(),
  mayWrite: z.boolean().describe('Whether the household lies in my area: only then a visit can be written down.'),
})
export type VisitForm = z.infer<typeof VisitForm>
