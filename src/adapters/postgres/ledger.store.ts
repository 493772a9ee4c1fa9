import { sql } from 'kysely'
import type { Put } from '../../app/ports/attachments.ts'
import type { HouseholdPhoto, HouseholdQuery, HouseholdRow, StoredMember } from '../../app/ports/ledger.ts'
import type { Fact } from '../../core/ledger/facts.ts'
import type { FactSource } from '../../core/ledger/ledger.ts'
import type { MoneyRow } from '../../core/ledger/money.ts'
import type { Visit } from '../../core/ledger/timeline.ts'
import type { Sealed } from '../../core/sealed.ts'
import { chunksOf } from './chunks.ts'
import { UNFINISHED } from './lead.row.ts'
import * as rows from './ledger.row.ts'
import type { Trx } from './transaction.ts'

export async function listHouseholds(trx: Trx, county: string, query: HouseholdQuery): Promise<HouseholdRow[]> {
  let found = trx
    .selectFrom('household')
    .select(['id', 'county_code as county', 'region', 'head_name as headName', 'kind', 'cadre_id as cadreId', 'demo'])
    .select(
      sql<number>`(select count(*)::int from member m
        where m.county_code = household.county_code and m.household_id = household.id and m.left_day is null)`.as(
        'members',
      ),
    )
    .select(
      sql<string | null>`(select max(v.day) from visit v
        where v.county_code = household.county_code and v.household_id = household.id)`.as('lastVisit'),
    )
    .where('county_code', '=', county)
    .orderBy('region')
    .orderBy('id')
    .limit(query.limit)
  if (query.search !== null)
    found = found.where(
      sql<boolean>`(strpos(head_name, ${query.search}) > 0 or exists (select from member m
        where m.county_code = household.county_code and m.household_id = household.id and strpos(m.name, ${query.search}) > 0))`,
    )
  if (query.cadreId !== null) found = found.where('cadre_id', '=', query.cadreId)
  if (query.region !== null) found = found.where(sql<boolean>`region ^@ ${query.region}`)
  if (query.kind !== null) found = found.where('kind', '=', query.kind)
  if (query.after !== null)
    found = found.where(sql<boolean>`(region, id) > (${query.after.region}, ${query.after.id}::uuid)`)
  return found.execute()
}

/** Everything of one household, each in the order of entry. */
export async function ledgerHistory(trx: Trx, county: string, householdId: string) {
  const told = (await foldable(trx, county, [householdId])).get(householdId)
  const visits = await visitsOf(trx, county)
    .where('visit.household_id', '=', householdId)
    .orderBy('day')
    .orderBy('at')
    .orderBy('visit.id')
    .execute()
  return { ...(told ?? { members: [], facts: [], money: [] }), visits: visits.map(rows.visitOfRow) }
}

function visitsOf(trx: Trx, county: string) {
  return trx
    .selectFrom('visit')
    .innerJoin('cadre', (join) =>
      join.onRef('cadre.county_code', '=', 'visit.county_code').onRef('cadre.id', '=', 'visit.cadre_id'),
    )
    .select(['visit.id', 'day', 'words', 'photos', 'place', 'at', 'cadre_id', 'cadre.name as cadre_name'])
    .where('visit.county_code', '=', county)
}

export async function visitsWithIds(trx: Trx, county: string, ids: string[]): Promise<Visit[]> {
  if (ids.length === 0) return []
  return (await visitsOf(trx, county).where('visit.id', 'in', ids).execute()).map(rows.visitOfRow)
}

/** What members and money are folded from, by household, each in the order of entry. */
export async function foldable(trx: Trx, county: string, householdIds: string[]) {
  const members = await trx
    .selectFrom('member')
    .selectAll()
    .where('county_code', '=', county)
    .where(sql<boolean>`household_id = any (${householdIds}::uuid[])`)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const facts = await trx
    .selectFrom('household_fact')
    .selectAll()
    .where('county_code', '=', county)
    .where(sql<boolean>`household_id = any (${householdIds}::uuid[])`)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const money = await trx
    .selectFrom('money_entry')
    .selectAll()
    .where('county_code', '=', county)
    .where(sql<boolean>`household_id = any (${householdIds}::uuid[])`)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const people = Map.groupBy(members, (row) => row.household_id)
  const said = Map.groupBy(facts, (row) => row.household_id)
  const sums = Map.groupBy(money, (row) => row.household_id)
  return new Map(
    [...new Set([...people.keys(), ...said.keys(), ...sums.keys()])].map((id) => [
      id,
      {
        members: (people.get(id) ?? []).map(rows.memberOfRow),
        facts: (said.get(id) ?? []).map(rows.factOfRow),
        money: (sums.get(id) ?? []).map(rows.moneyOfRow),
      },
    ]),
  )
}

export async function addMembers(trx: Trx, county: string, householdId: string, members: StoredMember[]) {
  for (const some of chunksOf(members))
    await trx
      .insertInto('member')
      .values(some.map((member) => rows.rowOfMember(county, householdId, member)))
      .onConflict((conflict) => conflict.columns(['county_code', 'id']).doNothing())
      .execute()
}

export async function addIdentity(trx: Trx, county: string, memberId: string, identity: Sealed): Promise<void> {
  await trx
    .updateTable('member')
    .set({ identity_number: JSON.stringify(identity) })
    .where('county_code', '=', county)
    .where('id', '=', memberId)
    .where('identity_number', 'is', null)
    .execute()
}

export async function memberLeaves(
  trx: Trx,
  county: string,
  memberId: string,
  { day, why, at, by }: { day: string; why: string; at: Date; by: FactSource },
): Promise<'left' | 'gone'> {
  const { numUpdatedRows } = await trx
    .updateTable('member')
    .set({ left_day: day, left_why: why, left_at: at, left_source: JSON.stringify(by) })
    .where('county_code', '=', county)
    .where('id', '=', memberId)
    .where('left_day', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n ? 'left' : 'gone'
}

export async function addFacts(trx: Trx, county: string, householdId: string, facts: Fact[]): Promise<void> {
  for (const some of chunksOf(facts))
    await trx
      .insertInto('household_fact')
      .values(some.map((fact) => rows.rowOfFact(county, householdId, fact)))
      .onConflict((conflict) => conflict.columns(['county_code', 'id']).doNothing())
      .execute()
}

/** Whoever comes second with a correction of the same entry waits for the first and then is told `conflict`. */
export async function addMoney(
  trx: Trx,
  county: string,
  householdId: string,
  money: MoneyRow[],
): Promise<'added' | 'conflict'> {
  for (const some of chunksOf(money))
    await trx
      .insertInto('money_entry')
      .values(some.map((row) => rows.rowOfMoney(county, householdId, row)))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  const corrections = money.filter(({ replaces }) => replaces !== null).map(({ id }) => id)
  if (corrections.length === 0) return 'added'
  const stored = await trx
    .selectFrom('money_entry')
    .select('id')
    .where('county_code', '=', county)
    .where('id', 'in', corrections)
    .execute()
  return stored.length === corrections.length ? 'added' : 'conflict'
}

export async function addVisit(
  trx: Trx,
  county: string,
  householdId: string,
  { id, day, cadre, words, photos, place, at }: Visit,
): Promise<'added' | 'known'> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('visit')
    .values({
      county_code: county,
      id,
      household_id: householdId,
      cadre_id: cadre.id,
      day,
      words,
      photos,
      place: place && JSON.stringify(place),
      at,
    })
    .onConflict((conflict) => conflict.columns(['county_code', 'id']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n ? 'added' : 'known'
}

export async function putPhoto(trx: Trx, county: string, photo: HouseholdPhoto): Promise<Put> {
  const { id, householdId, cadreId, mime, at } = photo
  const row = { county_code: county, id, household_id: householdId, cadre_id: cadreId, mime, at }
  const put = await trx
    .insertInto('household_photo')
    .values({ ...row, bytes: Buffer.from(photo.bytes) })
    .onConflict((conflict) => conflict.columns(['county_code', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (put) return 'put'
  const known = await trx
    .selectFrom('household_photo')
    .select('id')
    .where('county_code', '=', county)
    .where('id', '=', id)
    .where('household_id', '=', householdId)
    .where('cadre_id', '=', cadreId)
    .executeTakeFirst()
  return known ? 'known' : 'taken'
}

export async function getPhoto(trx: Trx, county: string, householdId: string, photoId: string) {
  const photo = await trx
    .selectFrom('household_photo')
    .select(['mime', 'bytes'])
    .where('county_code', '=', county)
    .where('household_id', '=', householdId)
    .where('id', '=', photoId)
    .executeTakeFirst()
  return photo ?? null
}

export async function photosOf(trx: Trx, county: string, householdId: string, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const found = await trx
    .selectFrom('household_photo')
    .select('id')
    .where('county_code', '=', county)
    .where('household_id', '=', householdId)
    .where('id', 'in', ids)
    .execute()
  return found.map(({ id }) => id)
}

export async function finishByOf(trx: Trx, county: string, householdId: string): Promise<Date[]> {
  const leads = await trx
    .selectFrom('lead')
    .select('finish_by')
    .where('county_code', '=', county)
    .where('household_id', '=', householdId)
    .where(UNFINISHED)
    .orderBy('finish_by')
    .execute()
  return leads.map(({ finish_by }) => finish_by)
}
