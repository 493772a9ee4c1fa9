import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Card, type PackCard } from '../../core/card/card.ts'
import { problemsBetweenCards } from '../../core/card/card-conflicts.ts'
import { problemsOfCard } from '../../core/card/card-problems.ts'
import type { PacksAndCards } from '../../core/card/cards-for.ts'
import type { PolicyPack } from '../../core/policy/pack.ts'
import { BrokenPacks, readJurisdictions } from './read-packs.ts'
import { readYaml } from './yaml-file.ts'

/**
 * Reads every pack and every `<folder>/<jurisdiction>/cards/*.yaml`, one card a file.
 * @throws BrokenPacks with every fault of every file.
 */
export async function readPacksAndCards(folder: string): Promise<PacksAndCards> {
  const jurisdictions = await readJurisdictions(folder)
  const packs = jurisdictions.map(({ pack }) => pack)
  const read = (await Promise.all(jurisdictions.map((one) => readCardsIn(join(one.folder, 'cards'), one.pack)))).flat()
  const cards = read.flatMap((one) => ('card' in one ? [one] : []))
  const broken = read.flatMap((one) => ('problems' in one ? one.problems : []))
  const problems = broken.length > 0 ? broken : problemsBetweenCards(packs, cards)
  if (problems.length > 0) throw new BrokenPacks(problems)
  return { packs, cards }
}

async function readCardsIn(folder: string, pack: PolicyPack): Promise<(PackCard | { problems: string[] })[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const files = names.filter((name) => /\.ya?ml$/.test(name)).sort()
  return Promise.all(files.map((name) => readCard(join(folder, name), pack)))
}

/** Reads one card of a pack, or says what is wrong with it. */
export async function readCard(file: string, pack: PolicyPack): Promise<PackCard | { problems: string[] }> {
  const read = await readYaml(file, Card, { check: (card) => problemsOfCard(card, pack) })
  return 'value' in read ? { pack: pack.id, card: read.value } : read
}
