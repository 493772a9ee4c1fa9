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

export const Department = z.enum([
  'education',
  'civil_affairs',
  'housing',
  'water',
  'health',
  'medical_insurance',
  'human_resources',
  'agriculture',
  'finance',
  'commerce',
  'forestry',
  'science',
  'disabled_federation',
  'women_federation',
  'trade_union',
  'propaganda',
  'organisation',
  'supply_cooperative',
  'bank',
  'rural_revitalisation',
])

/** What a household can lack or suffer from, beside the ten risk types. */
export const Labour = z.enum(['full', 'weak_or_half', 'none'])

export const MeasureKind = z.enum([
  'industry',
  'employment',
  'comprehensive_security',
  'social_help',
  'motivation',
  'science',
  'other',
])

export const MonitoredKind = z.enum(['unstable_lifted', 'marginal_at_risk', 'sudden_severe', 'registered_poor'])
