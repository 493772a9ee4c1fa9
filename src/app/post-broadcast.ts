import type { Block } from '../contract/block.ts'
import { HOW_TO_STOP } from '../core/broadcast/compose.ts'
import { type MayPush, mayPush } from '../core/broadcast/may-push.ts'
import { nextOpen } from '../core/broadcast/quiet.ts'
import { numbered, plainWords } from '../core/channel/plain-words.ts'
import type { Deps } from './deps.ts'
import type { Broadcast } from './ports/broadcasts.ts'
import type { CardRef, GroupChat } from './ports/groups.ts'
import type { Tx } from './ports/store.ts'

const KEY = /^broadcast:([0-9a-f-]{36}):/

/**
 * Whether a post of a broadcast still goes to its group now: not at night, in a pause, or once it was stopped. `since`: it waits in vain
 * from then on; a pause, however long, makes no post late. Null: it is none.
 */
export async function mayPost(
  tx: Tx,
  { key, at }: { key: string; at: Date },
  now: Date,
): Promise<{ may: MayPush; since: Date } | null> {
  const id = KEY.exec(key)?.[1]
  if (id === undefined) return null
  const broadcast = (await tx.broadcasts.row(id))?.broadcast ?? null
  const since = broadcast ? waitsSince(broadcast, at, now) : at
  return { may: mayPush({ at: since, broadcast, optedOut: false }, now), since }
}

function waitsSince({ state, endedAt }: Broadcast, at: Date, now: Date): Date {
  if (state === 'sending' || state === 'paused') return now
  return endedAt && endedAt > at ? endedAt : at
}

/** Groups of villagers, of its place and of places in it, on channels that reach them here. */
export async function publicityGroups(
  tx: Tx,
  deps: Pick<Deps, 'groups'>,
  { region }: Pick<Broadcast, 'region'>,
): Promise<GroupChat[]> {
  return (await tx.groups.list()).filter(
    (group) => group.kind === 'publicity' && group.region.startsWith(region) && deps.groups[group.channel],
  )
}

/**
 * What is broadcast is told to each publicity group of its place and of places in it, too, outside the quiet hours; in the transaction
 * that begins sending. A second time it changes nothing.
 */
export async function postToGroups(tx: Tx, deps: Pick<Deps, 'groups'>, broadcast: Broadcast, now: Date): Promise<void> {
  const { id, county, blocks, quiet } = broadcast
  const groups = await publicityGroups(tx, deps, broadcast)
  // A group gets it as a whole: nobody in it can stop it for himself.
  const ours = blocks.filter((block) => block.kind !== 'text' || block.text !== HOW_TO_STOP)
  const card = ours.map(cardOf).find((each) => each !== null) ?? null
  const post = { leadId: null, words: plainWords(ours, numbered), mentions: [], taps: [], card }
  for (const { channel, groupId } of groups) {
    const key = `broadcast:${id}:${channel}:${groupId}`
    await tx.groupPosts.put({ ...post, key, to: { channel, groupId } }, nextOpen(now, quiet))
  }
  if (groups.length > 0) await tx.announce({ topic: 'post', county })
}

/** The information card that a block shows. */
export function cardOf(block: Block): CardRef | null {
  if (block.kind !== 'card' || block.card === undefined || block.region === undefined) return null
  const { card: id, region, date } = block
  return { id, region, ...(date !== undefined && { date }) }
}
