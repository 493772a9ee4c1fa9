import { type Kysely, sql } from 'kysely'

const SYSTEM = `(select actor_kind()) = 'system'`
const OWN_DRAFT = `((select actor_kind()) in ('village_cadre', 'township_officer', 'county_officer')
  and region ^@ any ((select actor_areas())::text[]) and composed_by = (select actor_id()) and state = 'draft')`
const WHO = `(county_code = (select actor_county()) and (${SYSTEM} or ${OWN_DRAFT}))`

/** A cadre changes his own draft and nothing else of a broadcast: approving, sending and the counts are the system's, behind its check. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
drop policy broadcast_update on broadcast;
create policy broadcast_update on broadcast for update using ${WHO} with check ${WHO};
`)
    .execute(db)
}
