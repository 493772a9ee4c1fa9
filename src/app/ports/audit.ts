export interface AuditEntry {
  /** Counts for the system alone; everybody else's entries get the time of the database's own clock. */
  at: Date
  /** Whom the system names; everybody else must name himself. */
  actor: string
  act: string
  subject: string
}

export interface Audit {
  append(entry: AuditEntry): Promise<void>
  /** Walks the county's chain; answers the first broken seq, or null when whole. */
  verify(county: string): Promise<{ entries: number; brokenAt: number | null }>
}
