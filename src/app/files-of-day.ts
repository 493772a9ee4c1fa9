import { chinaDay } from '../core/words/when.ts'
import type { Deps } from './deps.ts'
import type { Door } from './door.ts'

/** As on the page: of one person, so that nobody fills the disk. */
const FILES_A_DAY = 50

/** Counts one more picture or recording of his; false where the day's are used up. */
export async function takeFileOfDay(deps: Deps, { county, channel, userId }: Door): Promise<boolean> {
  return deps.store.transaction({ kind: 'system', county }, (tx) =>
    tx.channelUses.take(channel, `files:${userId}`, chinaDay(deps.clock.now()), 1, FILES_A_DAY),
  )
}
