import type { PolicyPack } from '../policy/pack.ts'
import type { PackCard } from './card.ts'
import { firstDayOf } from './cards-for.ts'

/** What is wrong between cards: ids used twice, two cards that nothing decides between, a phrasing or title of two cards. */
export function problemsBetweenCards(packs: PolicyPack[], cards: PackCard[]): string[] {
  const problems: string[] = []
  const ids = new Map<string, number>()
  for (const { card } of cards) ids.set(card.id, (ids.get(card.id) ?? 0) + 1)
  for (const [id, times] of ids) if (times > 1) problems.push(`有 ${times} 张卡片都叫“${id}”：请给每一张不同的 id。`)
  const places = new Map(packs.map((pack) => [pack.id, pack]))
  const weight = ({ pack: id, card }: PackCard) => {
    const pack = places.get(id)
    return [pack?.region, pack && firstDayOf(card, pack), card.topic].join(' ')
  }
  const weights = new Map<string, string>()
  for (const one of cards) {
    const other = weights.get(weight(one))
    if (other)
      problems.push(`${other} 和 ${one.card.id} 同一个地区、同一天生效，主题都是“${one.card.topic}”：请只留一张。`)
    else weights.set(weight(one), one.card.id)
  }
  return [...problems, ...sharedTitles(places, cards), ...sharedPhrasings(places, cards)]
}

/** A tap sends the title, so in one place it must name one card. Of one topic only one holds there. */
function sharedTitles(packs: Map<string, PolicyPack>, cards: PackCard[]): string[] {
  const region = ({ pack }: PackCard) => packs.get(pack)?.region ?? ''
  return [...Map.groupBy(cards, ({ card }) => card.title)].flatMap(([title, of]) =>
    of.flatMap((one, at) =>
      of.slice(at + 1).flatMap((other) => {
        const apart = !region(one).startsWith(region(other)) && !region(other).startsWith(region(one))
        return apart || one.card.topic === other.card.topic
          ? []
          : [`${one.card.id} 和 ${other.card.id} 在同一个地方，标题都是“${title}”：请改一个。`]
      }),
    ),
  )
}

function sharedPhrasings(packs: Map<string, PolicyPack>, cards: PackCard[]): string[] {
  const asked = new Map<string, { id: string; topic: string; region: string }[]>()
  const problems: string[] = []
  for (const { card, pack } of cards) {
    const region = packs.get(pack)?.region ?? ''
    for (const phrasing of card.phrasings) {
      const key = phrasing.replaceAll(/[\p{P}\s]/gu, '')
      const before = asked.get(key) ?? []
      for (const other of before)
        if (other.topic !== card.topic || other.id === card.id)
          if (region.startsWith(other.region) || other.region.startsWith(region))
            problems.push(`“${phrasing}”在 ${other.id} 和 ${card.id} 里都有：请留给最合适的一张。`)
      asked.set(key, [...before, { id: card.id, topic: card.topic, region }])
    }
  }
  return problems
}
