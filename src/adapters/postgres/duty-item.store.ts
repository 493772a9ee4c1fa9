import { sql } from 'kysely'
import type {
  Duties,
  DutyCount,
  DutyMove,
  DutyQuery,
  DutyRow,
  HeldGroup,
  OverdueGroup,
} from '../../app/ports/duties.ts'
import type { DutyHolder } from '../../core/duty/answers.ts'
import type { DutyHousehold, DutyItems } from '../../core/duty/duty-items.ts'
import { chinaDay } from '../../core/words/when.ts'
import { dutyRowOf, dutyRows, NOT_DONE } from './duty-item.row.ts'
import { giveGroupBack, stoodInGroups } from './duty-stood-in.ts'
import type { Trx } from './transaction.ts'

export function dutiesOf(trx: Trx, county: string): Duties {
  return {
    households: () => dutyHouseholds(trx, county),
    put: (items) => putDutyItems(trx, county, items),
    async caughtUpTo(what) {
      const runs = trx.selectFrom('duty_run').select('day').where('county_code', '=', county).where('what', '=', what)
      return (await runs.executeTakeFirst())?.day ?? null
    },
    async caughtUp(what, day, at) {
      await trx
        .insertInto('duty_run')
        .values({ county_code: county, what, day, at })
        .onConflict((conflict) => conflict.columns(['county_code', 'what']).doUpdateSet({ day, at }))
        .execute()
    },
    remind: (now) => markReminded(trx, county, now),
    overdue: (now) => overdueGroups(trx, county, now),
    handUp: (moves) => handUpGroups(trx, county, moves),
    held: () => heldGroups(trx, county),
    stoodIn: (now) => stoodInGroups(trx, county, now),
    giveBack: (group, holder, now) => giveGroupBack(trx, county, group, holder, now),
    giveTo: (group, holder) => giveGroupTo(trx, county, group, holder),
    async row(id) {
      const row = await dutyRows(trx, county).where('duty_item.id', '=', id).executeTakeFirst()
      return row ? dutyRowOf(row) : null
    },
    page: (query) => dutyPage(trx, county, query),
    done: (id, by, at, note) => markDone(trx, county, id, by, at, note),
    visited: (householdId, day, by, at) => countVisit(trx, county, householdId, day, by, at),
    counts: (query) => countDuties(trx, county, query),
  }
}

async function dutyHouseholds(trx: Trx, county: string): Promise<DutyHousehold[]> {
  return trx
    .selectFrom('household')
    .select(['id', 'region', 'kind', 'cadre_id as cadreId'])
    .where('county_code', '=', county)
    .where('unconfirmed', '=', false)
    .where(sql<boolean>`length(region) = 12`)
    .orderBy('id')
    .execute()
}

/** So many rows a statement: a few megabytes of parameters. */
const BATCH = 5_000

/** In the order of their key, so that two processes that make the same wait for one another and do not deadlock. */
async function putDutyItems(trx: Trx, county: string, { task, subjects }: DutyItems): Promise<number> {
  const keyOf = (at: number) => `${subjects[at]?.place} ${subjects[at]?.householdId}`
  const order = subjects.map((_, at) => at).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const sorted = order.flatMap((at) => subjects[at] ?? [])
  let made = 0
  for (let from = 0; from < sorted.length; from += BATCH) {
    const some = sorted.slice(from, from + BATCH)
    const { numAffectedRows } = await sql`
      insert into duty_item (county_code, rule, pack, what, says, source, warning, period, first_day, last_day,
        expected_from, due_at, late_at, remind_at, hand_up_days, least_times, belongs,
        region, place, household_id, level, holder_id, state)
      select ${county}, ${task.rule}, ${task.pack}, ${task.what}, ${task.says}, ${task.source}, ${task.warning},
        ${task.period.name}, ${task.period.first}::date, ${task.period.last}::date, ${task.expectedFrom}::date,
        ${task.dueAt}::timestamptz, ${task.lateAt}::timestamptz, ${task.remindAt}::timestamptz,
        ${task.handUpDays}::int, ${task.leastTimes}::int, ${task.belongs}::text,
        s.region, s.place, s.household_id, s.level, s.holder_id,
        case s.level when ${task.belongs}::text then 'open' else 'handed_up' end
      from unnest(${some.map((each) => each.region)}::text[], ${some.map((each) => each.place)}::text[],
        ${some.map((each) => each.householdId)}::uuid[], ${some.map((each) => each.level)}::text[],
        ${some.map((each) => each.holderId)}::uuid[]) as s (region, place, household_id, level, holder_id)
      on conflict do nothing
    `.execute(trx)
    made += Number(numAffectedRows ?? 0)
  }
  return made
}

async function markReminded(trx: Trx, county: string, now: Date): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('duty_item')
    .set({ reminded_at: now })
    .where('county_code', '=', county)
    .where(NOT_DONE)
    .where('reminded_at', 'is', null)
    .where('remind_at', '<=', now)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Those whose next step up is due, or who are marked as standing at the top. */
async function overdueGroups(trx: Trx, county: string, now: Date): Promise<OverdueGroup[]> {
  const rows = await trx
    .selectFrom('duty_item')
    .select(['region', 'belongs', 'level', 'holder_id as holderId', 'late_at as lateAt', 'hand_up_days as handUpDays'])
    .select(sql<string[]>`array_agg(id::text)`.as('ids'))
    .where('county_code', '=', county)
    .where(NOT_DONE)
    .where('top_since', 'is', null)
    .where(sql<boolean>`late_at + make_interval(days => hand_up_days) <= ${now}`)
    .groupBy(['region', 'belongs', 'level', 'holder_id', 'late_at', 'hand_up_days'])
    .orderBy('region')
    .orderBy('late_at')
    .execute()
  return rows
}

/**
 * In one statement, by ids: what joins on place and time is planned badly while the table has no statistics yet, and then takes
 * minutes. `at` is which move an item is of.
 * Whoever comes second finds it moved already, and does nothing.
 */
async function handUpGroups(trx: Trx, county: string, moves: DutyMove[]): Promise<void> {
  const ids = moves.flatMap(({ group }) => group.ids)
  const at = moves.flatMap(({ group }, index) => group.ids.map(() => index + 1))
  await sql`
    update duty_item d
    set level = (${moves.map(({ holder }) => holder.level)}::text[])[m.at],
      holder_id = (${moves.map(({ holder }) => holder.holderId)}::uuid[])[m.at],
      steps = d.steps || ((${moves.map(({ steps }) => JSON.stringify(steps))}::text[])[m.at])::jsonb,
      top_since = (${moves.map(({ topSince }) => topSince)}::timestamptz[])[m.at],
      state = case (${moves.map(({ holder }) => holder.level)}::text[])[m.at] when d.belongs then 'open' else 'handed_up' end
    from unnest(${ids}::uuid[], ${at}::int[]) as m (id, at)
    where d.county_code = ${county} and d.id = m.id and d.state <> 'done' and d.top_since is null
      and d.level = (${moves.map(({ group }) => group.level)}::text[])[m.at]
  `.execute(trx)
}

async function heldGroups(trx: Trx, county: string): Promise<HeldGroup[]> {
  return trx
    .selectFrom('duty_item')
    .leftJoin('household', (join) =>
      join
        .onRef('household.county_code', '=', 'duty_item.county_code')
        .onRef('household.id', '=', 'duty_item.household_id'),
    )
    .select(['duty_item.region', 'duty_item.level', 'duty_item.holder_id as holderId'])
    .select('household.cadre_id as householdCadreId')
    .distinct()
    .where('duty_item.county_code', '=', county)
    .where(NOT_DONE)
    .execute()
}

async function giveGroupTo(trx: Trx, county: string, group: HeldGroup, { holderId, level }: DutyHolder): Promise<void> {
  await trx
    .updateTable('duty_item')
    .set({ holder_id: holderId, level, state: sql`case belongs when ${level}::text then 'open' else 'handed_up' end` })
    .where('county_code', '=', county)
    .where(NOT_DONE)
    .where('region', '=', group.region)
    .where('level', '=', group.level)
    .where('holder_id', 'is not distinct from', group.holderId)
    .where(
      sql<boolean>`(select h.cadre_id from household h where h.county_code = duty_item.county_code
        and h.id = duty_item.household_id) is not distinct from ${group.householdCadreId}::uuid`,
    )
    .execute()
}

/** Of that time, or left over from the month before, while it still goes up; what ended earlier was missed, and would only pile up. */
const countedIn = (first: string) => sql<boolean>`(last_day >= ${first}::date
  or (state <> 'done' and last_day >= (${first}::date - interval '1 month')::date))`

/** Of that time, or left over from before: what nobody did is not lost with its month. */
const stillOf = (first: string) => sql<boolean>`(duty_item.last_day >= ${first}::date or duty_item.state <> 'done')`

async function dutyPage(trx: Trx, county: string, query: DutyQuery): Promise<DutyRow[]> {
  let rows = dutyRows(trx, county)
    .where('duty_item.first_day', '<=', query.span.last)
    .where(stillOf(query.span.first))
    .orderBy('duty_item.late_at')
    .orderBy('duty_item.id')
    .limit(query.limit)
  if (query.holderId) rows = rows.where('duty_item.holder_id', '=', query.holderId)
  if (query.region) rows = rows.where(sql<boolean>`duty_item.region ^@ ${query.region}`)
  switch (query.which) {
    case 'unfinished':
      rows = rows.where(NOT_DONE)
      break
    case 'overdue':
      rows = rows.where(NOT_DONE).where('duty_item.late_at', '<', query.now)
      break
    case 'done':
      rows = rows.where('duty_item.state', '=', 'done')
      break
    case 'all':
      break
  }
  if (query.after) {
    const { lateAt, id } = query.after
    rows = rows.where(sql<boolean>`(duty_item.late_at, duty_item.id) > (${lateAt}, ${id})`)
  }
  return (await rows.execute()).map(dutyRowOf)
}

async function markDone(trx: Trx, county: string, id: string, by: string, at: Date, note: string) {
  const row = await trx
    .updateTable('duty_item')
    .set({ state: 'done', done_by: by, done_at: at, note })
    .where('county_code', '=', county)
    .where('id', '=', id)
    .where(NOT_DONE)
    .returning('id')
    .executeTakeFirst()
  return row ? ('done' as const) : ('already' as const)
}

async function countVisit(
  trx: Trx,
  county: string,
  householdId: string,
  day: string,
  by: string,
  at: Date,
): Promise<number> {
  const enough = sql`cardinality(done_days) + 1 >= least_times`
  const rows = await trx
    .updateTable('duty_item')
    .set({
      done_days: sql`done_days || ${day}::date`,
      state: sql`case when ${enough} then 'done' else state end`,
      done_by: sql`case when ${enough} then ${by}::uuid end`,
      done_at: sql`case when ${enough} then ${at}::timestamptz end`,
    })
    .where('county_code', '=', county)
    .where('household_id', '=', householdId)
    .where('what', '=', 'visit')
    .where('first_day', '<=', day)
    .where('last_day', '>=', day)
    .where(NOT_DONE)
    .where(sql<boolean>`${day}::date <> all (done_days)`)
    .returning('state')
    .execute()
  return rows.filter(({ state }) => state === 'done').length
}

async function countDuties(
  trx: Trx,
  county: string,
  { span, holderId, region, now }: Pick<DutyQuery, 'span' | 'holderId' | 'region' | 'now'>,
): Promise<DutyCount[]> {
  const count = (which: ReturnType<typeof sql<boolean>>) => sql<number>`count(*) filter (where ${which})`
  let rows = trx
    .selectFrom('duty_item')
    .select('region')
    .select([
      count(NOT_DONE).as('unfinished'),
      count(sql<boolean>`state <> 'done' and reminded_at is not null and late_at >= ${now}`).as('soon'),
      count(sql<boolean>`state <> 'done' and late_at < ${now}`).as('overdue'),
      count(sql<boolean>`state = 'handed_up'`).as('handedUp'),
      count(sql<boolean>`state = 'done'`).as('done'),
      count(sql<boolean>`state <> 'done' and last_day >= ${span.first}::date and last_day < ${chinaDay(now)}::date`).as(
        'missed',
      ),
    ])
    .where('county_code', '=', county)
    .where('first_day', '<=', span.last)
    .where(countedIn(span.first))
    .groupBy('region')
    .orderBy('region')
  if (holderId) rows = rows.where('holder_id', '=', holderId)
  if (region) rows = rows.where(sql<boolean>`region ^@ ${region}`)
  return rows.execute()
}
