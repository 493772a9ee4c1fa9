import { CHANNELS } from '../contract/terms.ts'
import { deliverGroupPosts } from './deliver-group-posts.ts'
import { deliverNotices } from './deliver-notices.ts'
import { deliverOutbox } from './deliver-outbox.ts'
import { deliverOwed } from './deliver-turns.ts'
import type { Deps } from './deps.ts'
import type { Change, ChangeFeed } from './ports/store.ts'
import { reassignLeads } from './reassign-leads.ts'
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
  /** For one county. `stopped` turns true when it should come to an end. */
  work: (county: string, stopped: () => boolean) => Promise<void>
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
    },
  }
  const reassign: Chore = {
    everyMs: REASSIGN_MS,
    calls: (change) => change.topic === 'roster',
    work: async (county) => void (await reassignLeads(deps, county)),
  }
  const swept: Chore = {
    everyMs: SWEEP_MS,
    calls: () => false,
    work: async (county) => void (await sweep(deps, county)),
  }
  const notify: Chore = {
    everyMs: DELIVER_MS,
    calls: (change) => change.topic === 'notice',
    async work(county, stopped) {
      while (!stopped() && (await deliverNotices(deps, county, onError)) > 0);
    },
  }
  const tended: Chore = {
    everyMs: TEND_MS,
    calls: (change) => change.topic === 'roster',
    work: async (county) => void (await tendHandovers(deps, county)),
  }
  const push: Chore = {
    everyMs: DELIVER_MS,
    calls: (change) => change.topic === 'turn',
    async work(county, stopped) {
      for (const channel of CHANNELS.filter((each) => deps.channels[each])) {
        await workOffLeft(deps, county, channel, onError)
        while (!stopped() && (await deliverOwed(deps, county, channel, stopped)) > 0);
      }
    },
  }
  const post: Chore = {
    everyMs: DELIVER_MS,
    calls: (change) => change.topic === 'post',
    async work(county, stopped) {
      while (!stopped() && (await deliverGroupPosts(deps, county, onError)) > 0);
    },
  }
  const stops = [deliver, reassign, swept, notify, tended, push, post].map((chore) =>
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
    for (const county of counties()) await work(county, () => stopped).catch(onError)
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
