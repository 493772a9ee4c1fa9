import { isFigure } from './figures.ts'

/** Weights of the seventeen digits and the check characters by remainder, GB 11643-1999. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK = '10X98765432'

export function plausibleDate(year: number, month: number, day: number): boolean {
  return year >= 1900 && year <= 2099 && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

/** Birth date at its place in an 18-figure number, whatever follows. */
export function hasBirthDate(digits: string): boolean {
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

export const MOBILE = /^1[3-9]\d{9}$/

/** Whether it is a mobile number or an identity number, and nothing besides. */
export function isWhole(value: string): boolean {
  return MOBILE.test(value) || isIdentityNumber(value)
}
