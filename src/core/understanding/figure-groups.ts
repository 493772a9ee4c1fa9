import { isFigure, SPOKEN } from './figures.ts'
import { isIdentityNumber, isWhole } from './identity-number.ts'
import type { Span } from './understood.ts'

/** One group of figures as written, without marks inside. */
export interface Group extends Span {
  digits: string
  /** What stands between it and the group before: such marks as part a number, or something else. */
  before: 'narrow' | 'wide' | null
}

/** People part a number by these; the wide ones part dates and sums as well, so they are believed only in the usual places. */
const NARROW = /^[ -]{1,3}$/
const WIDE = /^[ \-./·•・‧_~()\n\u2010-\u2012\u2212]{1,3}$/
/** 138一二三四5678: both ways of writing in one number, which is believed only when it is whole. */
const MIXED = new RegExp(`[\\d${Object.keys(SPOKEN).join('')}]{11,18}`, 'y')
const HOLDS_BOTH = /\d(?=.*\D)|\D(?=.*\d)/

function mixedAt(text: string, start: number): Omit<Group, 'before'> | null {
  // Only where a run begins, so that a long one is not read again from each of its figures.
  if (isFigureOrSpoken(text.charAt(start - 1))) return null
  MIXED.lastIndex = start
  const [written = ''] = MIXED.exec(text) ?? []
  const end = start + written.length
  if (!HOLDS_BOTH.test(written) || isFigureOrSpoken(text.charAt(end))) return null
  const digits = [...written].map((char) => SPOKEN[char] ?? char).join('')
  const withX = text.charAt(end) === 'x' && isIdentityNumber(`${digits}X`)
  return withX || isWhole(digits) ? { digits, start, end } : null
}

function isFigureOrSpoken(char: string): boolean {
  return isFigure(char) || char in SPOKEN
}

/** Groups of figures; three or more spoken digits in a row (幺三八…) are one too. */
export function findGroups(text: string): Group[] {
  const groups: Group[] = []
  for (let i = 0; i < text.length; i++) {
    const mixed = mixedAt(text, i)
    let end = mixed?.end ?? i
    let digits = mixed?.digits ?? ''
    const spoken = !mixed && text.charAt(i) in SPOKEN
    for (; !mixed && end < text.length; end++) {
      const char = text.charAt(end)
      if (spoken ? char in SPOKEN : isFigure(char)) digits += spoken ? SPOKEN[char] : char
      else break
    }
    if (digits === '') continue
    const between = text.slice(groups.at(-1)?.end ?? i, i)
    const before = groups.length === 0 || between.length > 3 ? null : kindOf(between)
    if (!spoken || digits.length >= 3) groups.push({ digits, start: i, end, before })
    i = end - 1
  }
  return groups
}

function kindOf(between: string): Group['before'] {
  return NARROW.test(between) ? 'narrow' : WIDE.test(between) ? 'wide' : null
}
