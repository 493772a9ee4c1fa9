import { maskPrivate } from './mask-private.ts'
import { findPrivateNumbers } from './private-number.ts'

/** Free words as they may be stored and shown: every private number in them is masked. */
export function withoutNumbers(text: string): string {
  return maskPrivate(text, findPrivateNumbers(text))
}
