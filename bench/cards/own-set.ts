import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readPacksAndCards } from '../../src/adapters/policies/read-cards.ts'
import { type CardIndex, indexEntries } from '../../src/core/card/card-index.ts'
import { cardsFor, type PacksAndCards } from '../../src/core/card/cards-for.ts'
import { type Finding, findCard } from '../../src/core/card/find-card.ts'
import { findable } from '../../src/core/card/render-card.ts'

/** A question with its place (division code) and day, and the id of the card that answers it; null where none does. */
interface OwnQuestion {
  text: string
  region: string
  date: string
  card: string | null
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

/** One index for each place and day. */
function makeIndexFor(all: PacksAndCards): (region: string, date: string) => CardIndex {
  const made = new Map<string, CardIndex>()
  return (region, date) => {
    const key = `${region} ${date}`
    const index = made.get(key) ?? indexEntries(cardsFor(all, region, date).cards.map(findable))
    made.set(key, index)
    return index
  }
}

interface Asked {
  wanted: string | null
  finding: Finding
  ms: number
}

const percent = (part: readonly unknown[], of: readonly unknown[]): string =>
  of.length > 0 ? (part.length / of.length).toFixed(3) : '–'

function rowOf(name: string, asked: readonly Asked[]): string[] {
  const right = ({ wanted, finding }: Asked): boolean => wanted !== null && finding.best === wanted
  const answered = asked.filter(({ finding }) => finding.kind === 'answered')
  const close = asked.filter(({ finding }) => finding.kind === 'close')
  const among = close.filter((one) => right(one) || (one.wanted !== null && one.finding.second === one.wanted))
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
  const indexFor = makeIndexFor(await readPacksAndCards(POLICIES))
  const lines = readFileSync(QUESTIONS, 'utf8').split('\n')
  const rows = lines.flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line) as OwnQuestion]))
  const asked = rows.map(({ text, region, date, card }) => {
    const index = indexFor(region, date)
    const start = performance.now()
    const finding = findCard(index, text)
    return { wanted: card, finding, ms: performance.now() - start }
  })
  return [
    rowOf(
      'a card answers',
      asked.filter(({ wanted }) => wanted !== null),
    ),
    rowOf(
      'no card answers',
      asked.filter(({ wanted }) => wanted === null),
    ),
  ]
}
