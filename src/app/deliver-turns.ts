import type { TurnView } from '../contract/chat.ts'
import type { Channel } from '../contract/terms.ts'
import type { Deps } from './deps.ts'
import type { Message, PushChannel, Pushed, Reach, Window } from './ports/channels.ts'
import { type PublicityEnd, pushPublicity, spend } from './push-publicity.ts'

/** Longer than any channel takes for as many turns as are read at once; until then nobody else sends the same. */
const CLAIM_MS = 120_000
const PAGE = 20
const BATCH = 50
/** A channel answers in a tenth of a second; more at once than this it may take for an attack. */
const AT_ONCE = 8
const FIRST_RETRY_MS = 5_000

/**
 * Sends a conversation what it was not told yet, in order. Whatever happens meanwhile, a turn is sent at least once: a crash between
 * the channel's answer and our mark sends it again, under the same key. Answers whether somebody else has it in hand, or nothing is due.
 */
export async function deliverTurns(deps: Deps, county: string, conversationId: string, hold?: Date): Promise<void> {
  const system = { kind: 'system', county } as const
  const now = deps.clock.now()
  const reach = await deps.store.transaction(system, (tx) =>
    tx.reaches.claim(conversationId, now, new Date(now.getTime() + CLAIM_MS), hold),
  )
  const channel = reach && deps.channels[reach.channel]
  if (!reach || !channel) return
  const { ended, seen } = await sendAll(deps, county, reach, channel)
  await deps.store.transaction(system, async (tx) => {
    const at = deps.clock.now()
    switch (ended.kind) {
      case 'nothing_left':
      case 'closed':
      case 'gone':
        return tx.reaches.release(reach, ended.kind, at, seen)
      case 'wait':
        return tx.reaches.postpone(reach, ended.until, at, seen)
      case 'later':
        return tx.reaches.retry(reach, new Date(at.getTime() + (ended.afterMs ?? FIRST_RETRY_MS)), ended.why)
    }
  })
}

/** `seen`: the last turn that was looked at. */
interface Sent {
  ended: PublicityEnd
  seen: number
}

/** Answers and news first, in order; publicity gives way to them, and comes when nothing else is left. */
async function sendAll(deps: Deps, county: string, reach: Reach, channel: PushChannel): Promise<Sent> {
  let { toldSeq, window } = reach
  const putOff = [...reach.putOff]
  const system = { kind: 'system', county } as const
  const { conversationId, userId } = reach
  for (let sent = 0; sent < PAGE; ) {
    const turns = await deps.store.transaction(system, (tx) =>
      tx.conversations.turnsAfter(conversationId, toldSeq, PAGE),
    )
    if (turns.length === 0)
      return { ended: await pushPublicity(deps, county, { ...reach, window, putOff }, channel), seen: toldSeq }
    for (const turn of turns) {
      if (turn.publicity) {
        toldSeq = turn.seq
        putOff.push(turn.seq)
        await deps.store.transaction(system, (tx) => tx.reaches.putOff(conversationId, turn.seq))
        continue
      }
      if (await staysInChat(deps, county, conversationId, turn)) {
        toldSeq = turn.seq
        await deps.store.transaction(system, (tx) => tx.reaches.told(conversationId, toldSeq, 0))
        continue
      }
      const pushed = await sendOne(channel, county, { userId, window }, conversationId, turn)
      switch (pushed.kind) {
        case 'sent':
        // Nothing would ever come through behind it; it stands in his chat, and in the log of whoever refused it.
        case 'refused': {
          const spent = pushed.kind === 'sent' ? pushed.spent : 0
          toldSeq = turn.seq
          window = spend(window, spent)
          await deps.store.transaction(system, (tx) => tx.reaches.told(conversationId, toldSeq, spent))
          sent++
          break
        }
        case 'closed':
          return giveNotice(deps, county, { ...reach, toldSeq }, channel)
        case 'gone':
        case 'later':
          return { ended: pushed, seen: turn.seq }
      }
    }
  }
  // More than anybody reads at once; the rest comes with the next round.
  return { ended: { kind: 'later', why: 'more is left', afterMs: 0 }, seen: toldSeq }
}

/** Nothing can be said until he writes; but that there is news of his report he may be told, once for each. */
async function giveNotice(deps: Deps, county: string, reach: Reach, channel: PushChannel): Promise<Sent> {
  const system = { kind: 'system', county } as const
  const { conversationId, userId } = reach
  let seen = Math.max(reach.toldSeq, reach.noticedSeq)
  for (;;) {
    const turns = await deps.store.transaction(system, (tx) => tx.conversations.turnsAfter(conversationId, seen, PAGE))
    if (turns.length === 0) return { ended: { kind: 'closed' }, seen }
    for (const turn of turns) {
      const message = messageOf(conversationId, turn)
      const silent = await staysInChat(deps, county, conversationId, turn)
      if (message.about === 'case_news' && message.blocks.length > 0 && channel.notice && !silent) {
        const pushed = await channel.notice(county, userId, message)
        if (pushed.kind === 'gone' || pushed.kind === 'later') return { ended: pushed, seen }
        await deps.store.transaction(system, (tx) => tx.reaches.noticed(conversationId, turn.seq))
      }
      seen = turn.seq
    }
  }
}

/** He wants no news of his reports but in the chat. What a person says to him in a hand-over is no news. */
async function staysInChat(deps: Deps, county: string, conversationId: string, turn: TurnView): Promise<boolean> {
  const spoken = turn.replies.some((block) => block.kind === 'text' && block.from !== undefined)
  if (spoken || turn.replies.length === 0 || messageOf(conversationId, turn).about !== 'case_news') return false
  return deps.store.transaction({ kind: 'system', county }, (tx) => tx.personal.caseNewsOff(conversationId))
}

async function sendOne(
  channel: PushChannel,
  county: string,
  to: { userId: string; window: Window | null },
  conversationId: string,
  turn: TurnView,
): Promise<Pushed> {
  if (turn.replies.length === 0) return { kind: 'sent', spent: 0 }
  return channel.send(county, to, messageOf(conversationId, turn))
}

function messageOf(conversationId: string, turn: TurnView): Message {
  const about = turn.publicity ? 'publicity' : turn.messageId === null ? 'case_news' : 'reply'
  return { blocks: turn.replies, about, key: `${conversationId}:${turn.seq}` }
}

/** Whatever conversations of that channel are owed. Answers how many it looked after. */
export async function deliverOwed(
  deps: Deps,
  county: string,
  channel: Channel,
  stopped: () => boolean,
): Promise<number> {
  const owed = await deps.store.transaction({ kind: 'system', county }, (tx) =>
    tx.reaches.owing(channel, BATCH, deps.clock.now()),
  )
  const left = [...owed]
  const one = async () => {
    for (let id = left.shift(); id !== undefined && !stopped(); id = left.shift()) await deliverTurns(deps, county, id)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
  return owed.length
}
