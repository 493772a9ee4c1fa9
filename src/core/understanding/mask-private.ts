import { isFigure, PARTED_PHONE, SPOKEN } from './figures.ts'
import { normalise } from './normalise.ts'
import type { PrivateNumber } from './understood.ts'

const BANK_CARD = /\d{4}(?:[ -]{1,3}\d{4}){3}(?:[ -]{0,3}\d{1,3})?/
/** Long enough to be somebody's: bank cards, numbers without their area, numbers with figures stuck to them. */
const LONG = new RegExp(
  `\\d*${PARTED_PHONE.source}\\d*|${BANK_CARD.source}|\\d{7,}|[零〇一幺二三四五六七八九]{10,}`,
  'g',
)
function masked(number: PrivateNumber): string {
  const head = number.kind === 'phone' ? 3 : 4
  return number.value.slice(0, head) + '*'.repeat(Math.max(4, number.value.length - head - 4)) + number.value.slice(-4)
}

/** Hides all but the first three figures; as long as before, so that places in the text stay where they are. */
function maskLong(text: string): string {
  let out = ''
  let from = 0
  for (const { 0: long, index } of normalise(text).matchAll(LONG)) {
    const own = text.slice(index, index + long.length)
    let seen = 0
    const hidden = [...long].map((char, at) => (isMark(char) || seen++ < 3 ? own.charAt(at) : '*'))
    out += text.slice(from, index) + hidden.join('')
    from = index + long.length
  }
  return out + text.slice(from)
}

function isMark(char: string): boolean {
  return !isFigure(char) && !(char in SPOKEN)
}

/**
 * Returns `text` with each private number replaced by its masked form (138****5678, 4402**********1234), and with every other
 * long run of figures hidden. `privateNumbers` must come from the same text; their spans may be in any order.
 */
export function maskPrivate(text: string, privateNumbers: readonly PrivateNumber[]): string {
  let out = ''
  let from = 0
  for (const number of [...privateNumbers].sort((a, b) => a.span.start - b.span.start)) {
    if (number.span.start < from) continue
    out += maskLong(text.slice(from, number.span.start)) + masked(number)
    from = number.span.end
  }
  return out + maskLong(text.slice(from))
}
