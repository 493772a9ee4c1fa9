import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readPacks } from '../../../src/adapters/policies/read-packs.ts'
import type { PolicyPack } from '../../../src/core/policy/pack.ts'

const PROJECT = join(import.meta.dirname, '../../..')

export const packs = await readPacks(join(PROJECT, 'policies'))

/** The list of facts and the papers themselves lie beside the project; elsewhere these are null. */
const PAPERS = join(PROJECT, '../shared/policy')

export const factsFile = existsSync(join(PAPERS, 'facts.md')) ? readFileSync(join(PAPERS, 'facts.md'), 'utf8') : null

export function packOf(id: string): PolicyPack {
  const pack = packs.find((one) => one.id === id)
  if (!pack) throw new Error(`no pack ${id}`)
  return pack
}

/** Which stored paper a pack was made from. */
const SOURCE: Record<string, string> = {
  'huizhou-2024': '000',
  'wengyuan-2023': '001',
  'yongxiu-2021': '002',
  'jiangxi-2024': '003',
  'guangdong-2020': '004',
}

/** The text of a pack's paper without white space and marks of emphasis; null where the papers are not at hand. */
export function sourceOf(id: string): string | null {
  const folder = join(PAPERS, 'sources')
  const name = existsSync(folder) && readdirSync(folder).find((file) => file.startsWith(`${SOURCE[id]}_`))
  return name ? readFileSync(join(folder, name), 'utf8').replaceAll(/[\s*]/g, '') : null
}

/** Everything in a tree that carries a fact: rules, and the steps within them. */
export function factsIn(tree: unknown): { fact: string; node: Record<string, unknown> }[] {
  if (typeof tree !== 'object' || tree === null) return []
  const node = tree as Record<string, unknown>
  const own = typeof node.fact === 'string' ? [{ fact: node.fact, node }] : []
  return [...own, ...Object.values(node).flatMap(factsIn)]
}
