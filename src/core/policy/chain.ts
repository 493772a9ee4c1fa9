import { type Citation, citationWords } from './citation.ts'
import type { PolicyPack } from './pack.ts'
import type { Rule } from './rule.ts'

/** A rule as it holds somewhere on some day. */
export interface EffectiveRule {
  rule: string
  kind: string
  fact: string | null
  /** The rule in plain words; null for the two time limits, whose values say it all. */
  says: string | null
  value: Record<string, unknown>
  citation: Citation
  pack: string
  /** Why it only serves on as the last in force; null while it is in force. */
  runOut: string | null
  /** What it took the place of, nearest first. */
  replaced: { pack: string; value: Record<string, unknown>; citation: Citation }[]
}

export interface PackEntry extends Omit<EffectiveRule, 'runOut' | 'replaced' | 'pack'> {
  /** The last day on which it is in force. */
  until: string | null
}

/**
 * The packs that speak for a region on a day (yyyy-mm-dd), strongest first: the most specific region, then the latest
 * date of effect.
 */
export function chainFor(packs: PolicyPack[], region: string, day: string): PolicyPack[] {
  return packs
    .filter((pack) => region.startsWith(pack.region) && pack.inForce.from <= day)
    .sort(
      (a, b) =>
        b.region.length - a.region.length || b.inForce.from.localeCompare(a.inForce.from) || a.id.localeCompare(b.id),
    )
}

/** Every rule of one pack, its time limits among them, in the order in which they are written. */
export function entriesOf(pack: PolicyPack): PackEntry[] {
  const entries: PackEntry[] = []
  const common = { says: null, until: pack.inForce.until }
  if (pack.contactWithin) {
    const { emergency, high, normal } = pack.contactWithin
    const value = { emergencyHours: emergency.hours, highHours: high.hours, normalHours: normal.hours }
    const kind = 'contact-within'
    entries.push({
      ...common,
      rule: kind,
      kind,
      value,
      citation: emergency.citation,
      fact: emergency.fact ?? null,
    })
  }
  if (pack.finishWithin) {
    const { days, citation, fact = null } = pack.finishWithin
    entries.push({ ...common, rule: 'finish-within', kind: 'finish-within', value: { days }, citation, fact })
  }
  for (const [name, rule] of Object.entries(pack.rules)) entries.push(entryOf(pack, name, rule))
  return entries
}

/** One rule of a pack by its name. */
export function findEntry(pack: PolicyPack, name: string): PackEntry | undefined {
  const rule = pack.rules[name]
  return rule ? entryOf(pack, name, rule) : entriesOf(pack).find((entry) => entry.rule === name)
}

function entryOf(pack: PolicyPack, name: string, rule: Rule): PackEntry {
  const { kind, fact, says, clause, figures, ...rest } = rule
  const { until = null, ...value } = { until: undefined, ...rest }
  return {
    rule: name,
    kind,
    fact,
    says,
    value,
    citation: cite(pack, clause, figures),
    until: until ?? pack.inForce.until,
  }
}

/** Where a clause of a pack stands. */
export function cite(pack: PolicyPack, clause: string, figures?: string[] | undefined): Citation {
  const { title: paper, number } = pack.paper
  return { paper, ...(number ? { number } : {}), clause, ...(figures ? { figures } : {}) }
}

/** What is said with a rule whose last day (yyyy-mm-dd) has passed; null while it is in force. */
export function runOutWarning(citation: Citation, until: string | null, day: string): string | null {
  if (until === null || day <= until) return null
  return `${citationWords({ ...citation, clause: undefined })} 的这项规定 ${until} 已到期，没有新规定以前暂时沿用。`
}

/**
 * Every rule that holds in a region on a day. For one rule the strongest pack wins; a rule that nobody overrides is
 * inherited; one that has run out is carried forward with a warning.
 */
export function effectiveRules(packs: PolicyPack[], region: string, day: string): EffectiveRule[] {
  const rules = new Map<string, EffectiveRule>()
  for (const pack of chainFor(packs, region, day)) {
    for (const { until, ...entry } of entriesOf(pack)) {
      const winner = rules.get(entry.rule)
      if (winner) winner.replaced.push({ pack: pack.id, value: entry.value, citation: entry.citation })
      else {
        const runOut = runOutWarning(entry.citation, until, day)
        rules.set(entry.rule, { ...entry, pack: pack.id, runOut, replaced: [] })
      }
    }
  }
  return [...rules.values()]
}

/** One rule of a kind that holds in a region on a day, with the pack that lays it down; null where none does. */
export function findRule<K extends Rule['kind']>(
  packs: PolicyPack[],
  name: string,
  kind: K,
  region: string,
  day: string,
): { rule: Extract<Rule, { kind: K }>; pack: PolicyPack } | null {
  for (const pack of chainFor(packs, region, day)) {
    const rule = pack.rules[name]
    if (rule?.kind === kind) return { rule: rule as Extract<Rule, { kind: K }>, pack }
  }
  return null
}

/** A rule with the pack that lays it down. */
export interface Found<K extends Rule['kind']> {
  name: string
  rule: Extract<Rule, { kind: K }>
  pack: PolicyPack
}

/** Every rule of a kind that holds in a region on a day, the strongest pack's first; of one name the strongest alone. */
export function findRules<K extends Rule['kind']>(
  packs: PolicyPack[],
  kind: K,
  region: string,
  day: string,
): Found<K>[] {
  const found = new Map<string, Found<K>>()
  for (const pack of chainFor(packs, region, day))
    for (const [name, rule] of Object.entries(pack.rules))
      if (rule.kind === kind && !found.has(name))
        found.set(name, { name, rule: rule as Extract<Rule, { kind: K }>, pack })
  return [...found.values()]
}

/**
 * The time limit in force for a region on a day (yyyy-mm-dd), by the same chain. Null where no paper lays it down; the
 * caller says so and never guesses.
 */
export function ruleFor<K extends 'contactWithin' | 'finishWithin'>(
  packs: PolicyPack[],
  rule: K,
  region: string,
  day: string,
): { value: NonNullable<PolicyPack[K]>; pack: PolicyPack } | null {
  for (const pack of chainFor(packs, region, day)) {
    const value = pack[rule]
    if (value) return { value: value as NonNullable<PolicyPack[K]>, pack }
  }
  return null
}
