import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readPacksAndCards } from '../../src/adapters/policies/read-cards.ts'
import { cardShelves } from '../../src/app/card-shelves.ts'
import { type Finding, findCard } from '../../src/core/card/find-card.ts'
import type { CardShelf } from '../../src/core/card/shelf.ts'

/**
 * A question with its place (division code) and day. `topic` is that of the card which answers it there, null where none does; with a
 * `fact`, such as WY-6, any card that tells this fact is right too.
 */
interface OwnQuestion {
  text: string
  region: string
  date: string
  topic: string | null
  fact?: string | null
}

const QUESTIONS = new URL('own-questions.jsonl', import.meta.url)
const POLICIES = fileURLToPath(new URL('../../policies', import.meta.url))
export const OWN_HEAD = [
  'own questions',
  'hit@1',
  'answered',
  'of them right',
  'asked back',
  'of them right',
  'median, ms',
]

interface Asked {
  wanted: OwnQuestion
  shelf: CardShelf
  finding: Finding
  ms: number
}

const percent = (part: readonly unknown[], of: readonly unknown[]): string =>
  of.length > 0 ? (part.length / of.length).toFixed(3) : '–'

function isRight({ topic, fact }: OwnQuestion, shelf: CardShelf, id: string | null): boolean {
  const card = id === null ? undefined : shelf.cards.get(id)?.card
  if (card === undefined || topic === null) return false
  return card.topic === topic || (fact != null && card.facts.includes(fact))
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

/** A row for the questions that a card answers, and one for the others; null, saying so, where there are no questions. */
export async function scoreOwn(): Promise<string[][] | null> {
  if (!existsSync(QUESTIONS)) {
    console.log('(bench/cards/own-questions.jsonl is not here: our own questions are left out)')
    return null
  }
  const all = await readPacksAndCards(POLICIES)
  const shelves = cardShelves(() => all)
  const lines = readFileSync(QUESTIONS, 'utf8').split('\n')
  const rows = lines.flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line) as OwnQuestion]))
  const asked = rows.map((wanted) => {
    const shelf = shelves(wanted.region, wanted.date)
    const start = performance.now()
    const finding = findCard(shelf.index, wanted.text)
    return { wanted, shelf, finding, ms: performance.now() - start }
  })
  return [
    rowOf(
      'a card answers',
      asked.filter(({ wanted }) => wanted.topic !== null),
    ),
    rowOf(
      'no card answers',
      asked.filter(({ wanted }) => wanted.topic === null),
    ),
  ]
}
