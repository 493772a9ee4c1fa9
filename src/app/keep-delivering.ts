import { deliverOutbox } from './deliver-outbox.ts'
import type { Deps } from './deps.ts'
import type { ChangeFeed } from './ports.ts'

/** How long news may wait when its announcement was lost, such as after a crash between commit and delivery. */
const LOOK_AGAIN_MS = 5_000

/** Delivers what the outbox holds: at once when told of new items, and every few seconds anyway. Returns the way to stop. */
export function keepDelivering(
  deps: Deps,
  feed: ChangeFeed,
  counties: () => string[],
  onError: (error: unknown) => void,
): () => Promise<void> {
  let running: Promise<void> | null = null
  let again = false
  let stopped = false

  const run = async () => {
    do {
      again = false
      for (const county of counties()) while (!stopped && (await deliverOutbox(deps, county)) > 0);
    } while (again && !stopped)
  }
  const wake = () => {
    if (stopped) return
    if (running) {
      again = true
      return
    }
    running = run()
      .catch(onError)
      .finally(() => {
        running = null
        if (again) wake()
      })
  }

  const unsubscribe = feed.subscribe((change) => {
    if (change === 'resync' || change.topic === 'outbox') wake()
  })
  const timer = setInterval(wake, LOOK_AGAIN_MS)
  wake()
  return async () => {
    stopped = true
    clearInterval(timer)
    unsubscribe()
    await running
  }
}
