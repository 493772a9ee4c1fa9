import type { CardBlock } from '../../contract/block.ts'
import type { EffectiveCard } from '../card/cards-for.ts'
import type { CardShelf } from '../card/shelf.ts'
import type { Amount } from '../understanding/understood.ts'
import { CARD_WORDS } from './card-words.ts'
import { sumsAsked } from './sums-asked.ts'

/** A question with the sums that were understood in it. */
export interface Asked {
  text: string
  amounts: readonly Pick<Amount, 'lo' | 'hi' | 'role'>[]
}

/**
 * What he should hear before the card where he takes something for granted that it does not say: another sum, year or place. The card
 * itself stays as it is.
 */
export function cardNotes(
  asked: Asked,
  block: CardBlock,
  { pack }: Pick<EffectiveCard, 'pack'>,
  { day, elsewhere }: CardShelf,
): string[] {
  return [
    ...(elsewhere.some((name) => asked.text.includes(name)) ? [CARD_WORDS.otherPlace] : []),
    ...(otherYear(asked.text, pack.inForce, day) ? [CARD_WORDS.otherYear] : []),
    ...(otherSum(asked, block) ? [CARD_WORDS.otherSum] : []),
  ]
}

function otherYear(words: string, inForce: EffectiveCard['pack']['inForce'], day: string): boolean {
  const now = Number(day.slice(0, 4))
  const written = [...words.matchAll(/(?<!\d)(20\d\d)年?(?!\d)/g)].map(([, year]) => Number(year))
  const years = [...written, ...(/前年/.test(words) ? [now - 2] : /去年|旧年/.test(words) ? [now - 1] : [])]
  const first = Number(inForce.from.slice(0, 4))
  const last = Number((inForce.until ?? day).slice(0, 4))
  return years.some((year) => year !== now && (year < first || year > last))
}

/** 每月发500 is no question for a card that says nothing of money, nor that the paper names no sum. */
export function asksOtherMatter(asked: Asked, block: CardBlock): boolean {
  return otherSum(asked, block) && !/\d元|多少钱|没写|工钱/.test(JSON.stringify([block.text, block.rows]))
}

function otherSum(asked: Asked, block: CardBlock): boolean {
  const sums = sumsAsked(asked)
  const written = JSON.stringify([block.text, block.rows])
  const known = new Set([...written.matchAll(/\d+(?:\.\d+)?/g)].map(([number]) => Number(number)))
  return sums.length > 0 && !sums.some((sum) => known.has(sum))
}
