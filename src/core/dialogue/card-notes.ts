import type { CardBlock } from '../../contract/block.ts'
import type { EffectiveCard } from '../card/cards-for.ts'
import { placeAsked } from '../card/places-asked.ts'
import type { CardShelf } from '../card/shelf.ts'
import type { Amount } from '../understanding/understood.ts'
import { CARD_WORDS } from './card-words.ts'
import { sumsAsked } from './sums-asked.ts'
import { yearsIn } from './years-asked.ts'

/** A question with the sums that were understood in it. */
export interface Asked {
  text: string
  amounts: readonly Pick<Amount, 'lo' | 'hi' | 'role'>[]
}

/**
 * What he should hear before the card where he takes something for granted that it does not say: another sum, year or place. The card
 * itself stays as it is.
 */
export function cardNotes(asked: Asked, block: CardBlock, effective: EffectiveCard, shelf: CardShelf): string[] {
  return [
    ...placeNotes(asked.text, effective, shelf),
    ...yearNotes(asked.text, effective, shelf.day),
    ...(otherSum(asked, block) ? [CARD_WORDS.otherSum] : []),
  ]
}

const LEVELS = new Map([
  [4, '市里'],
  [6, '县里'],
])

function placeNotes(words: string, { pack }: EffectiveCard, { places }: CardShelf): string[] {
  const asked = placeAsked(words, places)
  if (asked === null) return []
  if (asked.kind === 'elsewhere') return [CARD_WORDS.otherPlace]
  const level = LEVELS.get(pack.region.length)
  return level && pack.region.length > asked.code.length ? [CARD_WORDS.ownLevel(asked.name, level)] : []
}

/** Which year's the paper is, where he asks for another. A paper without a last day and a year in its name goes on until now. */
function yearNotes(words: string, { card, pack }: EffectiveCard, day: string): string[] {
  // What the service itself lays down is of no year.
  if (pack.region === '') return []
  const now = yearOf(day)
  const until = card.until ?? pack.inForce.until
  const named = /20\d\d(?=年)/.exec(pack.paper.title)?.[0]
  const first = yearOf(named ?? card.from ?? pack.inForce.from)
  const last = until ? yearOf(until) : named ? Number(named) : now
  const other = yearsIn(words, now).find((year) => year < first || year > last)
  return other === undefined ? [] : [CARD_WORDS.otherYear(other, first), CARD_WORDS.noYear(other)]
}

const yearOf = (day: string): number => Number(day.slice(0, 4))

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
