/**
 * A private number (phone, identity number) as the core may hold it: it can be shown masked, compared and stored, never
 * read. Only the app's vault can open it.
 */
export interface Sealed {
  kind: 'phone' | 'identity_number'
  /** Ciphertext, opaque here. */
  sealed: string
  /** 138****5678 */
  masked: string
  /** Keyed hash: equal numbers have equal hashes within a deployment. */
  hash: string
}
