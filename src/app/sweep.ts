import { chinaDay } from '../core/words/when.ts'
import type { Deps } from './deps.ts'

/** By then news stands in the chat and a code was used or forgotten; until then a technician may want to look. */
const KEPT_MS = 30 * 24 * 3_600_000
/** A phone that is still at it sends the rest within that time. */
const PIECES_KEPT_MS = 24 * 3_600_000
/** Who got which publicity is asked for half a year at most; its sums stay. */
const DELIVERIES_KEPT_MS = 180 * 24 * 3_600_000

/**
 * Deletes what nobody needs any more: delivered news, old deliveries of publicity, notices of ended leads, what channels brought, counted
 * and posted, pictures that a cadre never said anything of, pieces of files, ids of cadres' acts, what offices have seen of cases,
 * sessions, invitations and scanned codes that are over. Answers how many rows went.
 */
export async function sweep(deps: Pick<Deps, 'store' | 'clock'>, county: string): Promise<number> {
  const now = deps.clock.now()
  const before = new Date(now.getTime() - KEPT_MS)
  return deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const news = await tx.outbox.dropDelivered(before)
    const notices = await tx.notices.drop(before)
    const arrived = await tx.inbox.drop(before)
    const messages = await tx.cadreMessages.drop(before)
    const files = await tx.attachments.dropWaiting(before)
    const pieces = await tx.uploads.drop(new Date(now.getTime() - PIECES_KEPT_MS))
    const acts = await tx.cadreActs.drop(before)
    const seen = await tx.caseNotices.drop(before)
    const posts = await tx.groupPosts.drop(before)
    const deliveries = await tx.broadcasts.dropDeliveries(new Date(now.getTime() - DELIVERIES_KEPT_MS))
    const uses = await tx.channelUses.drop(chinaDay(before))
    const scans = await tx.scanLogins.drop(before)
    const sessions = await tx.accounts.dropExpiredSessions(now)
    return (
      news +
      notices +
      arrived +
      messages +
      files +
      pieces +
      acts +
      seen +
      posts +
      deliveries +
      uses +
      scans +
      sessions +
      (await tx.accounts.dropOldInvitations(before))
    )
  })
}
