export interface ScanLogin {
  /** Public; with the county in front it is the ticket that the QR code carries. */
  id: string
  secretHash: string
  /** Browser and network address that asked, in words. */
  browser: string
  address: string
  askedAt: Date
  expiresAt: Date
  seenAt: Date | null
  cadreId: string | null
  refusedAt: Date | null
  usedAt: Date | null
}

export interface ScanLogins {
  ask(asked: Pick<ScanLogin, 'id' | 'secretHash' | 'browser' | 'address' | 'askedAt' | 'expiresAt'>): Promise<void>
  find(id: string): Promise<ScanLogin | null>
  /** Somebody has it on his phone; only the first look counts. */
  seen(id: string, at: Date): Promise<void>
  /**
   * Of two at once the first wins; the same cadre may say it twice. Whatever it is, it must be open and not over.
   * @param sessionUntil the new session ends no later than the one that lets it in.
   */
  confirm(id: string, cadreId: string, sessionUntil: Date, at: Date): Promise<'confirmed' | 'not_open'>
  refuse(id: string, at: Date): Promise<'refused' | 'not_open'>
  /** Uses it up; null where the secret is another, nobody has confirmed it, it is over, or it was used. */
  use(id: string, secretHash: string, at: Date): Promise<{ cadreId: string; sessionUntil: Date } | null>
  /** Deletes those that were over by then; answers how many. */
  drop(before: Date): Promise<number>
}
