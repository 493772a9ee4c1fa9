import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Card, type PackCard } from '../../core/card/card.ts'
import { problemsBetweenCards } from '../../core/card/card-conflicts.ts'
import { problemsOfCard } from '../../core/card/card-problems.ts'
import type { PacksAndCards } from '../../core/card/cards-for.ts'
import type { PolicyPack } from '../../core/policy/pack.ts'
import { BrokenPacks, type Jurisdiction, readJurisdictions } from './read-packs.ts'
import { readYaml } from './yaml-file.ts'

/** What a folder holds, each card by its file. */
export interface HeldPolicies {
  jurisdictions: readonly Jurisdiction[]
  cards: ReadonlyMap<string, PackCard>
}

/**
 * Reads every pack and every `<folder>/<jurisdiction>/cards/*.yaml`, one card a file.
 * @throws BrokenPacks with every fault of every file.
 */
export async function readPacksAndCards(folder: string): Promise<PacksAndCards> {
  return policiesOf(await readPolicies(folder))
}

export const policiesOf = ({ jurisdictions, cards }: HeldPolicies): PacksAndCards => ({
  packs: jurisdictions.map(({ pack }) => pack),
  cards: [...cards.values()],
})

/** The same, by file. @throws BrokenPacks */
export async function readPolicies(folder: string): Promise<HeldPolicies> {
  const jurisdictions = await readJurisdictions(folder)
  const read = await readCards(jurisdictions)
  const cards = new Map<string, PackCard>()
  for (const [file, one] of read) if ('card' in one) cards.set(file, one)
  const broken = [...read.values()].flatMap((one) => ('problems' in one ? one.problems : []))
  const held = { jurisdictions, cards }
  const { packs } = policiesOf(held)
  const problems = broken.length > 0 ? broken : problemsBetweenCards(packs, [...cards.values()])
  if (problems.length > 0) throw new BrokenPacks(problems)
  return held
}

/** The cards of these packs by file, or what is wrong with the file. */
export async function readCards(
  jurisdictions: readonly Jurisdiction[],
): Promise<Map<string, PackCard | { problems: string[] }>> {
  const all = await Promise.all(jurisdictions.map((one) => readCardsIn(join(one.folder, 'cards'), one.pack)))
  return new Map(all.flat())
}

async function readCardsIn(folder: string, pack: PolicyPack): Promise<[string, PackCard | { problems: string[] }][]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const files = names.filter((name) => /\.ya?ml$/.test(name)).sort()
  return Promise.all(
    files.map(async (name) => {
      const file = join(folder, name)
      return [file, await readCard(file, pack)]
    }),
  )
}

/** Reads one card of a pack, or says what is wrong with it. */
export async function readCard(file: string, pack: PolicyPack): Promise<PackCard | { problems: string[] }> {
  const read = await readYaml(file, Card, { check: (card) => problemsOfCard(card, pack) })
  return 'value' in read ? { pack: pack.id, card: read.value } : read
}
