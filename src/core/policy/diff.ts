import { bandOf } from './band.ts'
import { entriesOf, type PackEntry, runOutWarning } from './chain.ts'
import type { Citation } from './citation.ts'
import type { LineHousehold } from './lines.ts'
import type { PolicyPack } from './pack.ts'

interface Change {
  /** Where in the value, such as bands.0.limits.0.yuan. */
  at: string
  old: unknown
  new: unknown
}

interface Named {
  rule: string
  value: Record<string, unknown>
  citation: Citation
}

export interface PackDiff {
  added: Named[]
  removed: Named[]
  changed: { rule: string; changes: Change[]; oldCitation: Citation; newCitation: Citation }[]
}

export interface Household {
  income: number
  kind?: LineHousehold | undefined
}

/**
 * What the second pack lays down otherwise than the first. Words and clauses alone are no change, and what it leaves out is not
 * removed where the first serves on beneath it.
 */
export function diffPacks(a: PolicyPack, b: PolicyPack): PackDiff {
  const before = byName(a)
  const after = byName(b)
  const named = ({ rule, value, citation }: PackEntry): Named => ({ rule, value, citation })
  return {
    added: [...after.values()].filter(({ rule }) => !before.has(rule)).map(named),
    removed: liesBeneath(a, b) ? [] : [...before.values()].filter(({ rule }) => !after.has(rule)).map(named),
    changed: [...after.values()].flatMap((now) => {
      const then = before.get(now.rule)
      const changes = then ? changesIn(then.value, now.value) : []
      return then && changes.length > 0
        ? [{ rule: now.rule, changes, oldCitation: then.citation, newCitation: now.citation }]
        : []
    }),
  }
}

/** What the first pack lays down and the second does not, where it serves on: with the warning of one that has run out by then. */
export function servedOn(a: PolicyPack, b: PolicyPack): (Named & { runOut: string | null })[] {
  if (!liesBeneath(a, b)) return []
  const after = byName(b)
  return entriesOf(a)
    .filter(({ rule }) => !after.has(rule))
    .map(({ rule, value, citation, until }) => {
      const runOut = runOutWarning(citation, until, b.inForce.from)
      return { rule, value, citation, runOut }
    })
}

/** Both speak for the places of the second, and of one rule the second wins. */
function liesBeneath(a: PolicyPack, b: PolicyPack): boolean {
  const narrower = b.region.length > a.region.length
  return b.region.startsWith(a.region) && (narrower || b.inForce.from > a.inForce.from)
}

function byName(pack: PolicyPack): Map<string, PackEntry> {
  return new Map(entriesOf(pack).map((entry) => [entry.rule, entry]))
}

const ONLY_WORDS = new Set(['fact', 'clause', 'figures', 'says', 'words', 'duty'])

function changesIn(old: unknown, now: unknown, at: string[] = []): Change[] {
  if (Object.is(old, now)) return []
  if (!isTree(old) || !isTree(now)) return [{ at: at.join('.'), old: old ?? null, new: now ?? null }]
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((key) => !ONLY_WORDS.has(key))
  return keys.flatMap((key) => changesIn(old[key], now[key], [...at, key]))
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/**
 * How many households are in another band under the second pack than under the first, each pack taken alone, on one
 * day (yyyy-mm-dd) on which both are taken to hold.
 */
export function bandMoves(a: PolicyPack, b: PolicyPack, day: string, households: Household[]) {
  const moves: Record<string, number> = {}
  let changed = 0
  for (const { income, kind } of households) {
    const [then, now] = [a, b].map((pack) => {
      const alone = { ...pack, region: '', inForce: { from: '0001-01-01', until: null } }
      const answer = bandOf([alone], { region: '', day, income, household: kind })
      return answer.band ?? answer.kind
    })
    if (then === now) continue
    changed += 1
    const move = `${then} → ${now}`
    moves[move] = (moves[move] ?? 0) + 1
  }
  return { day, households: households.length, changed, moves }
}
