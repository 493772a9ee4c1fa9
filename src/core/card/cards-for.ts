import { effectiveRules, runOutWarning } from '../policy/chain.ts'
import type { Citation } from '../policy/citation.ts'
import type { PolicyPack } from '../policy/pack.ts'
import type { Card, PackCard } from './card.ts'
import { figuresOf } from './fill-in.ts'

/** What `policies/` holds. */
export interface PacksAndCards {
  packs: PolicyPack[]
  cards: PackCard[]
}

/** A card as it holds somewhere on some day. */
export interface EffectiveCard {
  card: Card
  pack: PolicyPack
  citations: Citation[]
  /** Whoever passed the paper on to this place, such as 上县农工办字〔2024〕13号. */
  passedOn: string | null
  /** Why it only serves on as the last in force; null while it is in force. */
  runOut: string | null
  /** The cards whose place it took, nearest first. */
  replaced: { card: string; pack: string; citations: Citation[] }[]
}

/** A card that must not be shown: one of its figures comes from a rule that a stronger paper has replaced. */
export interface WithheldCard {
  card: string
  pack: string
  rule: string
  replacedBy: string
}

/**
 * The cards for a region (division code) on a day (yyyy-mm-dd). For one topic the most specific region wins, then the
 * latest date of effect; a topic that nobody overrides is inherited; one that has run out is carried on with a warning.
 */
export function cardsFor(
  { packs, cards }: PacksAndCards,
  region: string,
  day: string,
): { cards: EffectiveCard[]; withheld: WithheldCard[] } {
  const lays = new Map(effectiveRules(packs, region, day).map(({ rule, pack }) => [rule, pack]))
  const topics = new Map<string, EffectiveCard>()
  const withheld: WithheldCard[] = []
  const blocked = new Map<string, string>()
  for (const { card, pack } of inOrder(packs, cards, region, day)) {
    const winner = topics.get(card.topic)
    const citations = citationsOf(card, pack)
    if (winner) winner.replaced.push({ card: card.id, pack: pack.id, citations })
    else {
      const stale = rulesOf(card).find((rule) => lays.get(rule) !== pack.id) ?? blocked.get(card.topic)
      if (stale !== undefined) {
        // What stands below is older or wider still: it must not come up in its place.
        blocked.set(card.topic, stale)
        withheld.push({ card: card.id, pack: pack.id, rule: stale, replacedBy: lays.get(stale) ?? '' })
      } else topics.set(card.topic, effective(card, pack, citations, region, day))
    }
  }
  return { cards: [...topics.values()], withheld }
}

/** A card begins no sooner than its paper. */
export function firstDayOf(card: Card, pack: PolicyPack): string {
  return card.from !== undefined && card.from > pack.inForce.from ? card.from : pack.inForce.from
}

/** Strongest first. */
function inOrder(packs: PolicyPack[], cards: PackCard[], region: string, day: string) {
  const byId = new Map(packs.map((pack) => [pack.id, pack]))
  return cards
    .flatMap(({ card, pack: id }) => {
      const pack = byId.get(id)
      const from = pack && firstDayOf(card, pack)
      return pack && from && from <= day && region.startsWith(pack.region) ? [{ card, pack, from }] : []
    })
    .sort(
      (a, b) =>
        b.pack.region.length - a.pack.region.length ||
        b.from.localeCompare(a.from) ||
        a.card.id.localeCompare(b.card.id),
    )
}

function effective(card: Card, pack: PolicyPack, citations: Citation[], region: string, day: string): EffectiveCard {
  const [first] = citations
  const passedOn = pack.paper.passedOn?.find((one) => region.startsWith(one.region) && one.date <= day)
  return {
    card,
    pack,
    citations,
    passedOn: passedOn?.number ?? null,
    runOut: first ? runOutWarning(first, lastDayOf(card, pack), day) : null,
    replaced: [],
  }
}

/** The rules of the pack from which the card takes figures or conditions. */
export function rulesOf(card: Card): string[] {
  const figures = Object.values(card.figures).flatMap((figure) => ('rule' in figure ? [figure.rule] : []))
  const lines = (card.for.conditions ?? []).flatMap((one) => ('income' in one ? [one.income] : []))
  return [...new Set([...figures, ...lines])]
}

/** A card lasts no longer than its paper, and than the rules whose figures it gives. */
export function lastDayOf(card: Card, pack: PolicyPack): string | null {
  const ends = rulesOf(card).map((name) => {
    const rule = pack.rules[name]
    return rule && 'until' in rule ? rule.until : undefined
  })
  const days = [card.until, pack.inForce.until, ...ends].flatMap((day) => day ?? [])
  return days.length > 0 ? days.reduce((a, b) => (a < b ? a : b)) : null
}

/** Where a card stands, with the printed figures of the rules that it quotes. */
export function citationsOf(card: Card, pack: PolicyPack): Citation[] {
  const { title, number } = pack.paper
  const read = [...figuresOf(card, pack).values()]
  return card.citations.map(({ clause, figures = [], paper }) => {
    const ofRules = read.flatMap((found) => ('words' in found && found.clause === clause ? found.figures : []))
    const all = [...new Set([...figures, ...ofRules])]
    const where = paper ? { paper } : { paper: title, ...(number ? { number } : {}) }
    return { ...where, clause, ...(all.length > 0 ? { figures: all } : {}) }
  })
}
