import { numeralAt } from '../understanding/number.ts'
import type { Amount } from '../understanding/understood.ts'

/** Nobody who is asked for a sum means three yuan by 3. */
const LEAST_SUM = 100

export function sumAnswered(text: string): Pick<Amount, 'lo' | 'hi' | 'bound'> | null {
  const found = numeralOf(text)
  return found === null || found.hi < LEAST_SUM ? null : found
}

/** A message that is nothing but a number, as an answer to "how much" or "how many". */
export function numeralOf(text: string): Pick<Amount, 'lo' | 'hi' | 'bound'> | null {
  const bare = text.trim().replace(/^(?:大概|大约|差不多|有|就|是|约)+/, '')
  const found = numeralAt(bare, 0)
  if (found === null || !/^(?:块|元|圆|钱|左右|上下|吧|的|[。！!])*$/.test(bare.slice(found.end))) return null
  return { lo: found.lo, hi: found.hi, bound: found.bound }
}
