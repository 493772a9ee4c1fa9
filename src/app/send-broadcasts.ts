import { after } from '../core/broadcast/moves.ts'
import { isQuiet } from '../core/broadcast/quiet.ts'
import type { Deps } from './deps.ts'
import type { Broadcast } from './ports/broadcasts.ts'
import { postToGroups } from './post-broadcast.ts'
import { reachedBy } from './reached-by.ts'

/** Chats in one statement: large enough that round trips weigh little, small enough that a pause or a kill is felt at once. */
const BATCH = 500
/** Longer than any batch takes; a process that died is taken over from after this. */
const IN_HAND_MS = 30_000
/** Who is in the middle of something gets it this much later. */
const LATER_MS = 30 * 60_000
/** Whoever wrote longer ago than this has left an open question open. */
const BUSY_MS = 2 * 3_600_000
/** How often those who look on are told how far it is. */
const TELL_MS = 1_000
/** After a fault of the database that short, everything is well again. */
const AGAIN_MS = 60_000
const MOST_FAULTS = 3

type Needs = Pick<Deps, 'store' | 'clock' | 'groups'>

/**
 * Begins what is due and sends what is being sent, as long as something is left that can be sent now. `hand` names this process:
 * one has a broadcast in hand at a time; when it dies another takes over, and nobody gets it twice. Answers how many it sent.
 * @throws what stood in the way of the first that could not go on, after all the others had their turn.
 */
export async function sendBroadcasts(
  deps: Needs,
  county: string,
  hand: string,
  stopped: () => boolean,
): Promise<number> {
  const system = { kind: 'system', county } as const
  const due = await deps.store.transaction(system, (tx) => tx.broadcasts.due(deps.clock.now()))
  const failures: unknown[] = []
  await each(due, failures, (id) => startBroadcast(deps, county, id))
  const sending = await deps.store.transaction(system, (tx) => tx.broadcasts.sending(deps.clock.now()))
  let sent = 0
  await each(sending, failures, async (id) => {
    if (!stopped()) sent += await sendBroadcast(deps, county, id, hand, stopped)
  })
  if (failures.length > 0) throw failures[0]
  return sent
}

/** One that fails keeps none of the others waiting. */
async function each(ids: string[], failures: unknown[], work: (id: string) => Promise<void>): Promise<void> {
  for (const id of ids) await work(id).catch((error: unknown) => failures.push(error))
}

/** Counts out the audience and tells the groups of villagers, once: whoever comes second finds that it is no longer scheduled. */
async function startBroadcast(deps: Needs, county: string, id: string): Promise<void> {
  await deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const now = deps.clock.now()
    const broadcast = await tx.broadcasts.lock(id)
    const state = broadcast && after(broadcast.state, 'start')
    if (!state) return
    const counts = await tx.broadcasts.expand(id, reachedBy(broadcast.audience, now), now)
    await tx.broadcasts.put(id, { ...broadcast, state, startedAt: now, version: broadcast.version + 1 })
    const text = `开始发给 ${counts.queued} 人，不发 ${counts.skipped} 人`
    await tx.broadcasts.addEvent(id, { kind: 'start', at: now, by: null, text })
    await postToGroups(tx, deps, broadcast, now)
    await tx.announce({ topic: 'broadcast', county, broadcastId: id })
  })
}

/** Answers how many it sent. Comes to an end when nothing can be sent now, it is paused or stopped, or somebody else has it. */
async function sendBroadcast(
  deps: Needs,
  county: string,
  id: string,
  hand: string,
  stopped: () => boolean,
): Promise<number> {
  let size = BATCH
  let sent = 0
  let told = deps.clock.now()
  let isChanged = false
  while (!stopped()) {
    try {
      const step = await sendSome(deps, county, id, hand, size, told)
      if (step.kind === 'finished') isChanged = true
      if (step.kind !== 'sent') break
      // Those too who have to wait: it is said that they do. They are not looked at again before.
      isChanged = true
      sent += step.sent
      told = step.told
      size = Math.min(BATCH, size * 2)
    } catch (error) {
      // Something is wrong with one of them: half as many, until it stands alone and is set aside.
      if (size > 1) size = Math.floor(size / 2)
      else {
        await setAside(deps, county, id, error)
        isChanged = true
      }
    }
  }
  await deps.store.transaction({ kind: 'system', county }, async (tx) => {
    await tx.broadcasts.letGo(id, hand)
    // Said of nothing, it would call the other processes, and they us, without end.
    if (isChanged) await tx.announce({ topic: 'broadcast', county, broadcastId: id })
  })
  return sent
}

type Step = { kind: 'over' | 'finished' } | { kind: 'sent'; sent: number; told: Date }

async function sendSome(
  deps: Needs,
  county: string,
  id: string,
  hand: string,
  limit: number,
  told: Date,
): Promise<Step> {
  return deps.store.transaction({ kind: 'system', county }, async (tx): Promise<Step> => {
    const now = deps.clock.now()
    const broadcast = await tx.broadcasts.take(id, hand, now, new Date(now.getTime() + IN_HAND_MS))
    if (!broadcast || isQuiet(now, broadcast.quiet)) return { kind: 'over' }
    if (broadcast.queued === 0) {
      await tx.broadcasts.put(id, finished(broadcast, now))
      const { sent, failed, skipped } = broadcast
      const text = `发完了：放进聊天 ${sent} 人，没发成 ${failed} 人，不发 ${skipped} 人`
      await tx.broadcasts.addEvent(id, { kind: 'finish', at: now, by: null, text })
      return { kind: 'finished' }
    }
    const laterAt = new Date(now.getTime() + LATER_MS)
    const batch = await tx.broadcasts.send(broadcast, {
      limit,
      now,
      laterAt,
      busySince: new Date(now.getTime() - BUSY_MS),
    })
    // Those left are in the middle of something.
    if (batch.sent + batch.skipped + batch.failed + batch.later === 0) return { kind: 'over' }
    const tell = now.getTime() - told.getTime() >= TELL_MS
    if (tell) await tx.announce({ topic: 'broadcast', county, broadcastId: id })
    return { kind: 'sent', sent: batch.sent, told: tell ? now : told }
  })
}

function finished(broadcast: Broadcast, now: Date): Broadcast {
  const state = after(broadcast.state, 'finish')
  if (!state) throw new Error(`a broadcast that is ${broadcast.state} can't finish`)
  return { ...broadcast, state, endedAt: now, version: broadcast.version + 1 }
}

/**
 * Tried again later, and given up at the third time: by then it was no short fault of the database.
 * @throws the error itself where the database can't be reached: then nothing is wrong with the delivery.
 */
async function setAside(deps: Needs, county: string, id: string, error: unknown): Promise<void> {
  const now = deps.clock.now()
  const why = error instanceof Error ? error.name : 'error'
  await deps.store
    .transaction({ kind: 'system', county }, (tx) =>
      tx.broadcasts.failNext(id, now, new Date(now.getTime() + AGAIN_MS), MOST_FAULTS, why),
    )
    .catch(() => {
      throw error
    })
}
