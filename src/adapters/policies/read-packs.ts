import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PolicyPack } from '../../core/policy/pack.ts'
import { problemsBetween } from '../../core/policy/problems.ts'
import { readYaml } from './yaml-file.ts'

/** One line a fault: file, line, what is wrong, what to do. */
export class BrokenPacks extends Error {
  override name = 'BrokenPacks'
  readonly problems: string[]

  constructor(problems: string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/**
 * Reads every `<folder>/<jurisdiction>/pack.yaml`.
 * @throws BrokenPacks with every fault of every file; a deployment with a broken pack does not start.
 */
export async function readPacks(folder: string): Promise<PolicyPack[]> {
  return (await readJurisdictions(folder)).map(({ pack }) => pack)
}

/** A pack with its folder. */
export interface Jurisdiction {
  folder: string
  pack: PolicyPack
}

/** @throws BrokenPacks */
export async function readJurisdictions(folder: string): Promise<Jurisdiction[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name))
  const read = await Promise.all(
    folders.sort().map(async (one) => ({ folder: one, ...(await readPack(join(one, 'pack.yaml'))) })),
  )
  const whole = read.flatMap((one) => ('pack' in one ? [one] : []))
  const broken = read.flatMap((one) => ('problems' in one ? one.problems : []))
  const problems = broken.length > 0 ? broken : problemsBetween(whole.map(({ pack }) => pack))
  if (problems.length > 0) throw new BrokenPacks(problems)
  return whole
}

/** Reads one pack, or says what is wrong with it. */
export async function readPack(file: string): Promise<{ pack: PolicyPack } | { problems: string[] }> {
  const read = await readYaml(file, PolicyPack, { absent: '每个目录里要有一个 pack.yaml。' })
  return 'value' in read ? { pack: read.value } : read
}
