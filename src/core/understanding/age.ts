import type { Numeral } from './number.ts'
import type { Span } from './understood.ts'

export interface Age {
  years: number
  span: Span
}

/** Ages in a normalised message: 八十九岁, 72岁, 七十多岁, 五十来岁. Bare tens (七十多了) only with 多了 or 几了. */
export function findAges(text: string, numerals: readonly Numeral[]): Age[] {
  const ages: Age[] = []
  for (const numeral of numerals) {
    if (numeral.lo > 120) continue
    const behind = text.slice(numeral.end, numeral.end + 3)
    const shift = behind.startsWith('来') || behind.startsWith('把') || behind.startsWith('几') ? 1 : 0
    const said = behind.startsWith('岁', shift) || behind.startsWith('周岁', shift)
    const implied =
      numeral.lo >= 50 && numeral.bound !== 'exact' && /^了|^的(?:人|老)|^$/.test(behind) && numeral.hi < 100
    if (said || implied)
      ages.push({ years: numeral.lo, span: { start: numeral.start, end: numeral.end + (said ? shift + 1 : 0) } })
  }
  return ages
}
