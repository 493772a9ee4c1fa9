import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readPacksAndCards } from '../../src/adapters/policies/read-cards.ts'
import { type CardShelves, cardShelves } from '../../src/app/card-shelves.ts'
import { type Finding, findCard } from '../../src/core/card/find-card.ts'
import type { CardShelf } from '../../src/core/card/shelf.ts'

/**
 * A question with its place (division code) and day. `topic` is that of the card which answers it there, null where none does. The
 * cards of the topics in `also` are right too, and with a `fact`, such as WY-6, any card that tells this fact.
 */
interface OwnQuestion {
  text: string
  region: string
  date: string
  topic: string | null
  also?: readonly string[]
  fact?: string | null
}

/** Two hands asked, each without knowing how the cards are asked for: the first saw the papers alone, the second what the cards say. */
export const HELD_BACK = ['own-questions', 'own-questions-2']
/** Invented to work by: the first half was tuned on, the second only looked at. */
export const DEVELOPMENT = ['dev-questions-tuned', 'dev-questions-checked']
const POLICIES = fileURLToPath(new URL('../../policies', import.meta.url))
const HEAD = ['hit@1', 'answered', 'of them right', 'asked back', 'of them right', 'median, ms']

/** Head and rows of one set, ready to print. */
interface OwnTable {
  head: readonly string[]
  rows: string[][]
}

interface Asked {
  wanted: OwnQuestion
  shelf: CardShelf
  finding: Finding
  ms: number
}

const percent = (part: readonly unknown[], of: readonly unknown[]): string =>
  of.length > 0 ? (part.length / of.length).toFixed(3) : '–'

function isRight({ topic, also = [], fact }: OwnQuestion, shelf: CardShelf, id: string | null): boolean {
  const card = id === null ? undefined : shelf.cards.get(id)?.card
  if (card === undefined || topic === null) return false
  return card.topic === topic || also.includes(card.topic) || (fact != null && card.facts.includes(fact))
}

function rowOf(name: string, asked: readonly Asked[]): string[] {
  const right = ({ wanted, shelf, finding }: Asked): boolean => isRight(wanted, shelf, finding.best)
  const answered = asked.filter(({ finding }) => finding.kind === 'answered')
  const close = asked.filter(({ finding }) => finding.kind === 'close')
  const among = close.filter((one) => right(one) || isRight(one.wanted, one.shelf, one.finding.second))
  const times = asked.map(({ ms }) => ms).sort((a, b) => a - b)
  return [
    `${name} (${asked.length})`,
    percent(asked.filter(right), asked),
    percent(answered, asked),
    percent(answered.filter(right), answered),
    percent(close, asked),
    percent(among, close),
    (times[Math.floor(times.length / 2)] ?? 0).toFixed(2),
  ]
}

function readQuestions(set: string): OwnQuestion[] | null {
  const file = new URL(`${set}.jsonl`, import.meta.url)
  if (!existsSync(file)) {
    console.log(`(bench/cards/${set}.jsonl is not here: these questions of our own are left out)`)
    return null
  }
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line) as OwnQuestion]))
}

function ask(shelves: CardShelves, wanted: OwnQuestion): Asked {
  const shelf = shelves(wanted.region, wanted.date)
  const start = performance.now()
  const finding = findCard(shelf.index, wanted.text)
  return { wanted, shelf, finding, ms: performance.now() - start }
}

/** For each set a row for the questions that a card answers, and one for the others; a set that is not here is left out, saying so. */
export async function scoreOwn(sets: readonly string[]): Promise<OwnTable[]> {
  const all = await readPacksAndCards(POLICIES)
  const shelves = cardShelves(() => all)
  return sets.flatMap((set) => {
    const asked = readQuestions(set)?.map((wanted) => ask(shelves, wanted))
    if (asked === undefined) return []
    const known = asked.filter(({ wanted }) => wanted.topic !== null)
    const unknown = asked.filter(({ wanted }) => wanted.topic === null)
    return [{ head: [set, ...HEAD], rows: [rowOf('a card answers', known), rowOf('no card answers', unknown)] }]
  })
}
