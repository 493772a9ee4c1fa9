import { z } from 'zod'

/** What every rule and every step of a procedure carries beside its value. */
export const entry = {
  /** The fact it was made from, such as YX-6; `house` where no paper lays it down. */
  fact: z.string().regex(/^([A-Z]{2}-\d{1,3}|house)$/),
  /** Where in the paper it stands. */
  clause: z.string().min(1),
  /** The figures behind the value, as printed in the paper. */
  figures: z.array(z.string().min(1)).min(1).optional(),
  /** The rule in our own plain words, one sentence or two, for people. */
  says: z.string().min(4),
}

/** The last day of a rule that ends before its paper does, such as a line that is set anew each year. */
export const until = { until: z.iso.date().optional() }

/** Who does something, from the household up. */
export const Actor = z.enum([
  'household',
  'village_committee',
  'village_cadre',
  'resident_team',
  'township',
  'township_leader',
  'county_office',
  'county_leading_group',
  'city_office',
  'departments',
])
export type Actor = z.infer<typeof Actor>
