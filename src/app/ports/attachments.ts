export interface Attachment {
  id: string
  county: string
  residentId: string
  mime: string
  bytes: Uint8Array
  at: Date
}

export interface Attachments {
  put(attachment: Attachment): Promise<void>
  /** As far as the actor may see it: his own, or of a lead in his area. */
  get(id: string): Promise<Attachment | null>
  /** Makes the pictures of a report visible to those who may see its lead. */
  attach(ids: string[], leadIds: string[], region: string): Promise<void>
}
