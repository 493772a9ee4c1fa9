import type { z } from 'zod'
import {
  type BroadcastDetail,
  type BroadcastList,
  type BroadcastQuery,
  type BroadcastSummary,
  BUSY_LABEL,
  type FoundCards,
  SKIP_REASON_LABEL,
} from '../contract/broadcast.ts'
import { audienceWords } from '../core/broadcast/audience.ts'
import { handedOver } from '../core/broadcast/handed-over.ts'
import { TOO_OLD_MS } from '../core/broadcast/may-push.ts'
import { progressOf } from '../core/broadcast/progress.ts'
import { movesFor } from '../core/broadcast/who-may.ts'
import { findCard } from '../core/card/find-card.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import type { Broadcast, BroadcastRow, DeliverySums } from './ports/broadcasts.ts'
import type { Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'
import { sharedReading } from './shared-reading.ts'

export async function listBroadcasts(
  deps: Deps,
  actor: CadreActor,
  { state, limit }: BroadcastQuery,
): Promise<z.infer<typeof BroadcastList>> {
  const rows = await deps.store.transaction(actor, (tx) => tx.broadcasts.list(state ?? null, limit + 1))
  return { broadcasts: rows.slice(0, limit).map((row) => broadcastSummary(deps, row)), more: rows.length > limit }
}

const NO_SUMS: DeliverySums = { skipped: [], told: [], busy: 0 }

/** With its progress; only of his area. */
export async function readBroadcast(deps: Deps, actor: CadreActor, id: string): Promise<BroadcastDetail | Refusal> {
  const seen = await deps.store.transaction(actor, async (tx) => {
    const row = await tx.broadcasts.row(id)
    return row && { row, events: await tx.broadcasts.events(id) }
  })
  if (!seen) return { refused: 'not_found' }
  // Who got what is the system's alone; the sums of it are his to see.
  const system = { kind: 'system', county: actor.county } as const
  const { broadcast } = seen.row
  const sums = (): Promise<DeliverySums> => {
    const now = deps.clock.now()
    const fresh = new Date(now.getTime() - TOO_OLD_MS)
    return deps.store.transaction(system, (tx) => tx.broadcasts.sums(id, now, fresh))
  }
  // All who look on are told of a change at the same moment.
  const counted = broadcast.startedAt ? await sharedReading(deps.store, `${actor.county}/${id}`, sums) : NO_SUMS
  const { skipped, told } = counted
  const busy = broadcast.state === 'sending' ? counted.busy : 0
  return {
    ...broadcastSummary(deps, seen.row),
    content: broadcast.content,
    audience: broadcast.audience,
    audienceWords: wordsFor(deps, broadcast),
    quiet: broadcast.quiet,
    blocks: broadcast.blocks,
    skippedBy: skipped.map(({ reason, count }) => ({ reason, words: SKIP_REASON_LABEL[reason], count })),
    handedOver: handedOver(told, broadcast.state),
    busy: busy > 0 ? { words: BUSY_LABEL, count: busy } : null,
    events: seen.events.map(({ at, by, text }) => ({ at: at.toISOString(), by: by?.name ?? '系统', text })),
    moves: movesFor({ id: actor.cadreId, role: actor.role, areas: actor.areas }, broadcast),
  }
}

/** Null where he may not see it. */
export async function broadcastSummaryOf(deps: Deps, actor: CadreActor, id: string): Promise<BroadcastSummary | null> {
  const row = await deps.store.transaction(actor, (tx) => tx.broadcasts.row(id))
  return row && broadcastSummary(deps, row)
}

export async function summaryIn(tx: Tx, deps: Deps, id: string): Promise<BroadcastSummary> {
  const row = await tx.broadcasts.row(id)
  if (!row) throw new Error(`no broadcast ${id}`)
  return broadcastSummary(deps, row)
}

function broadcastSummary(deps: Deps, { broadcast, composedBy, approvedBy }: BroadcastRow): BroadcastSummary {
  const { id, title, region, state, pace, quiet, version } = broadcast
  return {
    id,
    title,
    region,
    place: deps.regions(broadcast.county)?.placeName(region) ?? region,
    state,
    composedBy,
    approvedBy,
    createdAt: broadcast.createdAt.toISOString(),
    startAt: broadcast.startAt?.toISOString() ?? null,
    endedAt: broadcast.endedAt?.toISOString() ?? null,
    progress: progressOf(broadcast, state, pace, quiet, deps.clock.now()),
    version,
  }
}

function wordsFor(deps: Deps, { county, audience }: Broadcast): string {
  return audienceWords(audience, deps.regions(county) ?? { placeName: (code) => code })
}

const MOST_CARDS = 20

/** The cards of his place whose title has these words, then those that our finder takes for an answer; all where nothing is sought. */
export function findCards(deps: Deps, actor: CadreActor, search: string): z.infer<typeof FoundCards> {
  const shelf = deps.cards(actor.areas[0] ?? actor.county, chinaDay(deps.clock.now()))
  const words = search.trim()
  const titled = [...shelf.cards.values()].filter(({ card }) => card.title.includes(words)).map(({ card }) => card.id)
  const ranked = words === '' ? [] : findCard(shelf.index, words).ranked.map(({ id }) => id)
  const ids = [...new Set([...titled, ...ranked])].slice(0, MOST_CARDS)
  return {
    cards: ids.flatMap((id) => shelf.cards.get(id) ?? []).map(({ card }) => ({ id: card.id, title: card.title })),
  }
}
