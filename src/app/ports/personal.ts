import type { CadreRole, Channel } from '../../contract/terms.ts'

/** What is stored of one resident, counted and dated, for himself to read. */
export interface PersonalRecord {
  since: Date
  consent: { version: string; at: Date } | null
  optedOut: boolean
  caseNewsOff: boolean
  erasedAt: Date | null
  phone: string | null
  identity: string | null
  /** Phones that he left with reports: they are kept with these, also when he reported for others. */
  reportPhones: string[]
  conversations: { id: string; channel: Channel; since: Date; turns: number }[]
  /** `kept`: it belongs to a report. */
  pictures: { id: string; mime: string; at: Date; kept: boolean }[]
}

export interface Personal {
  /** Numbers masked. */
  record(residentId: string): Promise<PersonalRecord | null>
  /** Who looked at any of these, by kind of office; ids of leads, pictures, households as the audit names them. */
  readers(subjects: string[]): Promise<{ role: CadreRole; times: number; lastAt: Date }[]>
  /** Whether news of his reports stay in the chat. */
  setCaseNews(residentId: string, offAt: Date | null): Promise<void>
  caseNewsOff(conversationId: string): Promise<boolean>
  /**
   * Empties every turn but the one of that id, deletes what he asked and no card answered, forgets consent, numbers, place and household, and deletes the pictures that belong to
   * nothing. What is kept by a report stays with it.
   */
  erase(residentId: string, conversationId: string, butInboundId: string, at: Date): Promise<void>
  /** Ids of his messages in that conversation that begin so. */
  messagesLike(conversationId: string, prefix: string): Promise<string[]>
}
