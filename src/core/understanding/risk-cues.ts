import type { RiskType } from '../../contract/terms.ts'
import type { Concept } from './lexicon/lexicon.ts'

/**
 * What gives a risk away: one word, or a topic and what is wrong with it within reach of each other.
 * The last concept is the trouble itself: negation and fear are looked for in front of it.
 */
export interface RiskCue {
  type: RiskType
  needs: readonly [Concept] | readonly [Concept, Concept]
  /** How many characters may stand between topic and trouble; within one clause. */
  reach?: number
  /** The topic may stand in one of the two clauses before. */
  carries?: boolean
  /** The topic may also follow in the next clause: 治了两年,欠了八万. */
  carriesBack?: boolean
  /** Any of these in the clause makes it something else. */
  unless?: readonly Concept[]
  /** Too weak for a chat, where more is asked; in a letter that proves itself it counts (see letter.ts). */
  letter?: true
  /** Any of these must be somewhere in the message. */
  with?: readonly Concept[]
}

const FAR = 12

/** The table of cues. Conditions that need counting (months, ages, sums) stand in risk-conditions.ts. */
export const RISK_CUES: readonly RiskCue[] = [
  { type: 'unsafe_housing', needs: ['house_cue'], unless: ['not_dwelling'] },
  { type: 'unsafe_housing', needs: ['house', 'house_damage'], reach: FAR, carries: true, unless: ['not_dwelling'] },
  { type: 'unsafe_housing', needs: ['poor_house', 'house_fear'], reach: FAR, carries: true },

  { type: 'unsafe_water', needs: ['water_cue'], unless: ['farm_water'] },
  { type: 'unsafe_water', needs: ['water', 'water_bad'], reach: FAR, carries: true, unless: ['farm_water'] },

  { type: 'unsafe_water', needs: ['drink', 'open_water'], reach: 5 },

  { type: 'job_loss', needs: ['jobless'] },
  { type: 'job_loss', needs: ['work_place', 'work_ended'], reach: 6 },
  { type: 'job_loss', needs: ['work_word', 'no_work'], reach: 3 },
  { type: 'job_loss', needs: ['jobless_weak'] },

  { type: 'school_dropout', needs: ['pupil', 'dropout'], reach: 20, carries: true },
  { type: 'school_dropout', needs: ['dropout'] },
  { type: 'school_dropout', needs: ['study', 'refuse'], reach: 3, with: ['pupil'] },
  { type: 'school_dropout', needs: ['school', 'expel'], reach: 12 },
  { type: 'school_dropout', needs: ['child_work'] },

  { type: 'labourer_death', needs: ['earner_kin', 'death'], reach: 20, carries: true },
  { type: 'labourer_death', needs: ['parent_kin', 'death'], reach: 20, carries: true },
  { type: 'labourer_death', needs: ['elder_kin', 'death'], reach: 20, carries: true },
  { type: 'labourer_death', needs: ['earner', 'death'], reach: 20, carries: true },
  { type: 'labourer_death', needs: ['pronoun', 'death'], reach: 14, with: ['earner'] },

  { type: 'medical_cost', needs: ['hospital_money'] },
  { type: 'medical_cost', needs: ['severe_illness'], unless: ['venture_fail'] },
  { type: 'medical_cost', needs: ['burden', 'illness'], reach: 20, carries: true, carriesBack: true },
  { type: 'medical_cost', needs: ['hospital'] },
  { type: 'medical_cost', needs: ['burden', 'mild_illness'], reach: 20 },
  { type: 'medical_cost', needs: ['body', 'injury'], reach: 6 },

  { type: 'disaster_loss', needs: ['disaster_cue'] },
  { type: 'disaster_loss', needs: ['striker', 'struck'], reach: 6 },
  { type: 'disaster_loss', needs: ['struck', 'injury'], reach: 8 },
  { type: 'disaster_loss', needs: ['crop_loss', 'soaked'], reach: 6 },
  { type: 'disaster_loss', needs: ['disaster', 'damage'], reach: 20, carries: true },
  { type: 'disaster_loss', needs: ['flood', 'water_rising'], reach: FAR, carries: true },
  { type: 'disaster_loss', needs: ['disaster', 'house_damage'], reach: 20, carries: true },
  { type: 'disaster_loss', needs: ['slide'] },

  { type: 'business_failure', needs: ['venture_cue'] },
  { type: 'business_failure', needs: ['venture', 'venture_fail'], reach: 14, carries: true },

  { type: 'income_below_line', needs: ['income_cue'] },
  { type: 'income_below_line', needs: ['income_noun', 'income_bad'], reach: 3 },
  { type: 'income_below_line', needs: ['letter_income'], letter: true },
]

/** Unpaid wages are `other` too, and are told beside whatever else is found. */
export const ARREARS_CUES: readonly RiskCue[] = [
  { type: 'other', needs: ['arrears'] },
  { type: 'other', needs: ['wage', 'unpaid'], reach: 10, carries: true },
]

/** Troubles that are none of the nine: only reported as `other` where nothing else is found. */
export const OTHER_CUES: readonly RiskCue[] = [
  { type: 'other', needs: ['debt_trouble'] },
  { type: 'other', needs: ['other_cue'] },
  { type: 'other', needs: ['hard_life'] },
]
