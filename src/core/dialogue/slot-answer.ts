import type { RegionTree } from '../region/region-tree.ts'
import type { Draft, Said } from './conversation.ts'
import { LABEL, PASSES, SKIP } from './labels.ts'

/** What a message says to the open question. `narrow`: part of the way, such as a township where the village was asked. */
export type SlotAnswer =
  | { kind: 'filled'; draft: Draft }
  | { kind: 'narrow'; note: string; options: string[] }
  /** `otherForm`: the question helps him more in its other words. */
  | { kind: 'unusable'; note: string; otherForm?: true }
  /** We know the place, but cannot send a report there. */
  | { kind: 'not_served'; note: string }
  | { kind: 'none' }

export interface Asked {
  draft: Draft
  regions: RegionTree
  /** Options that were on offer, which tell names apart that repeat in the county. */
  options: string[]
  /** He was asked before, so what would be odd as an answer is now taken as one. */
  secondTry: boolean
}

export const NONE: SlotAnswer = { kind: 'none' }

/** 我也不知道花了多少 is no answer; a longer message tells something besides. */
export const MOST_UNKNOWING = 20

export function filled(asked: Asked, values: Partial<Draft>): SlotAnswer {
  return { kind: 'filled', draft: { ...asked.draft, ...values } }
}

export function isSkip(said: Said): boolean {
  const bare = said.text.trim()
  return said.understood.answer === 'skip' || SKIP.test(bare) || PASSES.test(bare) || bare === LABEL.unknown_sum
}
