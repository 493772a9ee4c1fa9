import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { freshState } from '../../src/core/dialogue/converse.ts'

const VILLAGES = 150

/**
 * So many invented people in the villages of a county, each of a household, with a chat of one turn in which he agreed. Answers two
 * cadres. By statements of the database: as turns of a chat it would take an hour.
 */
export async function seedPeople(
  pool: Pick<pg.Pool, 'connect'>,
  county: string,
  people: number,
): Promise<{ id: string; other: string }> {
  const [id, other] = [randomUUID(), randomUUID()]
  const state = JSON.stringify(freshState({}))
  const statements = `
    insert into region select '${county}', '演示县', true;
    insert into region select '${county}101' || lpad(n::text, 3, '0'), '演示村' || n, true from generate_series(0, ${VILLAGES - 1}) n;
    insert into cadre (county_code, id, name, role, active, demo)
      values ('${county}', '${id}', '演示甲', 'village_cadre', true, true), ('${county}', '${other}', '演示乙', 'village_cadre', true, true);
    insert into household (county_code, id, region, head_name, kind, unconfirmed, demo)
      select '${county}', gen_random_uuid(), '${county}101' || lpad((n % ${VILLAGES})::text, 3, '0'), '王示' || n, 'poverty_lifted', false, true
      from generate_series(1, ${people}) n;
    insert into resident (county_code, id, household_id, village, phone, consent_version, consent_at, created_at, demo)
      select county_code, gen_random_uuid(), id, region, jsonb_build_object('hash', md5(id::text)), '1', now(), now(), true from household;
    insert into conversation (county_code, id, resident_id, channel, created_at)
      select county_code, gen_random_uuid(), id, 'web', now() from resident;
    insert into turn (county_code, conversation_id, seq, inbound_id, at, inbound, replies, state)
      select county_code, id, 1, 'first', now() - interval '1 day', '{"kind":"text","text":"你好"}', '[]', '${state}' from conversation`
  const client = await pool.connect()
  try {
    // Invented rows need no checks, and have all the time that they need.
    await client.query(`set statement_timeout = 0; set session_replication_role = replica`)
    await client.query(statements)
    await client.query('reset statement_timeout; reset session_replication_role')
  } finally {
    client.release()
  }
  return { id, other }
}
