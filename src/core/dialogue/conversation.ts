import type { Block } from '../../contract/block.ts'
import type { LeadStatus } from '../../contract/lead.ts'
import type { RiskType, Urgency } from '../../contract/terms.ts'
import type { OwnHousehold } from '../card/household-policies.ts'
import type { CardShelf } from '../card/shelf.ts'
import type { RegionTree } from '../region/region-tree.ts'
import type { Sealed } from '../sealed.ts'
import type { Amount, Understood } from '../understanding/understood.ts'
import type { CaseNow } from './case-progress.ts'

/** What the self-report wants to know, in the order in which it asks. */
export const SLOTS = [
  'whose',
  'aware',
  'name',
  'village',
  'what',
  'who',
  'since',
  'amount',
  'people',
  'income',
  'phone',
] as const
export type Slot = (typeof SLOTS)[number]

/** A value and the resident's own words that it came from; `value: null` means he would rather not say, or does not know. */
export interface Filled<T> {
  value: T | null
  words: string
}

/** The report under way. A slot that is absent is still open. */
export interface Draft {
  startedAt: string
  urgency: Urgency
  whose?: Filled<'own' | 'other'>
  /** Of another household only: whether it knows of this report. */
  aware?: Filled<boolean>
  /** Head of the household that it is about. */
  name?: Filled<string>
  /** 12-digit code. */
  village?: Filled<string>
  risks: { type: RiskType; words: string }[]
  /** Whose matter it is within the household, such as 母亲; never asked for, only taken from what he says or corrects. */
  who?: Filled<string>
  /** In the resident's words, with months where they could be read. */
  since?: Filled<{ text: string; months: number | null }>
  amount?: Filled<Pick<Amount, 'lo' | 'hi' | 'bound' | 'role'>>
  people?: Filled<number>
  /** Yearly, in yuan, of the household or per head as the role says. */
  income?: Filled<Pick<Amount, 'lo' | 'hi' | 'bound' | 'role'>>
  phone?: Filled<Sealed>
  /** Everything that he wrote for this report, private numbers masked, in order. */
  words: string[]
  attachments: string[]
  /** Identity number, kept only if he gave one by himself; never asked for, and none of another household. */
  identity?: Sealed
  /** What he said in passing of another household: offered as a report of its own when this one is done. */
  alsoFor?: OtherHousehold
}

export interface OtherHousehold {
  words: string
  risks: { type: RiskType; words: string }[]
}

/** The question that is open now. */
export type Asking =
  | { kind: 'consent' }
  | { kind: 'slot'; slot: Slot; options?: string[] }
  | { kind: 'confirm' }
  | { kind: 'correct_what' }
  /** `orDraft`: he may also mean the report under way. */
  | { kind: 'which_lead'; purpose: 'withdraw' | 'add' | 'not_content'; words: string; orDraft?: true }
  | { kind: 'confirm_withdraw'; leadId: string; words: string }
  /** Whether his complaint is to go to the next level. */
  | { kind: 'confirm_not_content'; leadId: string; words: string }
  /** Whether the report under way is to be dropped. */
  | { kind: 'confirm_drop' }
  | { kind: 'add_words'; leadId: string }
  /** Whether the other household that he spoke of is to be reported next. */
  | { kind: 'offer_other'; other: OtherHousehold }

/** What we already know of this resident and therefore don't ask again. */
export interface Known {
  name?: string
  village?: string
  phone?: Sealed
  people?: number
  /** What he answered or would not say about his household in the last report: not asked again for a day. */
  lately?: { at: string; people?: null; income?: Draft['income']; phone?: null }
}

/** The whole state of a conversation: plain JSON, stored with its last turn. */
export interface ConversationState {
  v: 1
  consent: { version: string; at: string } | null
  known: Known
  draft: Draft | null
  asking: Asking | null
  /** How many times in a row the open question got no usable answer. */
  misses: number
  /** When he last wrote, ISO 8601; after a pause we remind him where we stopped. */
  lastAt?: string
  /** What he was asked for the report that began then, in that order: 返回 goes back along it. */
  asked?: { startedAt: string; slots: Slot[] }
  /** He complained of how a report was handled, and how often: whoever he asks for after that is above those he complained of. */
  handedUp?: { at: string; times: number }
  /** The emergency reported in this conversation, so that it is not reported twice. */
  emergency?: { at: string; risks: RiskType[]; placeKnown: boolean }
  /**
   * Absent: the bot has the word. `where`: a person was asked for, and it is not clear of which place. `held`: a person has
   * the word and the bot is silent; draft and open question stay as they are until it comes back.
   */
  handover?: { kind: 'where'; misses: number; options: string[]; township?: string } | { kind: 'held' }
  /**
   * Two cards were near to his question and he was asked which: their ids and titles. Without options: a card was shown, and he may say
   * that it is not the one. The question that was open stays open.
   */
  cardChoice?: CardChoice
  /** The card that was shown last, and how many turns ago: a question that no card answers may mean it. */
  lastCard?: { title: string; ago: number }
}

export interface CardChoice {
  question: string
  options: { card: string; title: string }[]
  /** The options are a list to look through: what was opened leaves the others on offer. */
  list?: true
  /** Where in the list the page begins that was shown last: 第二个 is of that page, 更多 shows the next. */
  from?: number
}

/** A message as the core hears it: private numbers masked in `text`, sealed beside it. */
export type Heard =
  | {
      kind: 'text'
      text: string
      understood: Understood
      privateNumbers: { sealed: Sealed | null; valid: boolean; kind: Sealed['kind'] }[]
      /** The recording that the text was recognised from: kept for the cadre, who hears more than the words. */
      recording?: string
    }
  | { kind: 'picture'; attachment: string }
  | { kind: 'voice'; attachment: string }
  | { kind: 'location'; village: string | null; label: string }
  | { kind: 'empty' }
  | { kind: 'too_long'; limit: number }

/** Words, typed or recognised from a recording. */
export type Said = Extract<Heard, { kind: 'text' }>

/** A lead that this resident reported, as far as the conversation needs it. */
export interface MyLead {
  id: string
  number: string
  riskType: RiskType
  status: LeadStatus
  holder: string
  dueAt: Date
  /** The newest thing that happened, in words. */
  news: string
  /** Where the case stands that it came to; absent where there is none, or where he only reported for others. */
  case?: CaseNow
}

export interface PrivacyNotice {
  version: string
  text: string
}

/** Everything outside the conversation that an answer may depend on. */
export interface DialogueContext {
  now: Date
  county: { code: string; name: string }
  regions: RegionTree
  notice: PrivacyNotice
  /** Filled when `needs()` asked for it. */
  leads: MyLead[]
  /** Who answers for the resident's village today, in words, such as 王建国(村干部); null when the village is unknown. */
  dutyCadre: string | null
  /** The information cards of his place today. Called only where a question is asked. */
  cards: () => CardShelf
  /** His own household, where it is known for sure which it is. Filled when `needs()` asked for it. */
  household: OwnHousehold | null
  /** What a language model made of a question on which our own finding is unsure: a card's id, or none. Absent where none was asked. */
  cardChosen?: string | null
}

/** A confirmed report: what leads are made from. */
export interface Report {
  whose: 'own' | 'other'
  /** Of another household: whether it knows of this report; null where he could not say, absent for his own. */
  aware?: boolean | null
  householdName: string
  /** 12-digit village code; null only in an emergency whose place is not yet known. */
  village: string | null
  urgency: Urgency
  risks: { type: RiskType; words: string }[]
  /** Absent where it concerns the whole household, or he did not say whom. */
  who?: Filled<string>
  since: Draft['since']
  amount: Draft['amount']
  people: Draft['people']
  income: Draft['income']
  phone: Sealed | null
  identity: Sealed | null
  words: string[]
  attachments: string[]
  /** The lead of the emergency that this report completes, when he answers the remaining questions afterwards. */
  continues?: string
}

/** What happened in the turn that the outside must act on. The caller stores and sends; the core does nothing. */
export type DialogueEvent =
  | { kind: 'consented'; version: string }
  | { kind: 'reported'; report: Report }
  /** `village`: the place of an emergency, learnt after it was reported. `phone`: a number where he can be reached. */
  | {
      kind: 'added'
      leadId: string
      words: string | null
      attachment: string | null
      /** Further pictures that came with it. */
      more?: string[]
      village?: string
      phone?: Sealed
    }
  | { kind: 'withdrawn'; leadId: string; words: string }
  | { kind: 'not_content'; leadId: string; words: string }
  /** Publicity: no more of it, or again. */
  | { kind: 'opted_out' }
  | { kind: 'opted_in' }
  /**
   * The word goes to whoever answers for this place: a village, or a township or the county where that is all we know.
   * `inEmergency`: the turn answers an emergency too, and the question it ends with is that one's.
   */
  | { kind: 'handover_asked'; region: string; inEmergency?: true }
  /** He wrote while a person has the word. */
  | { kind: 'handover_message' }
  | { kind: 'handover_taken_back' }
  /** No card answers it: it goes to whoever answers for this place. `seenCard`: title of the card that was shown just before. */
  | { kind: 'card_question'; question: string; region: string; seenCard?: string }

export interface Answer {
  state: ConversationState
  replies: Block[]
  events: DialogueEvent[]
}
