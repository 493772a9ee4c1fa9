import type { Channel } from '../contract/terms.ts'
import { chosen } from '../core/channel/plain-words.ts'
import type { Deps } from './deps.ts'
import { lastSaid } from './last-said.ts'

/** What somebody means on a channel without anything to tap: a bare number stands for the answer that was offered under it. */
export async function chosenAnswer(
  deps: Pick<Deps, 'store'>,
  { county, channel, userId }: { county: string; channel: Channel; userId: string },
  text: string,
): Promise<string> {
  const last = await deps.store.transaction({ kind: 'system', county }, (tx) => lastSaid(tx, channel, userId))
  return chosen(text, last)
}
