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

/** `known`: its owner has sent it before under that id, and that stays. `taken`: the id is somebody else's. */
export type Put = 'put' | 'known' | 'taken'

export interface Attachments {
  put(attachment: Attachment): Promise<Put>
  putForCase(attachment: CaseAttachment): Promise<Put>
  /** As far as the actor may see it: his own, or of a lead or case in his area. */
  get(id: string): Promise<Pick<Attachment, 'id' | 'mime' | 'bytes' | 'at'> | null>
  /** Makes the pictures of a report visible to those who may see its lead. */
  attach(ids: string[], leadIds: string[], region: string): Promise<void>
}
