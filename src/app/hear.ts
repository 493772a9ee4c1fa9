import { type Inbound, MAX_TEXT } from '../contract/chat.ts'
import type { Heard } from '../core/dialogue/conversation.ts'
import { placeIn } from '../core/dialogue/places.ts'
import type { RegionTree } from '../core/region/region-tree.ts'
import { maskPrivate } from '../core/understanding/mask-private.ts'
import { findPrivateNumbers } from '../core/understanding/private-number.ts'
import { understand } from '../core/understanding/understand.ts'
import type { Vault } from './ports/outside.ts'

/**
 * What a raw message becomes before anything else sees it: control characters dropped, private numbers sealed, and the
 * same numbers masked in the text that is stored. `today` is the day in China, yyyy-mm-dd: what 从去年十二月到现在 is counted to.
 */
export function hear(
  message: Inbound,
  vault: Vault,
  regions: RegionTree,
  today?: string,
): { heard: Heard; stored: Inbound } {
  switch (message.kind) {
    case 'text':
      return hearText(message.text, vault, today)
    case 'voice': {
      // Recognised words count as said; the recording stays beside them for the cadre.
      if (!message.text?.trim())
        return {
          heard: { kind: 'voice', attachment: message.attachment },
          stored: { kind: 'voice', attachment: message.attachment },
        }
      const { heard, stored } = hearText(message.text, vault, today)
      const { attachment } = message
      const whole: Heard = heard.kind === 'text' ? { ...heard, recording: attachment } : { kind: 'voice', attachment }
      return { heard: whole, stored: { ...message, text: stored.text } }
    }
    case 'picture':
      return { heard: { kind: 'picture', attachment: message.attachment }, stored: message }
    case 'location': {
      const { text: label } = hearText(message.label ?? '', vault, today).stored
      const place = placeIn(label, regions, true)
      // Of namesakes none is taken; one that is not served is, so that we can say so.
      const village = place.kind === 'village' || place.kind === 'inactive' ? place.code : null
      return { heard: { kind: 'location', village, label }, stored: { ...message, label } }
    }
  }
}

function hearText(raw: string, vault: Vault, today?: string): { heard: Heard; stored: { kind: 'text'; text: string } } {
  // Lone surrogates and NUL cannot be stored as JSON in PostgreSQL; neither says anything.
  const text = raw
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .trim()
  if (text.length > MAX_TEXT)
    return { heard: { kind: 'too_long', limit: MAX_TEXT }, stored: { kind: 'text', text: beginningOf(text) } }
  const understood = understand(text, today ? { today } : {})
  const masked = maskPrivate(text, understood.privateNumbers)
  const stored = { kind: 'text' as const, text: masked }
  if (!/[\p{L}\p{N}]/u.test(text)) return { heard: { kind: 'empty' }, stored }
  const privateNumbers = understood.privateNumbers.map(({ kind, value, valid }) => ({
    kind,
    valid,
    sealed: valid ? vault.seal(kind, value) : null,
  }))
  return { heard: { kind: 'text', text: masked, understood, privateNumbers }, stored }
}

/** No private number is written longer: one that begins within the limit is seen whole. */
const LONGEST_NUMBER = 100

/** Kept of a text that was not read: its phone still has all of it, and he is asked to send it in parts. */
function beginningOf(text: string): string {
  const beginning = text.slice(0, MAX_TEXT + LONGEST_NUMBER)
  const masked = maskPrivate(beginning, findPrivateNumbers(beginning))
  // Masks may be shorter than numbers: what is cut off is never less than a number, or half of one would show.
  const kept = masked.slice(0, Math.min(MAX_TEXT, masked.length - LONGEST_NUMBER))
  return `${kept.replace(/[\ud800-\udbff]$/, '')}…（太长，没有收全）`
}
