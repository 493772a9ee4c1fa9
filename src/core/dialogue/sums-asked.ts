import { normalise } from '../understanding/normalise.ts'
import { findNumerals } from '../understanding/number.ts'
import type { Amount } from '../understanding/understood.ts'

/** Figures with what makes them none of a sum. */
const FIGURES = /(?<![\d*.第])\d{2,}(?:\.\d+)?(?![\d*.]|年|岁|号|月|日|天|个月|口|人|小时|%)/g
/** Behind a number in characters: it counts something else than money. */
const COUNTS = /^(?:多|来|几)?(?:年|岁|号|月|日|天|个|口|人|小时|户|亩|只|头|斤|次|家|里|条|样|种|度|分)/
/** His own money stands after him: 我家一年收入8000. What he hears of is given by somebody: 听说每月发五百. */
const OWN = /(?:我|俺|咱|家里?|屋|自己)[^，,。;；!！?？]{0,14}$/
const GIVEN = /发|给|补|领|拿|听说|是不是|线/

/** The sums, in yuan, that a question takes for granted, in figures or in characters; none that are his own. */
export function sumsAsked(asked: { text: string; amounts: readonly Pick<Amount, 'lo' | 'hi' | 'role'>[] }): number[] {
  const text = normalise(asked.text)
  const isOwn = (at: number) => {
    const before = OWN.exec(text.slice(0, at))?.[0]
    return before !== undefined && !GIVEN.test(before)
  }
  const figures = [...text.matchAll(FIGURES)].map(({ 0: number, index }) => ({ sums: [Number(number)], at: index }))
  const spoken = findNumerals(text)
    .filter(({ end, scale }) => !COUNTS.test(text.slice(end)) && (scale >= 100 || /^(?:块|元)/.test(text.slice(end))))
    .map(({ lo, hi, start }) => ({ sums: [lo, hi], at: start }))
  const named = [...figures, ...spoken]
  // What he paid, lost or owes is nothing that the card could have.
  const told = asked.amounts.some(({ role }) => role !== 'unknown' && role !== 'income_per_head')
  if (told || named.some(({ at }) => isOwn(at))) return []
  const read = asked.amounts.flatMap(({ lo, hi }) => [lo, hi])
  return [...named.flatMap(({ sums }) => sums), ...read].filter(
    (sum): sum is number => typeof sum === 'number' && !(sum >= 2000 && sum < 2100),
  )
}
