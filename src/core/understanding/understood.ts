import type { RiskType, Urgency } from '../../contract/terms.ts'

/** Half-open range of UTF-16 offsets into the message as it was sent. */
export interface Span {
  start: number
  end: number
}

/**
 * What a message is for. `emergency` is life or limb, now; `command` steers the conversation or a report made earlier;
 * `question` asks about policy or procedure; `human` asks for a person.
 */
export type Intent = 'report' | 'question' | 'command' | 'human' | 'emergency' | 'smalltalk'

/** What a command wants done. */
export type Command =
  | 'progress'
  | 'correct'
  | 'back'
  | 'restart'
  | 'stop'
  | 'resume'
  | 'withdraw'
  | 'not_content'
  | 'add'
  | 'unsubscribe'
  | 'help'

export interface FoundRisk {
  type: RiskType
  span: Span
}

export type AmountRole =
  | 'own_cost'
  | 'total_cost'
  | 'debt'
  | 'income_per_head'
  | 'income_household'
  | 'loss'
  | 'wage_arrears'
  | 'unknown'

/** Money in whole yuan. An exact amount has `lo === hi`; 八万多 is lo 80000, bound `gt`. */
export interface Amount {
  lo: number
  hi: number
  bound: 'exact' | 'gt' | 'lt' | 'around' | 'range'
  role: AmountRole
  span: Span
}

/** Months, fractions kept: 两个星期 is 0.5. */
export interface Duration {
  months: number
  span: Span
}

/** A phone or identity number as written. `valid` is false where the form or the check digit (GB 11643) is wrong. */
export interface PrivateNumber {
  kind: 'phone' | 'identity_number'
  value: string
  valid: boolean
  span: Span
}

/** Somebody whom a message speaks of. */
export interface PersonMention {
  /** As he said it, in normalised writing, with whose it is: 我妈. */
  words: string
  /** Which relative, the same for all words that mean him: 母亲; null for the speaker himself. */
  kin: string | null
  /** Of the speaker's own family; 隔壁阿婆 and 他妈 are not. */
  own: boolean
  span: Span
}

/** What one message says, each value with the words it came from. Nothing here is decided; all of it is read back. */
export interface Understood {
  intent: Intent
  command: Command | null
  risks: FoundRisk[]
  amounts: Amount[]
  /** How long the difficulty has lasted. */
  duration: Duration | null
  /** How many people live in the household. */
  people: { count: number; span: Span } | null
  /** Whom it speaks of, in order. */
  persons: PersonMention[]
  /** Reported on behalf of somebody else's household. */
  proxy: boolean
  urgency: Urgency
  /** A short answer to the question that is open. */
  answer: 'yes' | 'no' | 'skip' | null
  privateNumbers: PrivateNumber[]
}
