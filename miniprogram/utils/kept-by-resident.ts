import type { CardList, CardView } from '../../src/contract/card.ts'
import type { TurnView } from '../../src/contract/chat.ts'
import type { MyReport } from '../../src/contract/my-reports.ts'
import type { KeptFile } from './unsent'

/** What somebody began to write to one of his reports. */
export interface ReportDraft {
  /** Of the act, chosen once: sent twice it is done once. */
  id: string
  act: 'add' | 'not_content'
  words: string
  pictures: { file: KeptFile; attachment: string | null }[]
}

/** What the residents' pages keep on the phone; all of it goes when he has his data deleted. */
export interface KeptByResident {
  /** The newest turns, so that the talk stands there before any network answers. */
  'chat.turns': TurnView[]
  'chat.draft': string
  /** Whether he types or speaks. */
  'chat.way': 'type' | 'speak'
  /** What another page wants to be asked in the chat. `send`: at once, otherwise he writes on. */
  'chat.ask': { text: string; send: boolean }
  'cards.list': CardList
  /** Those that he opened last, by id. */
  'cards.opened': CardView[]
  'reports.list': MyReport[]
  /** By the report's id. */
  'reports.drafts': Record<string, ReportDraft>
  /** Whether answers are read aloud. */
  aloud: boolean
}
