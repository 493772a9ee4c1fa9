import { CHANNELS, type Channel } from '../contract/terms.ts'
import type { Deps } from './deps.ts'
import type { Pushed } from './ports/channels.ts'
import type { GroupChannel, GroupPost } from './ports/groups.ts'
import { mayPost } from './post-broadcast.ts'

const BATCH = 20
/** Longer than a batch takes when every try runs into its time limit; until then nobody else sends the same. */
const CLAIM_MS = 300_000
const FIRST_RETRY_MS = 5_000
const LONGEST_RETRY_MS = 600_000
/** A card or a digest from the day before tells nobody anything: the next morning does. */
const TOO_LATE_MS = 24 * 3_600_000

/**
 * Sends what groups and cadres are to be told; answers how many posts it dealt with. No transaction is open while a channel is asked. A
 * crash behind its answer sends the post once more, under the same key.
 * @param onFailure hears what nobody will be told any more. Nothing personal stands in it.
 */
export async function deliverGroupPosts(
  deps: Deps,
  county: string,
  onFailure: (error: Error) => void,
): Promise<number> {
  const all = CHANNELS.filter((channel) => deps.groups[channel])
  if (all.length === 0) return 0
  // Where the bot is not connected to this process, another one may have it.
  const ready = all.filter((channel) => deps.groups[channel]?.isReady?.() !== false)
  const system = { kind: 'system', county } as const
  const now = deps.clock.now()
  const until = new Date(now.getTime() + CLAIM_MS)
  const claimed = await deps.store.transaction(system, (tx) =>
    tx.groupPosts.claim({ ready, all, staleAt: new Date(now.getTime() - TOO_LATE_MS) }, BATCH, now, until),
  )
  for (const post of claimed) {
    // Those before it took so long that somebody else may have it by now.
    if (deps.clock.now() >= until) break
    const claim = { key: post.key, until }
    const broadcast = await deps.store.transaction(system, (tx) => mayPost(tx, post, deps.clock.now()))
    const may = broadcast?.may
    if (may && may.kind !== 'send') {
      await deps.store.transaction<unknown>(system, (tx) =>
        may.kind === 'wait'
          ? tx.groupPosts.retry(claim, may.until, 'not now')
          : tx.groupPosts.giveUp(claim, now, may.why),
      )
      continue
    }
    const since = broadcast?.since ?? post.at
    const isLate = now.getTime() - since.getTime() >= TOO_LATE_MS
    const pushed = isLate ? TOO_LATE : await send(deps, county, post)
    const at = deps.clock.now()
    await deps.store.transaction(system, async (tx) => {
      if (pushed.kind === 'sent') return tx.groupPosts.delivered(post.key, at)
      const why = pushed.kind === 'closed' ? 'the channel takes nothing until he writes' : pushed.why
      const later = pushed.kind === 'later' && at.getTime() - since.getTime() < TOO_LATE_MS
      if (later) return tx.groupPosts.retry(claim, new Date(at.getTime() + waitOf(pushed, post.attempts)), why)
      const isOver = await tx.groupPosts.giveUp(claim, at, why)
      if (isOver && why !== NO_CONTACT.why) onFailure(new Error(`nobody is told ${post.key}: ${why}`))
    })
  }
  return claimed.length
}

function waitOf({ afterMs }: Extract<Pushed, { kind: 'later' }>, attempts: number): number {
  return Math.max(afterMs ?? 0, Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS))
}

const TOO_LATE: Pushed = { kind: 'gone', why: 'it waited for longer than a day' }
/** Most cadres have bound none, and nothing is wrong with that. */
const NO_CONTACT = { kind: 'gone', why: 'no contact is bound' } as const

/** Whatever goes wrong, such as an address sealed with a lost key, is a failed try: it ends, and somebody hears of it. */
async function send(deps: Deps, county: string, post: GroupPost): Promise<Pushed> {
  try {
    return 'cadreId' in post.to
      ? await tell(deps, county, post, post.to.cadreId)
      : await postTo(deps, county, post, post.to)
  } catch (error) {
    return { kind: 'later', why: error instanceof Error ? error.name : 'error' }
  }
}

async function tell(deps: Deps, county: string, { words, taps, key }: GroupPost, cadreId: string): Promise<Pushed> {
  const contacts = await deps.store.transaction({ kind: 'system', county }, (tx) => tx.contacts.of(cadreId))
  let last: Pushed = NO_CONTACT
  for (const { channel, userId } of contacts.toSorted((one, other) => rank(one.channel) - rank(other.channel))) {
    const pushed = await deps.groups[channel]?.tell(county, userId, words, taps, key)
    if (pushed?.kind === 'sent' || pushed?.kind === 'later') return pushed
    last = pushed ?? last
  }
  return last
}

/** The lawful channel for cadres first. */
function rank(channel: Channel): number {
  return channel === 'wecom' ? 0 : 1
}

async function postTo(
  deps: Deps,
  county: string,
  { words, mentions, key, card }: GroupPost,
  { channel, groupId }: { channel: Channel; groupId: string },
): Promise<Pushed> {
  const [group, called] = await deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const contacts = []
    for (const cadreId of mentions) contacts.push(...(await tx.contacts.of(cadreId)))
    return [await tx.groups.get(channel, groupId), contacts] as const
  })
  const port: GroupChannel | undefined = deps.groups[channel]
  if (!group) return { kind: 'gone', why: 'the group is not registered any more' }
  // Old, and so for whoever comes first; another process has that channel.
  if (!port) return { kind: 'later', why: 'the channel is not here' }
  const webhook = group.webhook === null ? null : deps.vault.open(group.webhook)
  const users = called.filter((contact) => contact.channel === channel).map(({ userId }) => userId)
  return port.post(county, { groupId, webhook }, words, users, key, card)
}
