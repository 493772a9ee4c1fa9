import {
  type BroadcastPreview,
  type BroadcastSummary,
  CHANNEL_LABEL,
  type ComposeBroadcast,
  SKIP_REASON_LABEL,
} from '../contract/broadcast.ts'
import type { CadreRole } from '../contract/terms.ts'
import { type Composed, compose } from '../core/broadcast/compose.ts'
import { after } from '../core/broadcast/moves.ts'
import { previewNotes } from '../core/broadcast/preview-notes.ts'
import { mayCompose, mayMove } from '../core/broadcast/who-may.ts'
import { maskName } from '../core/words/person.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { summaryIn } from './list-broadcasts.ts'
import type { Broadcast } from './ports/broadcasts.ts'
import type { Tx } from './ports/store.ts'
import { reachedBy } from './reached-by.ts'
import type { Refusal } from './refusal.ts'
import { signedIn } from './signed-in.ts'

const SAMPLE = 5

type Made = Extract<Composed, { kind: 'composed' }>

/** A draft. Whoever composes it is never the one who approves it. */
export async function composeBroadcast(
  deps: Deps,
  actor: CadreActor,
  wanted: ComposeBroadcast,
): Promise<BroadcastSummary | Refusal> {
  return stored(deps, actor, wanted, { kind: 'compose', text: '写了草稿' }, async (tx, made) => {
    const draft = draftOf(deps.ids.uuid(), actor, wanted, made, deps.clock.now())
    return { id: draft.id, write: () => tx.broadcasts.insert(draft) }
  })
}

/** Another content or audience, as long as it is a draft. */
export async function editBroadcast(
  deps: Deps,
  actor: CadreActor,
  id: string,
  version: number,
  wanted: ComposeBroadcast,
): Promise<BroadcastSummary | Refusal> {
  return stored(deps, actor, wanted, { kind: 'edit', text: '改了内容' }, async (tx, { title, blocks }) => {
    const shown = await tx.broadcasts.row(id)
    if (!shown) return { refused: 'not_found' }
    const why = mayMove({ id: actor.cadreId, ...actor }, 'edit', shown.broadcast)
    if (why) return { refused: 'not_allowed', why }
    const changed = { refused: 'not_possible_now', why: '刚刚有人改过，请再看一遍。' } as const
    if (shown.broadcast.version !== version) return changed
    const state = after(shown.broadcast.state, 'edit')
    if (!state) return { refused: 'not_possible_now', why: '已经送审的不能再改，要改请先退回。' }
    // Only his own draft can be locked by him: one that was submitted meanwhile is out of his hands.
    const seen = await tx.broadcasts.lock(id)
    if (seen?.version !== version) return changed
    const { audience, content, quiet } = wanted
    const { region } = audience
    const next = { ...seen, content, quiet, audience, region, title, blocks, state, version: version + 1 }
    return { id, write: () => tx.broadcasts.put(id, next) }
  })
}

/** What both do: made of what is wanted, written by somebody who is signed in, recorded and told of. */
async function stored(
  deps: Deps,
  actor: CadreActor,
  wanted: ComposeBroadcast,
  event: { kind: 'compose' | 'edit'; text: string },
  prepare: (tx: Tx, made: Made) => Promise<{ id: string; write: () => Promise<void> } | Refusal>,
): Promise<BroadcastSummary | Refusal> {
  const made = madeOf(deps, actor, wanted)
  if ('refused' in made) return made
  return deps.store.transaction(actor, async (tx): Promise<BroadcastSummary | Refusal> => {
    const prepared = await prepare(tx, made)
    if ('refused' in prepared) return prepared
    const by = await signedIn(tx, deps, actor)
    if (!by) return { refused: 'not_signed_in' }
    const { id, write } = prepared
    await write()
    await tx.broadcasts.addEvent(id, { ...event, at: deps.clock.now(), by })
    await tx.announce({ topic: 'broadcast', county: actor.county, broadcastId: id })
    return summaryIn(tx, deps, id)
  })
}

/** What people would see, how many they are and who is left out. Nothing is stored. */
export async function previewBroadcast(
  deps: Deps,
  actor: CadreActor,
  wanted: ComposeBroadcast,
): Promise<BroadcastPreview | Refusal> {
  const made = madeOf(deps, actor, wanted)
  if ('refused' in made) return made
  const { county } = actor
  // He sees numbers, and five masked names of his own area; the people behind them are the system's.
  const found = await deps.store.transaction({ kind: 'system', county }, (tx) =>
    tx.broadcasts.count(reachedBy(wanted.audience, deps.clock.now()), SAMPLE),
  )
  const regions = deps.regions(county)
  return {
    blocks: made.blocks,
    count: found.byChannel.reduce((sum, { count }) => sum + count, 0),
    byChannel: found.byChannel.map(({ channel, count }) => ({ channel, words: CHANNEL_LABEL[channel], count })),
    notes: previewNotes(found, wanted.audience, deps.channels.official_account?.mass?.fits(made.blocks) ?? false),
    skipped: found.skipped.map(({ reason, count }) => ({ reason, words: SKIP_REASON_LABEL[reason], count })),
    sample: found.sample.map(({ headName, village }) => ({
      name: headName === null ? '（没有登记户主）' : maskName(headName),
      place: village === null ? '' : (regions?.placeName(village) ?? village),
    })),
  }
}

function madeOf(deps: Deps, actor: CadreActor, { audience, content }: ComposeBroadcast): Made | Refusal {
  const { region } = audience
  const why = mayCompose({ id: actor.cadreId, ...actor }, region)
  if (why) return { refused: 'not_allowed', why }
  if (!deps.regions(actor.county)?.get(region)) return { refused: 'not_possible_now', why: '没有这个地方。' }
  const made = compose(content, deps.cards(region, chinaDay(deps.clock.now())))
  return made.kind === 'refused' ? { refused: 'not_possible_now', why: made.why } : made
}

function draftOf(
  id: string,
  { county, cadreId, role }: { county: string; cadreId: string; role: CadreRole },
  { audience, content, quiet }: ComposeBroadcast,
  { title, blocks }: Made,
  createdAt: Date,
): Broadcast {
  const course = { approvedBy: null, startAt: null, startedAt: null, endedAt: null, pace: null }
  const counts = { queued: 0, sent: 0, failed: 0, skipped: 0 }
  const { region } = audience
  const mine = { id, county, region, level: role, composedBy: cadreId, createdAt, state: 'draft' as const, version: 1 }
  return { ...mine, title, content, blocks, audience, quiet, ...course, ...counts }
}
