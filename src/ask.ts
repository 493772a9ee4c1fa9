/**
 * `npm run --silent ask -- --region 440229 --date 2023-08-15 < questions.jsonl`: reads a JSON line (`id`, `text`) and writes a JSON line
 * for each, in order, as they come: the information card that answers there on that day, or none. A line may bring a `region` and `date`
 * of its own. One that cannot be read gives a line with `error`; the others go on. Exit 1: the policies are broken; 2: not understood.
 */
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readPacksAndCards } from './adapters/policies/read-cards.ts'
import { BrokenPacks } from './adapters/policies/read-packs.ts'
import { type CardShelves, cardShelves } from './app/card-shelves.ts'
import { RegionCode } from './contract/terms.ts'
import { askShelf } from './core/card/ask-shelf.ts'
import { isKnownDivision } from './core/region/known-divisions.ts'

const USAGE = '用法：npm run --silent ask -- --region 440229 --date 2023-08-15 [--policies 目录] < 问题.jsonl'

/** Else the house rule alone would be answered by, as if it were that place's own. */
const Region = RegionCode.refine(isKnownDivision, '没有这个地方代码，请核对前四位')
const Place = { region: Region, date: z.iso.date('must be yyyy-mm-dd') }
const Options = z.object({ ...Place, policies: z.string() })
const Line = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  text: z.string(),
  region: Place.region.nullish(),
  date: Place.date.nullish(),
})

/** Microseconds are told apart. */
const DIGITS = 3
const rounded = (value: number): number => Number(value.toFixed(DIGITS))

type Asking = Pick<z.infer<typeof Options>, 'region' | 'date'> & { shelves: CardShelves }

/** `card` is also named where two are near and the chat would ask back; only `answered` says that it is the answer. */
function answer({ id, text, ...own }: z.infer<typeof Line>, { region, date, shelves }: Asking): object {
  const shelf = shelves(own.region ?? region, own.date ?? date)
  const start = performance.now()
  const finding = askShelf(shelf, text)
  const ms = performance.now() - start
  const card = finding.kind === 'unanswered' ? null : finding.best
  const citations = (card === null ? undefined : shelf.cards.get(card))?.citations ?? []
  return {
    id: id ?? null,
    answered: finding.kind === 'answered',
    card,
    citations: citations.map(({ paper, clause }) => ({ paper, clause: clause ?? null })),
    score: rounded(finding.score),
    ms: rounded(ms),
  }
}

function read(line: string, number: number, asking: Asking): object {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { id: null, line: number, error: 'not JSON' }
  }
  const parsed = Line.safeParse(value)
  if (parsed.success) return answer(parsed.data, asking)
  const error = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'line'}: ${issue.message}`).join('; ')
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null
  return { id: id ?? null, line: number, error }
}

/** The options, or what to say about them. */
function optionsOf(args: string[]): z.infer<typeof Options> | string {
  const text = { type: 'string' } as const
  const policies = { ...text, default: join(import.meta.dirname, '..', 'policies') }
  try {
    const { values } = parseArgs({ args, options: { region: text, date: text, policies } })
    const parsed = Options.safeParse(values)
    if (parsed.success) return parsed.data
    const { region } = values
    return RegionCode.safeParse(region).success && !Region.safeParse(region).success
      ? `没有 ${region} 这个地方代码：前两位是省，前四位是市，请核对。`
      : USAGE
  } catch {
    return USAGE
  }
}

async function main(): Promise<void> {
  const options = optionsOf(process.argv.slice(2))
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n`)
    process.exitCode = 2
    return
  }
  const all = await readPacksAndCards(options.policies)
  const asking = { ...options, shelves: cardShelves(() => all) }
  // The first calls are slower than all later ones; they are not the caller's.
  const shelf = asking.shelves(options.region, options.date)
  for (let i = 0; i < 200; i++)
    for (const text of ['想找工作怎么办', '危房改造补多少钱', '今天天气好']) askShelf(shelf, text)

  let number = 0
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1
    if (line.trim() === '') continue
    // A reader slower than us holds us back instead of filling the memory.
    if (!process.stdout.write(`${JSON.stringify(read(line, number, asking))}\n`)) await once(process.stdout, 'drain')
  }
}

try {
  await main()
} catch (error) {
  const unreadable = error instanceof Error && 'code' in error
  if (!(error instanceof BrokenPacks) && !unreadable) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
