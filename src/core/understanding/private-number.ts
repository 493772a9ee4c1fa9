import type { PrivateNumber, Span } from './understood.ts'

/** One group of figures as written, without blanks or hyphens inside. */
interface Group extends Span {
  digits: string
}

const SPOKEN: Record<string, string> = {
  零: '0',
  〇: '0',
  一: '1',
  幺: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
}
/** Weights of the seventeen digits and the check characters by remainder, GB 11643-1999. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK = '10X98765432'

function isFigure(char: string): boolean {
  return char >= '0' && char <= '9'
}

/** Groups of figures; ten or more spoken digits in a row (幺三八…) are one too. */
function findGroups(text: string): Group[] {
  const groups: Group[] = []
  for (let i = 0; i < text.length; i++) {
    let end = i
    let digits = ''
    const spoken = text.charAt(i) in SPOKEN
    for (; end < text.length; end++) {
      const char = text.charAt(end)
      if (spoken ? char in SPOKEN : isFigure(char)) digits += spoken ? SPOKEN[char] : char
      else break
    }
    if (digits === '') continue
    if (!spoken && digits.length >= 3 && text.charAt(end) === 'x' && !isLetter(text.charAt(end + 1))) {
      digits += 'X'
      end += 1
    }
    if (!spoken || digits.length >= 10) groups.push({ digits, start: i, end })
    i = end - 1
  }
  return groups
}

function isLetter(char: string): boolean {
  return char >= 'a' && char <= 'z'
}

function plausibleDate(year: number, month: number, day: number): boolean {
  return year >= 1900 && year <= 2099 && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

/** Birth date at its place in an 18-figure number, whatever follows. */
function hasBirthDate(digits: string): boolean {
  return plausibleDate(Number(digits.slice(6, 10)), Number(digits.slice(10, 12)), Number(digits.slice(12, 14)))
}

/**
 * Checks an 18-character identity number: birth date and check character (GB 11643-1999, 5.2).
 * Expects figures with a capital X at most in the last place; anything else is false.
 */
export function isIdentityNumber(value: string): boolean {
  if (value.length !== 18 || !hasBirthDate(value)) return false
  let sum = 0
  for (let i = 0; i < 17; i++) {
    if (!isFigure(value.charAt(i))) return false
    sum += Number(value.charAt(i)) * (WEIGHTS[i] as number)
  }
  return CHECK.charAt(sum % 11) === value.charAt(17)
}

function classify(digits: string, span: Span): PrivateNumber | null {
  const value = digits.length === 13 && digits.startsWith('86') ? digits.slice(2) : digits
  const { start, end } = span
  if (value.length === 18 && (isIdentityNumber(value) || hasBirthDate(value)))
    return { kind: 'identity_number', value, valid: isIdentityNumber(value), span: { start, end } }
  if (value.includes('X'))
    return value.length >= 16 ? { kind: 'identity_number', value, valid: false, span: { start, end } } : null
  if (value.length === 18) return { kind: 'identity_number', value, valid: false, span: { start, end } }
  if ((value.length === 17 || value.length === 19) && hasBirthDate(value))
    return { kind: 'identity_number', value, valid: false, span: { start, end } }
  // The old form has two figures for the year and no check digit.
  if (value.length === 15) {
    const valid = plausibleDate(
      1900 + Number(value.slice(6, 8)),
      Number(value.slice(8, 10)),
      Number(value.slice(10, 12)),
    )
    return { kind: 'identity_number', value, valid, span: { start, end } }
  }
  if (value.length >= 10 && value.length <= 12 && value.startsWith('1'))
    return { kind: 'phone', value, valid: /^1[3-9]\d{9}$/.test(value), span: { start, end } }
  return null
}

/** Groups that stand together (138 1234 5678, 440229-19900101-1234) are read as one number where that makes one. */
function joined(text: string, groups: Group[], at: number): { found: PrivateNumber; used: number } | null {
  let digits = groups[at]?.digits ?? ''
  for (let next = at + 1; next < Math.min(groups.length, at + 6); next++) {
    const before = groups[next - 1] as Group
    const group = groups[next] as Group
    if (group.start - before.end !== 1 || !' -'.includes(text.charAt(before.end))) return null
    digits += group.digits
    if (digits.length > 18) return null
    const last = groups[next + 1]
    const goesOn = last !== undefined && last.start - group.end === 1 && ' -'.includes(text.charAt(group.end))
    // Only whole numbers are put together; a wrong length is believed only at the end of the run.
    if (digits.length !== 11 && digits.length !== 18 && digits.length !== 13 && (goesOn || digits.length < 10)) continue
    const found = classify(digits, { start: (groups[at] as Group).start, end: group.end })
    if (found !== null && (found.valid || !goesOn)) return { found, used: next - at + 1 }
  }
  return null
}

/**
 * Finds phone and identity numbers in a normalised message, also with blanks, hyphens or spoken digits.
 * `value` holds figures only (capital X last); `valid` tells whether form and check digit hold. Spans do not overlap.
 */
export function findPrivateNumbers(text: string): PrivateNumber[] {
  const groups = findGroups(text)
  const found: PrivateNumber[] = []
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i] as Group
    const money = '元块钱万'.includes(text.charAt(group.end) || ' ')
    const alone = money ? null : classify(group.digits, group)
    const together = alone === null && group.digits.length < 18 ? joined(text, groups, i) : null
    if (alone !== null) found.push(alone)
    else if (together !== null) {
      found.push(together.found)
      i += together.used - 1
    }
  }
  return found
}

function masked(number: PrivateNumber): string {
  const head = number.kind === 'phone' ? 3 : 4
  return number.value.slice(0, head) + '*'.repeat(Math.max(4, number.value.length - head - 4)) + number.value.slice(-4)
}

/**
 * Returns `text` with each private number replaced by its masked form: 138****5678, 4402**********1234.
 * `privateNumbers` must come from the same text; their spans may be in any order.
 */
export function maskPrivate(text: string, privateNumbers: readonly PrivateNumber[]): string {
  let out = ''
  let from = 0
  for (const number of [...privateNumbers].sort((a, b) => a.span.start - b.span.start)) {
    if (number.span.start < from) continue
    out += text.slice(from, number.span.start) + masked(number)
    from = number.span.end
  }
  return out + text.slice(from)
}
