import { chinaDay } from '../core/words/when.ts'
import type { Deps } from './deps.ts'

/** By then news stands in the chat and a code was used or forgotten; until then a technician may want to look. */
const KEPT_MS = 30 * 24 * 3_600_000

/** Deletes what nobody needs any more: delivered news, notices of ended leads, what channels brought, counted and posted, sessions, invitations and scanned codes that are over. Answers how many rows went. */
export async function sweep(deps: Pick<Deps, 'store' | 'clock'>, county: string): Promise<number> {
  const now = deps.clock.now()
  const before = new Date(now.getTime() - KEPT_MS)
  return deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const news = await tx.outbox.dropDelivered(before)
    const notices = await tx.notices.drop(before)
    const arrived = await tx.inbox.drop(before)
    const messages = await tx.cadreMessages.drop(before)
    const posts = await tx.groupPosts.drop(before)
    const uses = await tx.channelUses.drop(chinaDay(before))
    const scans = await tx.scanLogins.drop(before)
    const sessions = await tx.accounts.dropExpiredSessions(now)
    return (
      news +
      notices +
      arrived +
      messages +
      posts +
      uses +
      scans +
      sessions +
      (await tx.accounts.dropOldInvitations(before))
    )
  })
}
