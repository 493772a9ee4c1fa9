import type { Channel } from '../contract/terms.ts'
import { periodsOf } from '../core/broadcast/limits.ts'
import { mayPush, TOO_OLD_MS } from '../core/broadcast/may-push.ts'
import { isQuiet } from '../core/broadcast/quiet.ts'
import { chinaDay } from '../core/words/when.ts'
import type { Deps } from './deps.ts'
import type { MassCall, MassEnd, MassLimits, MassPushed, MassReport, MassSending } from './ports/mass.ts'
import type { Pushing } from './push-publicity.ts'

/** Longer than a channel takes for a call; until then no other process repeats it. */
const CLAIM_MS = 60_000
/** WeChat reports within minutes, and after half an hour where the administrator is asked first. */
const UNREPORTED_MS = 48 * 3_600_000
const FIRST_RETRY_MS = 5_000
const LONGEST_RETRY_MS = 3_600_000

type Needs = Pushing & { ids: Pick<Deps['ids'], 'uuid'> }
interface At {
  county: string
  channel: Channel
  mass: MassSending
}

/**
 * Publicity for those whom the channel can't write to before they write: one call to many of them. Who is in a call, and the call's id,
 * are stored before the channel is asked: after a crash the same call is made again, and the channel knows its id. Answers how many
 * calls it looked after.
 */
export async function sendMass(deps: Needs, county: string, channel: Channel, stopped: () => boolean): Promise<number> {
  const mass = deps.channels[channel]?.mass
  if (!mass) return 0
  const at = { county, channel, mass }
  await giveUpReports(deps, county, channel)
  await formCalls(deps, at, stopped)
  let calls = 0
  while (!stopped()) {
    const now = deps.clock.now()
    const call = await deps.store.transaction({ kind: 'system', county }, (tx) =>
      tx.massCalls.claim(channel, now, new Date(now.getTime() + CLAIM_MS)),
    )
    if (!call) break
    await look(deps, at, call)
    calls++
  }
  return calls
}

async function giveUpReports(deps: Needs, county: string, channel: Channel): Promise<void> {
  const before = new Date(deps.clock.now().getTime() - UNREPORTED_MS)
  await deps.store.transaction({ kind: 'system', county }, async (tx) => {
    for (const broadcastId of await tx.massCalls.unreported(channel, before))
      await tx.announce({ topic: 'broadcast', county, broadcastId })
  })
}

/** What the channel says became of a call: the page follows. A second time it changes nothing. */
export async function takeMassReport(
  deps: Pick<Deps, 'store' | 'clock'>,
  county: string,
  channel: Channel,
  report: MassReport,
): Promise<void> {
  await deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const broadcastId = await tx.massCalls.report(channel, report, deps.clock.now())
    if (broadcastId !== null) await tx.announce({ topic: 'broadcast', county, broadcastId })
  })
}

async function formCalls(deps: Needs, { county, channel, mass }: At, stopped: () => boolean): Promise<void> {
  const system = { kind: 'system', county } as const
  const now = deps.clock.now()
  const { atLeast, atMost, aMonth } = mass
  const fresh = new Date(now.getTime() - TOO_OLD_MS)
  const limits: MassLimits = { atLeast, atMost, aMonth, fresh, month: periodsOf(now).month }
  await deps.store.transaction(system, async (tx) => {
    const isFirst = await tx.channelUses.take(channel, 'mass_month', chinaDay(now).slice(0, 7), 1, 1)
    if (isFirst) await tx.massCalls.newMonth(channel)
  })
  const ready = await deps.store.transaction(system, (tx) => tx.massCalls.ready(channel, limits, now))
  for (const { broadcastId, quiet, blocks } of ready) {
    // What does not fit waits for each one's next word.
    if (isQuiet(now, quiet) || !mass.fits(blocks)) continue
    const form = () =>
      deps.store.transaction(system, (tx) => tx.massCalls.form(channel, broadcastId, deps.ids.uuid(), limits, now))
    while (!stopped() && (await form()) === atMost);
  }
}

/** One call that is open: made, made again, put off, or given up. */
async function look(deps: Needs, at: At, call: MassCall): Promise<void> {
  const { county, mass } = at
  const system = { kind: 'system', county } as const
  const now = deps.clock.now()
  const end = (how: MassEnd) =>
    deps.store.transaction(system, async (tx) => {
      await tx.massCalls.end(call, how, deps.clock.now())
      await tx.announce({ topic: 'broadcast', county, broadcastId: call.broadcastId })
    })
  const { unsureSince } = call
  /** Whoever may have it gets it no second time. */
  const giveUp = (why: string) =>
    end(unsureSince ? { kind: 'unknown', why } : { kind: 'refused', why, pausedUntil: now })
  if (unsureSince && now.getTime() - unsureSince.getTime() > mass.remembersMs)
    return giveUp('the channel does not know the id any more')
  const may = mayPush({ at: call.madeAt, broadcast: call.broadcast, optedOut: false }, now)
  switch (may.kind) {
    case 'skip':
      return giveUp(may.why)
    case 'wait':
      return deps.store.transaction(system, (tx) => tx.massCalls.postpone(call, may.until, unsureSince, 'not now'))
    case 'send': {
      const userIds = await deps.store.transaction(system, (tx) => tx.massCalls.begin(call, now))
      if (userIds === null) return
      if (userIds.length < mass.atLeast) return giveUp('too few are left')
      const pushed = await mass.send(county, userIds, call.blocks, call.id)
      return settle(deps, at, call, pushed, end)
    }
  }
}

async function settle(
  deps: Needs,
  { county }: At,
  call: MassCall,
  pushed: MassPushed,
  end: (how: MassEnd) => Promise<void>,
): Promise<void> {
  const now = deps.clock.now()
  const { attempts, unsureSince } = call
  switch (pushed.kind) {
    case 'sent':
      return end(pushed)
    case 'refused': {
      const { why, pauseMs } = pushed
      // An earlier try that nobody answered may have gone through.
      if (unsureSince) return end({ kind: 'unknown', why })
      return end({
        kind: 'refused',
        why,
        pausedUntil: pauseMs === undefined ? null : new Date(now.getTime() + pauseMs),
      })
    }
    case 'later': {
      const wait = Math.min(FIRST_RETRY_MS * 2 ** Math.min(attempts, 20), LONGEST_RETRY_MS)
      const until = new Date(now.getTime() + Math.max(wait, pushed.afterMs ?? 0))
      const since = pushed.unsure ? (unsureSince ?? now) : unsureSince
      await deps.store.transaction({ kind: 'system', county }, (tx) =>
        tx.massCalls.postpone(call, until, since, pushed.why),
      )
    }
  }
}
