import type { PackCard } from '../../core/card/card.ts'
import { problemsBetweenCards } from '../../core/card/card-conflicts.ts'
import { problemsOfCard } from '../../core/card/card-problems.ts'
import { type HeldPolicies, policiesOf, readCards } from './read-cards.ts'
import { BrokenPacks, type Jurisdiction, readJurisdictions } from './read-packs.ts'

/** What holds after a change of files, and a line for each fault. */
export interface Renewed {
  held: HeldPolicies
  problems: string[]
}

/**
 * Takes what is sound of the changed files of a folder. A broken card stays as it last was, and all others go live; so does one that
 * contradicts another. Packs are changed together or not at all, and not where a card that was held could no longer be told by them.
 */
export async function renewPolicies(folder: string, before: HeldPolicies): Promise<Renewed> {
  const packs = await readJurisdictions(folder).catch((error: unknown) => {
    if (error instanceof BrokenPacks) return error.problems
    throw error
  })
  if (packs[0] !== undefined && typeof packs[0] !== 'string') {
    const renewed = await renewCards(packs as Jurisdiction[], before)
    if (renewed.lost.length === 0) return renewed
    const old = await renewCards(before.jurisdictions, before)
    return { held: old.held, problems: [...new Set([...renewed.problems, ...old.problems])] }
  }
  const { held, problems } = await renewCards(before.jurisdictions, before)
  return { held, problems: [...(packs as string[]), ...problems] }
}

interface RenewedCards extends Renewed {
  /** Files whose card was held, is broken now and does not fit its pack as it last was. */
  lost: string[]
}

async function renewCards(jurisdictions: readonly Jurisdiction[], before: HeldPolicies): Promise<RenewedCards> {
  const packs = new Map(jurisdictions.map(({ pack }) => [pack.id, pack]))
  const fits = ({ card, pack }: PackCard): boolean => {
    const own = packs.get(pack)
    return own !== undefined && problemsOfCard(card, own).length === 0
  }
  const cards = new Map<string, PackCard>()
  const problems: string[] = []
  const lost: string[] = []
  for (const [file, one] of await readCards(jurisdictions)) {
    const last = before.cards.get(file)
    if ('card' in one) cards.set(file, one)
    else {
      problems.push(...one.problems)
      if (last && fits(last)) cards.set(file, last)
      else if (last) lost.push(file)
    }
  }
  const settled = settle(jurisdictions, before, cards)
  return { held: settled.held, problems: [...problems, ...settled.problems], lost }
}

/** Where cards contradict each other, the changed ones are taken one by one, each only if it contradicts none that stands. */
function settle(
  jurisdictions: readonly Jurisdiction[],
  before: HeldPolicies,
  cards: ReadonlyMap<string, PackCard>,
): Renewed {
  const all = { jurisdictions, cards }
  const packs = policiesOf(all).packs
  const problems = problemsBetweenCards(packs, [...cards.values()])
  if (problems.length === 0) return { held: all, problems }
  const same = (file: string, one: PackCard): boolean => JSON.stringify(before.cards.get(file)) === JSON.stringify(one)
  const standing = new Map<string, PackCard>()
  for (const file of cards.keys()) {
    const last = before.cards.get(file)
    if (last) standing.set(file, last)
  }
  for (const [file, one] of cards) {
    if (same(file, one)) continue
    const tried = new Map(standing).set(file, one)
    if (problemsBetweenCards(packs, [...tried.values()]).length === 0) standing.set(file, one)
  }
  return { held: { jurisdictions, cards: standing }, problems }
}
