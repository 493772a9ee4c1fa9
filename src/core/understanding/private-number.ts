import { findGroups, type Group } from './figure-groups.ts'
import { isFigure, PARTED_PHONE } from './figures.ts'
import { hasBirthDate, isIdentityNumber, isWhole, MOBILE, plausibleDate } from './identity-number.ts'
import { normalise } from './normalise.ts'
import type { PrivateNumber, Span } from './understood.ts'

/** An X, perhaps parted, where the eighteenth figure of an identity number stands. */
const CHECK_X = /[ \-./·_]{0,3}x(?![a-z\d])/y
/** 010 and 02x have eight figures behind them, other areas seven or eight. */
const LANDLINE = /^(?:0(?:10|2\d)[2-8]\d{7}|0[3-9]\d{2}[2-8]\d{6,7})$/
const PHONE_PARTS = new Set(['11', '3-4-4', '3-8', '7-4'])
const IDENTITY_PARTS = new Set(['18', '17', '6-8-4', '6-8-3', '6-4-4-4', '6-4-4-3', '6-12', '14-4'])

/** Figures that stand together, read as one. */
interface Run extends Span {
  digits: string
  /** Its groups; the first may begin with the country's code, which `digits` has lost. */
  groups: Group[]
  /** Nothing but blanks and hyphens stands in it. */
  narrow: boolean
}

/** Lengths of the groups: 3-4-4. */
function partsOf({ groups, digits }: Run): string {
  const lengths = groups.map((group) => group.digits.length)
  let code = lengths.reduce((sum, length) => sum + length, 0) - digits.length
  while (code > 0 && lengths[0] !== undefined) {
    const off = Math.min(code, lengths[0])
    code -= off
    if (off === lengths[0]) lengths.shift()
    else lengths[0] -= off
  }
  return lengths.join('-')
}

const COUNTRY = /^(?:00)?86(?=1[3-9]\d{9}$)/

/** A number whose form leaves no doubt, in the places where it is usually parted. */
function fullForm(text: string, run: Run): PrivateNumber | null {
  const { start, end, narrow, digits } = run
  const identity = (value: string, last: number): PrivateNumber | null => {
    const valid = isIdentityNumber(value)
    return valid || (narrow && hasBirthDate(value) && IDENTITY_PARTS.has(partsOf(run)))
      ? { kind: 'identity_number', value, valid, span: { start, end: last } }
      : null
  }
  if (digits.length === 18) return identity(digits, end)
  if (digits.length === 17) {
    CHECK_X.lastIndex = end
    return CHECK_X.test(text) ? identity(`${digits}X`, CHECK_X.lastIndex) : null
  }
  // The old form has two figures for the year and no check digit.
  if (digits.length === 15 && run.groups.length === 1) {
    const [year, month, day] = [digits.slice(6, 8), digits.slice(8, 10), digits.slice(10, 12)]
    const valid = plausibleDate(1900 + Number(year), Number(month), Number(day))
    return valid ? { kind: 'identity_number', value: digits, valid, span: { start, end } } : null
  }
  const area = /^0(?:10|2\d)/.test(digits) ? '3-' : '4-'
  const phone =
    (MOBILE.test(digits) && PHONE_PARTS.has(partsOf(run))) ||
    (LANDLINE.test(digits) && (run.groups.length === 1 || partsOf(run).startsWith(area)))
  return phone ? { kind: 'phone', value: digits, valid: true, span: { start, end } } : null
}

/** A mobile number parted anywhere: 1 3 8 1 2 … */
function oddlyParted(_text: string, { digits, narrow, start, end }: Run): PrivateNumber | null {
  if (!narrow || !MOBILE.test(digits)) return null
  return { kind: 'phone', value: digits, valid: true, span: { start, end } }
}

/** What was meant to be a phone or identity number, and has a figure too many, too few or wrong. */
function wrongForm(text: string, { digits, start, end, narrow }: Run): PrivateNumber | null {
  if (!narrow || '元块钱万'.includes(text.charAt(end) || ' ')) return null
  const next = text.charAt(end) === 'x' && digits.length >= 15 && digits.length <= 17 ? 'X' : ''
  const value = digits + next
  const { length } = value
  const identity =
    next !== '' || length === 18 || length === 15 || ((length === 17 || length === 19) && hasBirthDate(value))
  if (identity) return { kind: 'identity_number', value, valid: false, span: { start, end: end + next.length } }
  if (length >= 10 && length <= 12 && value.startsWith('1'))
    return { kind: 'phone', value, valid: false, span: { start, end } }
  return null
}

/** Numbers that were written one behind the other without a mark; all of the figures must belong to one. */
function runTogether({ digits, start }: Group): PrivateNumber[] {
  const found: PrivateNumber[] = []
  for (let at = 0; at < digits.length; ) {
    const value = [18, 11].map((length) => digits.slice(at, at + length)).find((one) => isWhole(one))
    if (value === undefined) return []
    const kind = value.length === 18 ? 'identity_number' : 'phone'
    found.push({ kind, value, valid: true, span: { start: start + at, end: start + at + value.length } })
    at += value.length
  }
  return found
}

type Form = (text: string, run: Run) => PrivateNumber | null

const FEWEST_FIGURES = 10
/** No number has more figures, with the country's code before it. */
const MOST_FIGURES = 19

/** Reads groups as numbers of that form. `free` holds the groups that belong to none yet. */
function take(text: string, groups: Group[], free: boolean[], form: Form, atTheEnd: boolean): PrivateNumber[] {
  const found: PrivateNumber[] = []
  for (let at = 0; at < groups.length; at++) {
    const { start, before: first } = groups[at] as Group
    let narrow = true
    let digits = ''
    for (let next = at; next < groups.length && free[next]; next++) {
      const group = groups[next] as Group
      if (next > at && group.before === null) break
      narrow &&= next === at || group.before === 'narrow'
      digits += group.digits
      if (digits.length > MOST_FIGURES) break
      // A wrong length is believed of one group, or of all that stand together.
      const parted = groups[next + 1]?.before ?? null
      if (digits.length < FEWEST_FIGURES || (atTheEnd && next > at && (first !== null || parted !== null))) continue
      const plain = /^[08]/.test(digits) ? digits.replace(COUNTRY, '') : digits
      const number = form(text, { digits: plain, groups: groups.slice(at, next + 1), narrow, start, end: group.end })
      if (number === null) continue
      found.push(number)
      free.fill(false, at, next + 1)
      at = next
      break
    }
  }
  return found
}

/** True within 6222 0212 3456 7890: parts of a bank card look like phones. */
function inCard(groups: Group[], at: number): boolean {
  for (let first = Math.max(0, at - 3); first <= at; first++) {
    const four = groups.slice(first, first + 4)
    const alike = four.every(({ digits, before }, nth) => digits.length === 4 && (nth === 0 || before === 'narrow'))
    if (four.length === 4 && alike && /^[2-9]/.test(four[0]?.digits ?? '')) return true
  }
  return false
}

/** A phone with figures stuck to it, or parted by commas, is hidden as a whole: nothing else may be made of its parts. */
function leaveStuck(text: string, groups: Group[], free: boolean[]): void {
  let at = 0
  for (const { 0: phone, index } of text.matchAll(PARTED_PHONE)) {
    const end = index + phone.length
    if (!isFigure(text.charAt(index - 1)) && !isFigure(text.charAt(end)) && !/[,，、]/.test(phone)) continue
    while ((groups[at]?.end ?? text.length) <= index) at++
    for (let next = at; (groups[next]?.start ?? text.length) < end; next++) free[next] = false
  }
}

/**
 * Finds phone and identity numbers in a message of any length, also with marks inside or in spoken digits. What is
 * surely one comes first, so that a figure beside it or a 万 behind it does not hide it.
 * `value` holds figures only (capital X last); `valid` tells whether form and check digit hold. Spans are in order and do not overlap.
 */
export function findPrivateNumbers(text: string): PrivateNumber[] {
  const plain = normalise(text)
  const groups = findGroups(plain)
  const free = groups.map((_, at) => !inCard(groups, at))
  leaveStuck(plain, groups, free)
  const found = take(plain, groups, free, fullForm, false)
  for (const [at, group] of groups.entries()) {
    const several = free[at] && group.digits.length >= 22 ? runTogether(group) : []
    if (several.length === 0) continue
    found.push(...several)
    free[at] = false
  }
  found.push(...take(plain, groups, free, oddlyParted, false), ...take(plain, groups, free, wrongForm, true))
  return found.sort((a, b) => a.span.start - b.span.start)
}
