import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts processor time in hundredths of a second. */
const TICKS = 100

interface Stat {
  parent: number
  own: number
  /** Of children that have ended. */
  gone: number
}

/** Processor seconds of a process, of its children, and of those that have ended. */
export function processorOf(pid: number): number {
  const all = new Map<number, Stat>()
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null
    if (stat) all.set(Number(name), stat)
  }
  const root = all.get(pid)
  if (!root) return Number.NaN
  const children = [...all.values()].filter(({ parent }) => parent === pid)
  return children.reduce((sum, { own, gone }) => sum + own + gone, root.own + root.gone)
}

/** Of our own children that have ended, such as pgbench. */
export function processorOfTheDead(): number {
  return statOf(process.pid)?.gone ?? Number.NaN
}

/** Seconds that all processors together have been busy. */
export function processorOfAll(): number {
  const [user, nice, system, , , irq, softirq] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '')
    .split(/\s+/)
    .slice(1)
    .map((ticks) => Number(ticks) / TICKS)
  return [user, nice, system, irq, softirq].reduce<number>((sum, each) => sum + (each ?? 0), 0)
}

function statOf(pid: number): Stat | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    const [user, system, goneUser, goneSystem] = fields.slice(11, 15).map((ticks) => Number(ticks) / TICKS)
    return {
      parent: Number(fields[1]),
      own: (user ?? 0) + (system ?? 0),
      gone: (goneUser ?? 0) + (goneSystem ?? 0),
    }
  } catch {
    return null
  }
}
