import type { KeyGroupsReport } from '../contract/help-reports.ts'
import { incomeOfYear } from '../core/ledger/per-capita-income.ts'
import { presentMembers } from '../core/measure/household.ts'
import { type KeyGroups, keyGroups } from '../core/measure/key-groups.ts'
import { nextOf, pageOf, WHOLE, type Window } from '../core/words/page-of.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { named, type Reported, reportedHouseholds } from './help-report.ts'
import { groundsView } from './helped-household.ts'
import type { KeyGroupEntry } from './ports/measures.ts'
import type { Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'

/**
 * The groups that the county looks after first, computed from last year's incomes and the register. With `enter` they are
 * written into the ledger of key groups, where they stay until their risk is removed.
 */
export async function reportKeyGroups(
  deps: Deps,
  actor: CadreActor,
  enter: boolean,
  window: Window = WHOLE,
): Promise<KeyGroupsReport | Refusal> {
  if (actor.role !== 'county_officer') return { refused: 'not_allowed', why: '只有县级干部可以看全县的重点户。' }
  return deps.store.transaction(actor, async (tx): Promise<KeyGroupsReport> => {
    const { reported, where } = await reportedHouseholds(tx, deps, actor)
    const year = Number(where.day.slice(0, 4)) - 1
    const answer = keyGroups(
      deps.packs,
      where,
      reported.map(({ household, monitoring, ledger }) => ({
        householdId: household.id,
        region: household.region,
        kind: household.kind,
        monitored: monitoring,
        people: presentMembers(ledger, where.day).length,
        incomeLastYear: incomeOfYear(ledger, year),
      })),
    )
    if (answer.kind === 'no_rule') return { kind: 'no_rule', why: '这里没有规定要算重点户。' }
    const entered = enter ? await tx.monitored.enterKeyGroups(entriesOf(answer, where.day)) : 0
    const view = viewOf(deps, answer, reported, { entries: await openEntries(tx), entered, window })
    const act = enter ? 'key_groups_entered' : 'key_groups_read'
    await tx.audit.append({ at: deps.clock.now(), actor: actor.cadreId, act, subject: actor.county })
    return view
  })
}

function entriesOf({ households, groups, citation }: KeyGroups, enteredOn: string): KeyGroupEntry[] {
  return households.flatMap(({ householdId, groups: mine }) =>
    mine.map((group) => {
      const why = groups.find((each) => each.group === group)?.words ?? group
      return { householdId, group, enteredOn, why: `${why}。`, citation }
    }),
  )
}

async function openEntries(tx: Tx): Promise<Map<string, KeyGroupEntry[]>> {
  return Map.groupBy(await tx.monitored.keyGroups(), ({ householdId }) => householdId)
}

function viewOf(
  deps: Deps,
  answer: KeyGroups,
  reported: Reported[],
  { entries, entered, window }: { entries: Map<string, KeyGroupEntry[]>; entered: number; window: Window },
): KeyGroupsReport {
  const { citation, pack, house, runOut, year, groups, areas, households, incomeUnknown } = answer
  const byId = new Map(reported.map(({ household }) => [household.id, household]))
  const nameOf = (id: string) => {
    const household = byId.get(id)
    if (!household) throw new Error(`household ${id} is computed and not reported`)
    return named(deps, household)
  }
  const computed = new Set(households.map(({ householdId }) => householdId))
  const staying = [...entries].flatMap(([householdId, mine]) =>
    computed.has(householdId) || !byId.has(householdId)
      ? []
      : mine.map(({ enteredOn: since, why }) => ({ ...nameOf(householdId), since, why })),
  )
  return {
    kind: 'computed',
    ...groundsView({ citation, pack, house, runOut }),
    year,
    groups,
    areas: areas.map((area) => {
      const county = area.region.slice(0, 6)
      return { ...area, place: deps.regions(county)?.placeName(area.region) ?? area.region }
    }),
    households: pageOf(households, window).map(({ householdId, people, incomeLastYear, why }) => {
      const inLedgerSince = entries.get(householdId)?.[0]?.enteredOn ?? null
      return { ...nameOf(householdId), people, incomeLastYear, why, inLedgerSince }
    }),
    incomeUnknown: pageOf(incomeUnknown, window).map(({ householdId, people }) => ({ ...nameOf(householdId), people })),
    staying: pageOf(staying, window),
    entered,
    next: nextOf([households, incomeUnknown, staying], window),
  }
}
