import { z } from 'zod'
import { Labour, RiskType } from '../../contract/terms.ts'
import { LineHousehold } from '../policy/lines.ts'

const Work = z.enum(['employed', 'public_post', 'jobless', 'studying', 'not_looking'])

/** One member of whom all of it is so. */
const Somebody = z
  .strictObject({
    labour: z.array(Labour).min(1).optional(),
    work: z.array(Work).min(1).optional(),
    wantsWork: z.boolean().optional(),
    insured: z.boolean().optional(),
    /** In compulsory schooling, by age; or studying at any school. */
    school: z.enum(['compulsory', 'any']).optional(),
  })
  .refine((tests) => Object.keys(tests).length > 0, '至少写一样')
export type Somebody = z.infer<typeof Somebody>

/** What a computer can hold against a household's ledger; all of a card's conditions must be so. */
export const Condition = z.union([
  /** The kind of household; `monitored`: on the register of the monitored, whatever its kind. */
  z.strictObject({ who: z.array(LineHousehold).min(1) }),
  z.strictObject({ somebody: Somebody }),
  /** Nobody in the household has labour beyond this. */
  z.strictObject({ everybody: z.strictObject({ labour: z.array(Labour).min(1) }) }),
  /** One of these risks is known of the household. */
  z.strictObject({ risks: z.array(RiskType).min(1) }),
  /** The income is within one of these bands of a line rule. */
  z.strictObject({ income: z.string().min(1), bands: z.array(z.string().min(1)).min(1) }),
])
export type Condition = z.infer<typeof Condition>
