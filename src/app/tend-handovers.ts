import { nobodyYetReplies, tookOverReplies } from '../core/dialogue/handover.ts'
import { dueStep, type Handover, isOpen, nextPerson, takenOver, toldNobodyYet } from '../core/handover/handover.ts'
import { mayHandle, placeLead } from '../core/routing/place-lead.ts'
import type { Roster } from '../core/routing/roster.ts'
import { cadreWords } from '../core/words/person.ts'
import { chinaDay } from '../core/words/when.ts'
import { appendOurs } from './append-ours.ts'
import type { Deps } from './deps.ts'
import { putHandover } from './hand-over.ts'
import type { Tx } from './ports/store.ts'
import { giveBack } from './return-handover.ts'

/**
 * Sees to it that nobody waits in silence for ever: says that nobody has answered yet and asks a second person, gives the word back
 * after a day, and finds somebody else where the holder left. Answers how many it dealt with. Safe to run anywhere and at any
 * time: each is locked, looked at again, and written in one transaction with the turn that says so.
 */
export async function tendHandovers(deps: Deps, county: string): Promise<number> {
  const system = { kind: 'system', county } as const
  const now = deps.clock.now()
  const wanted = await deps.store.transaction(system, async (tx) => {
    const roster = await tx.roster.onDay(county, chinaDay(now))
    return (await tx.handovers.open()).filter((each) => dueStep(each, now) !== null || !hasHolder(each, roster))
  })
  // Each by itself: one that fails must not keep the others waiting.
  const done: PromiseSettledResult<boolean>[] = []
  for (const { id } of wanted)
    done.push(
      ...(await Promise.allSettled([deps.store.transaction(system, (tx) => tend(tx, deps, id, deps.clock.now()))])),
    )
  const failed = done.find((each) => each.status === 'rejected')
  if (failed) throw failed.reason
  return done.filter((each) => each.status === 'fulfilled' && each.value).length
}

async function tend(tx: Tx, deps: Deps, id: string, now: Date): Promise<boolean> {
  const handover = await tx.handovers.lock(id)
  if (!handover || !isOpen(handover)) return false
  const roster = await tx.roster.onDay(handover.county, chinaDay(now))
  switch (dueStep(handover, now)) {
    case 'unanswered':
      await giveBack(tx, deps, handover, { state: 'unanswered', by: 'system', byId: null }, { kind: 'unanswered' }, now)
      await record(tx, id, 'handover_unanswered', now)
      return true
    case 'fell_silent': {
      const end = { state: 'returned', by: 'system', byId: null } as const
      await giveBack(tx, deps, handover, end, { kind: 'fell_silent', who: holderWords(handover, roster) }, now)
      await record(tx, id, 'handover_returned', now)
      return true
    }
    case 'tell':
      await tellNobodyYet(tx, handover, roster, now)
      return true
    case null:
      return hasHolder(handover, roster) ? false : placeAnew(tx, handover, roster, now)
  }
}

async function tellNobodyYet(tx: Tx, handover: Handover, roster: Roster, now: Date): Promise<void> {
  const second = nextPerson(handover, roster)
  const replies = nobodyYetReplies(holderWords(handover, roster), second && cadreWords(second))
  const key = `handover:${handover.id}:nobody_yet:${handover.version}`
  await appendOurs(tx, handover, key, now, ({ state }) => ({ replies, state }))
  await putHandover(tx, toldNobodyYet(handover, second, now))
  if (second) await record(tx, handover.id, 'handover_widened', now)
}

/** The holder left, or his duty ended: whoever answers for the place today has the word. */
async function placeAnew(tx: Tx, handover: Handover, roster: Roster, now: Date): Promise<boolean> {
  const placed = placeLead(handover.region, null, roster)
  if (placed.kind === 'nobody_on_duty') return false
  const { holder, rule } = placed.assignment
  const replies = tookOverReplies(cadreWords(holder))
  const key = `handover:${handover.id}:placed:${handover.version}`
  await appendOurs(tx, handover, key, now, ({ state }) => ({ replies, state }))
  await putHandover(tx, takenOver(handover, holder, rule, now))
  await record(tx, handover.id, 'handover_placed', now)
  return true
}

/** Who may read the chat changes by itself here; so the audit says it, as it says a cadre's step. Last: entries wait for one another. */
async function record(tx: Tx, id: string, act: string, at: Date): Promise<void> {
  await tx.audit.append({ at, actor: 'system', act, subject: id })
}

function hasHolder({ holderId, region }: Handover, roster: Roster): boolean {
  return mayHandle(holderId, region, roster) !== null
}

function holderWords({ holderId }: Handover, { cadres }: Roster): string {
  const holder = cadres.find((cadre) => cadre.id === holderId)
  return holder ? cadreWords(holder) : '干部'
}
