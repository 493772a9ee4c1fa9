import { type CardNews, leadCard, leadTaps } from '../core/cadre-words/cards.ts'
import type { Lead } from '../core/lead/lead.ts'
import type { Roster } from '../core/routing/roster.ts'
import type { Deps } from './deps.ts'
import type { GroupChat } from './ports/groups.ts'
import type { Tx } from './ports/store.ts'

/** Nobody is told anything where no channel reaches groups or cadres. */
export function reachesCadres(deps: Pick<Deps, 'groups'>): boolean {
  return Object.keys(deps.groups).length > 0
}

/**
 * Puts a card of the lead before the cadres' groups of its place and before its holder, in the transaction that causes it. A new one goes
 * to the nearest groups, what presses to all around. Written again for the same version it changes nothing.
 * @param but who knows it already.
 */
export async function tellGroups(
  tx: Tx,
  deps: Deps,
  lead: Lead,
  news: CardNews,
  told: { now: Date; roster: Roster; but?: string },
): Promise<void> {
  if (!reachesCadres(deps)) return
  const around = (await tx.groups.list()).filter(
    ({ kind, region, channel }) => kind === 'cadres' && lead.region.startsWith(region) && deps.groups[channel],
  )
  const pressing = news !== 'new' || lead.urgency === 'emergency'
  const holder = told.roster.cadres.find(({ id }) => id === lead.holderId)
  const words = leadCard(lead, news, placeOf(deps, lead), holder?.name ?? null)
  const key = `lead:${lead.id}:${lead.version}:${news}`
  for (const { channel, groupId } of pressing ? around : nearest(around)) {
    const post = { key: `${key}:${channel}:${groupId}`, to: { channel, groupId }, leadId: lead.id, taps: [] }
    await tx.groupPosts.put({ ...post, words, mentions: holder ? [holder.id] : [] }, told.now)
  }
  if (lead.holderId !== told.but) await tellHolder(tx, deps, lead, news, told.now)
  await tx.announce({ topic: 'post', county: lead.county })
}

/** A card to its holder alone, with what he may tap. */
export async function tellHolder(tx: Tx, deps: Deps, lead: Lead, news: CardNews, now: Date): Promise<void> {
  if (!reachesCadres(deps)) return
  await tx.groupPosts.put(
    {
      key: `lead:${lead.id}:${lead.version}:${news}:${lead.holderId}`,
      to: { cadreId: lead.holderId },
      leadId: lead.id,
      words: leadCard(lead, news, placeOf(deps, lead), null),
      mentions: [],
      taps: leadTaps(lead),
    },
    now,
  )
  await tx.announce({ topic: 'post', county: lead.county })
}

/** The groups of the smallest place. */
function nearest(groups: GroupChat[]): GroupChat[] {
  const longest = Math.max(0, ...groups.map(({ region }) => region.length))
  return groups.filter(({ region }) => region.length === longest)
}

function placeOf(deps: Deps, { county, region }: Lead): string {
  return deps.regions(county)?.placeName(region) ?? region
}
