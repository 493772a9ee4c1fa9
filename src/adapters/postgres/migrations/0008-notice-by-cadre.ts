import { type Kysely, sql } from 'kysely'

const COUNTY = '(select actor_county())'
const SYSTEM = `(select actor_kind()) = 'system'`
const HANDLER = `(select actor_kind()) in ('village_cadre', 'township_officer', 'county_officer')`

/**
 * Who gives an emergency into other hands has its new holder rung, in the same transaction. Nobody else, and of no other lead than
 * one that he sees himself: the policy of `lead` holds within this one.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
alter policy notice_insert on notice with check (county_code = ${COUNTY} and (${SYSTEM}
  or (${HANDLER} and state = 'waiting' and exists (select from lead l
    where l.county_code = notice.county_code and l.id = notice.lead_id
      and l.urgency_rank = 0 and l.holder_id = notice.cadre_id))));
`)
    .execute(db)
}
