import type { BroadcastAction, BroadcastSummary } from '../contract/broadcast.ts'
import { BROADCAST_STATE_LABEL } from '../contract/broadcast.ts'
import { TOO_OLD_MS } from '../core/broadcast/may-push.ts'
import { after, MOVE_WORDS } from '../core/broadcast/moves.ts'
import { mayReachAnybody, previewNotes } from '../core/broadcast/preview-notes.ts'
import { mayMove } from '../core/broadcast/who-may.ts'
import { withoutNumbers } from '../core/understanding/without-numbers.ts'
import { whenWords } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { summaryIn } from './list-broadcasts.ts'
import type { Broadcast, BroadcastFace } from './ports/broadcasts.ts'
import type { Tx } from './ports/store.ts'
import { publicityGroups } from './post-broadcast.ts'
import { reachedBy } from './reached-by.ts'
import type { Refusal } from './refusal.ts'
import { signedIn } from './signed-in.ts'

/** Clocks differ; what lies further back was meant otherwise. */
const PAST_MS = 60_000
/** Nobody plans further ahead, and a slip of the year is noticed. */
const FURTHEST_MS = 90 * 86_400_000

/** At a terminal nobody proves who he is, so the trail says that it was there. */
const WHERE = { desk: '', terminal: '（命令行）' }

/** One move of an officer's, on the version that he saw. Audited. */
export async function actOnBroadcast(
  deps: Deps,
  actor: CadreActor,
  id: string,
  action: BroadcastAction,
  by: 'desk' | 'terminal' = 'desk',
): Promise<BroadcastSummary | Refusal> {
  const seen = await deps.store.transaction(actor, (tx) => tx.broadcasts.row(id))
  if (!seen) return { refused: 'not_found' }
  // What he may is looked at below; who gets what, which some moves change, is the system's.
  const system = { kind: 'system', county: actor.county } as const
  return deps.store.transaction(system, async (tx): Promise<BroadcastSummary | Refusal> => {
    const broadcast = await tx.broadcasts.lock(id)
    if (!broadcast) return { refused: 'not_found' }
    const why = mayMove({ id: actor.cadreId, ...actor }, action.action, broadcast)
    if (why) return { refused: 'not_allowed', why }
    const next = moved(broadcast, action, actor, deps.clock.now())
    if ('refused' in next) return next
    const nobody = action.action === 'submit' ? await nobodyGetsIt(tx, deps, broadcast) : null
    if (nobody) return { refused: 'not_possible_now', why: nobody }
    const who = await signedIn(tx, deps, actor)
    if (!who) return { refused: 'not_signed_in' }
    const at = deps.clock.now()
    const also = await change(tx, broadcast, action, at)
    if (also === null) return { refused: 'not_possible_now', why: '没有没发成的，不用重发。' }
    await tx.broadcasts.put(id, next.face)
    await tx.broadcasts.addEvent(id, { kind: action.action, at, by: who, text: `${next.text}${also}${WHERE[by]}` })
    await tx.announce({ topic: 'broadcast', county: actor.county, broadcastId: id })
    const summary = await summaryIn(tx, deps, id)
    // Last, because entries of a county wait for one another.
    await tx.audit.append({
      at,
      actor: actor.cadreId,
      act: `broadcast_${action.action}${by === 'terminal' ? '_at_terminal' : ''}`,
      subject: id,
    })
    return summary
  })
}

function moved(
  broadcast: Broadcast,
  action: BroadcastAction,
  { cadreId }: CadreActor,
  now: Date,
): { face: BroadcastFace; text: string } | Refusal {
  const words = MOVE_WORDS[action.action]
  if (broadcast.version !== action.version)
    return { refused: 'not_possible_now', why: '刚刚有人动过这条宣传，请再看一遍。' }
  const state = after(broadcast.state, action.action)
  if (!state)
    return { refused: 'not_possible_now', why: `这条宣传${BROADCAST_STATE_LABEL[broadcast.state]}，不能${words}。` }
  const face = { ...broadcast, state, version: broadcast.version + 1 }
  switch (action.action) {
    case 'approve':
      return { face: { ...face, approvedBy: cadreId }, text: words }
    case 'return':
      return { face, text: `${words}：${withoutNumbers(action.reason)}` }
    case 'schedule': {
      const startAt = action.at === undefined ? now : new Date(action.at)
      if (startAt.getTime() < now.getTime() - PAST_MS)
        return { refused: 'not_possible_now', why: '这个时间已经过了，请另选时间，或者选“现在就发”。' }
      if (startAt.getTime() > now.getTime() + FURTHEST_MS)
        return { refused: 'not_possible_now', why: '最多只能安排到九十天以后。' }
      return { face: { ...face, startAt }, text: startAt > now ? `${words}：${whenWords(startAt, now)}` : '现在就发' }
    }
    case 'stop':
      return { face: { ...face, endedAt: now }, text: words }
    case 'retry':
      return { face: { ...face, endedAt: null }, text: words }
    case 'submit':
    case 'pause':
    case 'resume':
      return { face, text: words }
  }
}

/** Nobody has to approve what nobody can get. Null: somebody can. */
async function nobodyGetsIt(tx: Tx, deps: Deps, broadcast: Broadcast): Promise<string | null> {
  const found = await tx.broadcasts.count(reachedBy(broadcast.audience, deps.clock.now()), 0)
  if (mayReachAnybody(found) || (await publicityGroups(tx, deps, broadcast)).length > 0) return null
  return `${previewNotes(found, broadcast.audience, false).join('')}不能送审。`
}

/** What a move does to the deliveries; answers words for the record. Null: there is nothing to be done again. */
async function change(
  tx: Tx,
  { id, failed }: Broadcast,
  { action }: BroadcastAction,
  at: Date,
): Promise<string | null> {
  if (action === 'stop') {
    const left = await tx.broadcasts.skipQueued(id, 'stopped', at)
    return left > 0 ? `，还有 ${left} 人没有发到` : ''
  }
  if (action === 'retry') {
    const again = failed > 0 ? await tx.broadcasts.requeueFailed(id, at) : 0
    const byMass = await tx.broadcasts.requeueMassFailed(id, new Date(at.getTime() - TOO_OLD_MS))
    return again + byMass > 0 ? `，共 ${again + byMass} 人` : null
  }
  return ''
}
