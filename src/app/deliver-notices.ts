import { RISK_TYPE_LABEL, URGENCY_LABEL } from '../contract/terms.ts'
import { maskPrivate } from '../core/understanding/mask-private.ts'
import { findPrivateNumbers } from '../core/understanding/private-number.ts'
import type { Deps } from './deps.ts'
import type { Notice, PhoneNotices } from './ports/notices.ts'

const BATCH = 20
/** Longer than the gateway's time limit: until then nobody else sends the same. */
const CLAIM_MS = 60_000
/** With waits of at most five minutes about a day: by then the page has told, or nobody will. */
const MOST_TRIES = 300

/**
 * Sends what cadres are to be told by telephone; answers how many it dealt with. No transaction is open while the gateway is asked.
 * A crash behind its answer makes a second delivery, under the same key, by which the gateway knows it.
 * @param onFailure hears of whom nobody will ring any more, also because he has no number. No number stands in it.
 * @throws what the database says, once all of the others are dealt with.
 */
export async function deliverNotices(deps: Deps, county: string, onFailure: (error: Error) => void): Promise<number> {
  const now = deps.clock.now()
  const claimed = await deps.store.transaction({ kind: 'system', county }, (tx) =>
    tx.notices.claim(BATCH, now, new Date(now.getTime() + CLAIM_MS)),
  )
  // Each by itself: one that fails must not hide what became of the others.
  const done = await Promise.allSettled(claimed.map((notice) => deliver(deps, county, notice, onFailure)))
  const failed = done.find((each) => each.status === 'rejected')
  if (failed) throw failed.reason
  return claimed.length
}

async function deliver(
  deps: Deps,
  county: string,
  notice: Notice & { attempts: number },
  onFailure: (error: Error) => void,
): Promise<void> {
  const system = { kind: 'system', county } as const
  const result = deps.phoneNotices ? await trySend(deps, deps.phoneNotices, county, notice) : NOT_CONFIGURED
  const given = result.kind === 'later' && notice.attempts >= MOST_TRIES
  await deps.store.transaction(system, async (tx) => {
    const now = deps.clock.now()
    if (result.kind === 'later' && !given) await tx.notices.retry(notice.key, now, result.why)
    else await tx.notices.end(notice.key, { state: STATE[result.kind], error: result.why }, now)
  })
  if (result.kind !== 'later' || given) deps.noticeEnded?.(STATE[result.kind])
  if (result.kind === 'refused' || result.kind === 'no_number' || given)
    onFailure(new Error(`no telephone notice for ${notice.key}: ${result.why}`))
}

/** The deployment was set up like this, so it is no failure. */
const NOT_CONFIGURED = { kind: 'not_configured', why: null } as const
const STATE = {
  sent: 'sent',
  refused: 'failed',
  later: 'failed',
  no_number: 'no_number',
  not_configured: 'not_configured',
} as const

type Sent = { kind: 'sent'; why: null } | { kind: 'no_number' | 'refused' | 'later'; why: string }

/** Whatever goes wrong, such as a number sealed with a lost key, is a failed try: so it ends, and somebody hears of it. */
async function trySend(deps: Deps, gateway: PhoneNotices, county: string, notice: Notice): Promise<Sent> {
  try {
    return await send(deps, gateway, county, notice)
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    return { kind: 'later', why: maskPrivate(why, findPrivateNumbers(why)) }
  }
}

async function send(deps: Deps, gateway: PhoneNotices, county: string, notice: Notice): Promise<Sent> {
  const [phone, lead] = await deps.store.transaction({ kind: 'system', county }, async (tx) => [
    await tx.roster.phoneOf(notice.cadreId),
    await tx.leads.get(notice.leadId),
  ])
  if (!phone) return { kind: 'no_number', why: 'no number is known' }
  if (!lead) throw new Error(`notice ${notice.key} of a lead that is not there`)
  const place = deps.regions(county)?.placeName(lead.region) ?? lead.region
  const told = await gateway.send(
    {
      to: deps.vault.open(phone.sealed),
      template: 'emergency',
      number: lead.number,
      place,
      kind: RISK_TYPE_LABEL[lead.riskType],
      urgency: URGENCY_LABEL[lead.urgency],
    },
    notice.key,
  )
  return told.kind === 'sent' ? { kind: 'sent', why: null } : told
}
