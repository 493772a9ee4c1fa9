import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { PacksAndCards } from '../../core/card/cards-for.ts'
import { policiesOf, readPolicies } from './read-cards.ts'
import { renewPolicies } from './renew-policies.ts'

export interface LivePolicies {
  /** What holds now: the same object until a file is changed. */
  current: () => PacksAndCards
  /** Looks for changed files at once. */
  look: () => Promise<void>
  stop: () => void
}

/**
 * What became of a change. `renewed`: so many cards hold now. `refused`: one line a fault, for the technician; of those files the last
 * good ones stay, and all others go live.
 */
export type PolicyNews = { kind: 'renewed'; cards: number } | { kind: 'refused'; problems: string[] }

/** Some 200 files are asked for their time in a few milliseconds. */
const LOOK_EVERY_MS = 3_000

/**
 * The policies of a folder, renewed while the service runs: whoever saves a card need not start anything again.
 * @throws BrokenPacks where they are broken to begin with.
 */
export async function openPolicies(folder: string, onNews: (news: PolicyNews) => void): Promise<LivePolicies> {
  let mark = await markOf(folder)
  let held = await readPolicies(folder)
  let told = policiesOf(held)
  let looking: Promise<void> | null = null

  const lookNow = async (): Promise<void> => {
    const now = await markOf(folder)
    if (now === mark) return
    // Before it is read: what is saved meanwhile is seen the next time.
    mark = now
    const renewed = await renewPolicies(folder, held)
    if (!isDeepStrictEqual(renewed.held, held)) {
      held = renewed.held
      told = policiesOf(held)
      onNews({ kind: 'renewed', cards: told.cards.length })
    }
    if (renewed.problems.length > 0) onNews({ kind: 'refused', problems: renewed.problems })
  }
  const look = (): Promise<void> => {
    looking ??= lookNow().finally(() => {
      looking = null
    })
    return looking
  }
  const timer = setInterval(() => {
    look().catch((error: unknown) => onNews({ kind: 'refused', problems: [`读不到政策目录：${String(error)}`] }))
  }, LOOK_EVERY_MS)
  timer.unref()
  return { current: () => told, look, stop: () => clearInterval(timer) }
}

/** Differs as soon as a file comes, goes or is saved. */
async function markOf(folder: string): Promise<string> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.ya?ml$/.test(name)).sort()
  const marks = await Promise.all(
    names.map(async (name) => {
      // An editor may be putting another file in its place.
      const found = await stat(join(folder, name)).catch(() => null)
      return `${name} ${found?.mtimeMs ?? ''} ${found?.size ?? ''}`
    }),
  )
  return marks.join('\n')
}
