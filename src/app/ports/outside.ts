import type { Sealed } from '../../core/sealed.ts'
import type { Suggestion } from '../../core/understanding/suggestion.ts'

/** Seals private numbers and opens them again; the key never leaves it. */
export interface Vault {
  seal(kind: Sealed['kind'], value: string): Sealed
  open(sealed: string): string
  /** Any text, opened by `open`; nothing of it shows. */
  sealText(text: string): string
  /** Keyed, one-way; for tokens and codes that are stored only as hashes. */
  hash(value: string): string
  /** Whether `hash` is the hash of `value`, in constant time. */
  sameHash(value: string, hash: string): boolean
}

/** A second reader of what our own rules are unsure about. It may only suggest; `withSuggestion` checks every word. */
export interface LanguageModel {
  /**
   * `text` has its private numbers masked. Null: nothing usable, for whatever reason. Never throws; takes a few seconds at most, and
   * no longer than until `giveUp` is aborted.
   */
  suggest(text: string, giveUp?: AbortSignal): Promise<Suggestion | null>
  /**
   * Which of these information cards answers the question, by its place in the list; null: none of them. Undefined: nothing usable,
   * for whatever reason. As `suggest` otherwise.
   */
  chooseCard(question: string, titles: readonly string[], giveUp?: AbortSignal): Promise<number | null | undefined>
}

export interface Passwords {
  hash(password: string): Promise<string>
  verify(hash: string, password: string): Promise<boolean>
}

export interface Clock {
  now(): Date
}

export interface Ids {
  uuid(): string
  /** `bytes` random bytes, base64url. */
  secret(bytes: number): string
}
