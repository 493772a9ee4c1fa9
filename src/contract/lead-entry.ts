/** A lead that a cadre found himself, or that came out of a department's comparison. */
import { z } from 'zod'
import { LeadSummary } from './lead.ts'
import { Office } from './office.ts'
import { HouseholdKind, RegionCode, RiskType, Urgency, Words } from './terms.ts'

const HouseholdNamed = z.strictObject({
  village: RegionCode.length(12),
  headName: Words.trim()
    .min(1)
    .max(30)
    .regex(/^[\p{L}·• ]+$/u, '姓名里只能写字'),
  kind: HouseholdKind.default('ordinary').describe('For a household that is not in the list yet.'),
})
/** One of the list by its id, or by village and householder's name; one that is not in the list yet stands as unconfirmed. */
const WhichHousehold = z.union([z.strictObject({ id: z.uuid() }), HouseholdNamed])

const common = {
  id: z.uuid().describe('Made by the one who sends it: sent again, it is the same entry.'),
  household: WhichHousehold,
  riskType: RiskType,
  urgency: Urgency.default('normal'),
  words: Words.trim().min(1).max(2_000).describe('What was found; private numbers are masked.'),
}
export const NewLeadEntry = z.discriminatedUnion('origin', [
  z.object({ origin: z.literal('cadre_survey'), ...common }),
  z.object({
    origin: z.literal('data_comparison'),
    ...common,
    department: Office.nullable()
      .default(null)
      .describe('Whose data it came out of; of an officer of a department his own, whatever stands here.'),
    date: z.iso.date().describe('The day of the comparison.'),
  }),
])
export type NewLeadEntry = z.infer<typeof NewLeadEntry>

export const LeadEntered = z.object({
  lead: LeadSummary.nullable().describe('New, or the one it was merged into; null for whoever may not see leads.'),
  words: z.string().describe('What became of it, in words.'),
})
export type LeadEntered = z.infer<typeof LeadEntered>
