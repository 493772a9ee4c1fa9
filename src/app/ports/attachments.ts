export interface Attachment {
  id: string
  county: string
  residentId: string
  mime: string
  bytes: Uint8Array
  at: Date
}

/** A picture that a cadre puts in for a case; whoever sees the case sees it. */
export type CaseAttachment = Omit<Attachment, 'residentId'> & { cadreId: string; caseId: string }

/** What a cadre sent from his chat. It waits, seen by him alone, until he says of which lead it is. */
export type WaitingAttachment = Omit<Attachment, 'residentId'> & { cadreId: string }

/** `known`: its owner has sent it before under that id, and that stays. `taken`: the id is somebody else's. */
export type Put = 'put' | 'known' | 'taken'

export interface Attachments {
  /** `erased`: since `sentAt`, when it began to come in, its sender had his data deleted, and this goes with it. */
  put(attachment: Attachment, sentAt?: Date): Promise<Put | 'erased'>
  putForCase(attachment: CaseAttachment): Promise<Put>
  putWaiting(attachment: WaitingAttachment): Promise<void>
  /** His that wait, sent since then, oldest first. */
  waitingOf(cadreId: string, since: Date): Promise<Pick<Attachment, 'id' | 'mime' | 'at'>[]>
  /** What waited for the actor to say so is of that lead from now on; answers how many of them still waited. */
  settle(ids: string[], leadId: string): Promise<number>
  /** Deletes what has waited since before then; answers how many. */
  dropWaiting(before: Date): Promise<number>
  /** As far as the actor may see it: his own, or of a lead or case in his area. */
  get(id: string): Promise<Pick<Attachment, 'id' | 'mime' | 'bytes' | 'at'> | null>
  /** Makes the pictures of a report visible to those who may see its lead. */
  attach(ids: string[], leadIds: string[], region: string): Promise<void>
}
