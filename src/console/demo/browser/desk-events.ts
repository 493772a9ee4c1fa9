/** What the parts of the desk tell the desk. */
export type Place =
  | { to: 'lead'; id: string }
  | { to: 'case'; id: string }
  /** The case of a lead that proved true; opened if there is none yet. */
  | { to: 'case-of'; id: string }
  | { to: 'household'; id: string }

export interface DeskEvents {
  go(place: Place): void
  /** What stands beside the part's name. */
  count(words: string): void
  signedOut(): void
}
