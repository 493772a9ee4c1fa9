import { CHANNELS } from '../contract/terms.ts'
import { deliverGroupPosts } from './deliver-group-posts.ts'
import { deliverNotices } from './deliver-notices.ts'
import { deliverOutbox } from './deliver-outbox.ts'
import { deliverOwed } from './deliver-turns.ts'
import type { Deps } from './deps.ts'
import type { Change, ChangeFeed } from './ports/store.ts'
import { reassignLeads } from './reassign-leads.ts'
import { sendBroadcasts } from './send-broadcasts.ts'
import { sendMass } from './send-mass.ts'
import { sweep } from './sweep.ts'
import { workOffLeft } from './take-in.ts'
import { tendHandovers } from './tend-handovers.ts'

/** How long news may wait when its announcement was lost, such as after a crash between commit and delivery. */
const DELIVER_MS = 5_000
/** Duties begin and end at midnight: nobody stays without a holder for longer than this after it. */
const REASSIGN_MS = 10 * 60_000
/** The shortest of its limits is half an hour: a minute more is none. */
const TEND_MS = 60_000
const SWEEP_MS = 6 * 3_600_000

interface Chore {
  everyMs: number
  /** Which changes call for it at once. */
  calls: (change: Change) => boolean
  /** For one county. `stopped` turns true when it should come to an end. Answers whether more is left, which then comes after the other counties. */
  work: (county: string, stopped: () => boolean) => Promise<boolean>
}

/** Delivers what the outbox holds and what cadres are told by telephone and in their chats, looks after those who wait for a person, finds new holders for leads whose holder is gone, deletes what is over. Returns the way to stop. */
export function keepDoing(
  deps: Deps,
  feed: ChangeFeed,
  counties: () => string[],
  onError: (error: unknown) => void,
): () => Promise<void> {
  const deliver: Chore = {
    everyMs: DELIVER_MS,
    calls: (change) => change.topic === 'outbox',
    async work(county, stopped) {
      while (!stopped() && (await deliverOutbox(deps, county)) > 0);
      return false
    },
  }
  const reassign: Chore = {
    everyMs: REASSIGN_MS,
    calls: (change) => change.topic === 'roster',
    work: (county) => reassignLeads(deps, county).then(() => false),
  }
  const swept: Chore = {
    everyMs: SWEEP_MS,
    calls: () => false,
    work: (county) => sweep(deps, county).then(() => false),
  }
  const notify: Chore = {
    everyMs: DELIVER_MS,
    calls: (change) => change.topic === 'notice',
    async work(county, stopped) {
      while (!stopped() && (await deliverNotices(deps, county, onError)) > 0);
      return false
    },
  }
  const tended: Chore = {
    everyMs: TEND_MS,
    calls: (change) => change.topic === 'roster',
    work: (county) => tendHandovers(deps, county).then(() => false),
  }
  /** Its own progress calls for nothing. */
  let publishing = false
  /** Each channel by itself: a slow one keeps no other waiting. */
  const pushes = CHANNELS.map(
    (channel): Chore => ({
      everyMs: DELIVER_MS,
      calls: (change) => change.topic === 'turn' || change.topic === 'bot',
      async work(county, stopped) {
        const port = deps.channels[channel]
        // Where the bot is not connected to this process, another one may have it.
        if (!port || port.isReady?.() === false) return false
        const worked = await workOffLeft(deps, county, channel, onError)
        const delivered = await deliverOwed(deps, county, channel, stopped)
        // Behind the last of them it is known whom the channel can't write to.
        if (delivered === 0) await sendMass(deps, county, channel, stopped)
        return delivered + worked > 0
      },
    }),
  )
  const hand = deps.ids.uuid()
  const publish: Chore = {
    everyMs: DELIVER_MS,
    calls: (change) => change.topic === 'broadcast' && !publishing,
    async work(county, stopped) {
      publishing = true
      await sendBroadcasts(deps, county, hand, stopped).finally(() => {
        publishing = false
      })
      return false
    },
  }
  const post: Chore = {
    everyMs: DELIVER_MS,
    calls: (change) => change.topic === 'post' || change.topic === 'bot',
    async work(county, stopped) {
      while (!stopped() && (await deliverGroupPosts(deps, county, onError)) > 0);
      return false
    },
  }
  const stops = [deliver, reassign, swept, notify, tended, ...pushes, publish, post].map((chore) =>
    keep(chore, feed, counties, onError),
  )
  return async () => void (await Promise.all(stops.map((stop) => stop())))
}

/** One chore, never twice at a time; what calls for it meanwhile makes it run once more. */
function keep(
  { everyMs, calls, work }: Chore,
  feed: ChangeFeed,
  counties: () => string[],
  onError: (error: unknown) => void,
): () => Promise<void> {
  let running: Promise<void> | null = null
  let again = false
  let stopped = false

  const run = async () => {
    for (const county of counties()) {
      const more = await work(county, () => stopped).catch((error: unknown) => {
        onError(error)
        return false
      })
      again ||= more
    }
  }
  const wake = () => {
    again = true
    if (running || stopped) return
    again = false
    running = run().finally(() => {
      running = null
      if (again) wake()
    })
  }

  const unsubscribe = feed.subscribe((change) => {
    if (change === 'resync' || calls(change)) wake()
  })
  const timer = setInterval(wake, everyMs)
  wake()
  return async () => {
    stopped = true
    clearInterval(timer)
    unsubscribe()
    await running
  }
}
