import type { z } from 'zod'
import type { HandoverList, HandoverSummary } from '../contract/handover.ts'
import { isOpen, mayAnswer, mayTakeOver } from '../core/handover/handover.ts'
import type { Roster } from '../core/routing/roster.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import type { HandoverRow } from './ports/handovers.ts'

/** Over a weekend nobody should miss that somebody was not answered. */
const ENDED_SHOWN_MS = 3 * 24 * 3_600_000
const MOST = 100

/** Who of his area wants to speak with a person, and what became of it lately. At most 100; `more`: there are others. */
export async function listHandovers(deps: Deps, actor: CadreActor): Promise<z.infer<typeof HandoverList>> {
  const now = deps.clock.now()
  return deps.store.transaction(actor, async (tx) => {
    const rows = await tx.handovers.list(new Date(now.getTime() - ENDED_SHOWN_MS), MOST + 1)
    const roster = await tx.roster.onDay(actor.county, chinaDay(now))
    const handovers = rows.slice(0, MOST).map((row) => handoverView(deps, row, actor, roster))
    return { handovers, more: rows.length > MOST }
  })
}

/** One as the list shows it; null when this cadre may not see it. */
export async function handoverSummary(deps: Deps, actor: CadreActor, id: string): Promise<HandoverSummary | null> {
  return deps.store.transaction(actor, async (tx) => {
    const row = await tx.handovers.row(id)
    return row && handoverView(deps, row, actor, await tx.roster.onDay(actor.county, chinaDay(deps.clock.now())))
  })
}

export function handoverView(
  deps: Deps,
  { handover, holder, second }: HandoverRow,
  actor: CadreActor,
  roster: Roster,
): HandoverSummary {
  const open = isOpen(handover)
  return {
    id: handover.id,
    state: handover.state,
    region: handover.region,
    place: deps.regions(handover.county)?.placeName(handover.region) ?? handover.region,
    name: handover.name,
    askedAt: handover.askedAt.toISOString(),
    waitingSince: handover.waitingSince?.toISOString() ?? null,
    lastAt: handover.lastAt.toISOString(),
    holder,
    second,
    mayAnswer: open && mayAnswer(handover, actor.cadreId, roster),
    mayTakeOver: open && mayTakeOver(handover, actor.cadreId, roster) !== null,
    ending: endingWords(handover, roster),
    version: handover.version,
  }
}

function endingWords({ state, returnedBy, returnedById }: HandoverRow['handover'], { cadres }: Roster): string | null {
  if (state === 'unanswered') return '等了一天没有人回，已经交回机器'
  switch (returnedBy) {
    case null:
      return null
    case 'resident':
      return '对方不等了，已经交回机器'
    case 'system':
      return '一天没有新话，已经交回机器'
    case 'cadre':
      return `${cadres.find((cadre) => cadre.id === returnedById)?.name ?? '干部'}说完了，已经交回机器`
  }
}
