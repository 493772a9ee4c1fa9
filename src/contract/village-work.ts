/** For who watches over several villages, and for the wall of the village hall. */
import { z } from 'zod'
import { DutyFigures } from './duty.ts'
import { RegionCode } from './terms.ts'

export const LeadFigures = z.object({
  open: z.int().min(0).describe('Not ended, these two included.'),
  soon: z.int().min(0).describe('Nearly due.'),
  overdue: z.int().min(0),
})
export const OverdueQuery = z.object({ region: RegionCode.optional() })
export const OverdueByVillage = z.object({
  at: z.iso.datetime(),
  total: z.object({ leads: LeadFigures, duties: DutyFigures }),
  villages: z
    .array(z.object({ region: RegionCode, place: z.string(), leads: LeadFigures, duties: DutyFigures }))
    .describe('Those with the most that is overdue first. A code above a village: what lies with that level.'),
})
export type OverdueByVillage = z.infer<typeof OverdueByVillage>

export const VillageCodeQuery = z.object({ format: z.enum(['svg', 'png']).default('svg') })
