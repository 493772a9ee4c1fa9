/** Chance that can be had again: the same seed gives the same choices. (When a process dies is up to the machine all the same.) */
export interface Random {
  /** 0 ≤ n < limit */
  below(limit: number): number
  pick<T>(list: readonly T[]): T
  chance(probability: number): boolean
  /** Its own sequence, so that one actor's choices do not depend on how often another made one. */
  fork(): Random
}

export function randomOf(seed: number): Random {
  let state = seed >>> 0
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    pick(list) {
      const one = list[below(list.length)]
      if (one === undefined) throw new Error('nothing to pick from')
      return one
    },
    chance: (probability) => next() < probability,
    fork: () => randomOf(below(2 ** 32)),
  }
}
