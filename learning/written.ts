import { MIDDLE, MOST_STEPS, type WrittenWeights } from '../src/core/understanding/weights.ts'
import type { Example, Trained } from './train.ts'

/** Weights in so many digits are told apart. */
const DIGITS = 4
const rounded = (value: number): number => Number(value.toFixed(DIGITS))
const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1)

/** The `most` names whose weights move most, each weight in steps that fit a character. */
export function written({ bias, names, weights }: Trained, examples: readonly Example[], most: number): WrittenWeights {
  const seen = new Map<string, number>()
  for (const { evidence } of examples) for (const name of evidence.keys()) seen.set(name, (seen.get(name) ?? 0) + 1)
  const width = bias.length
  const kept = names
    .map((name, at) => {
      const own = weights.subarray(at * width, (at + 1) * width)
      const largest = own.reduce((top, weight) => Math.max(top, Math.abs(weight)), 0)
      return { name, own, largest, moves: largest * Math.sqrt(seen.get(name) ?? 0) }
    })
    .sort((a, b) => b.moves - a.moves || byName(a, b))
    .slice(0, most)
    .sort(byName)
  const step = rounded(Math.max(...kept.map(({ largest }) => largest)) / MOST_STEPS)
  const level = (weight: number): string =>
    String.fromCharCode(MIDDLE + Math.max(-MOST_STEPS, Math.min(MOST_STEPS, Math.round(weight / step))))
  return {
    step,
    bias: [...bias].map(rounded),
    names: kept.map(({ name }) => name).join('\n'),
    levels: kept.map(({ own }) => [...own].map(level).join('')).join(''),
  }
}
