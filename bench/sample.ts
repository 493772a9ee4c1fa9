import type pg from 'pg'
import { OPENING } from './what-they-say.ts'

/** A turn as it lies in the table after the warm-up: the rivals write the very same rows. */
export interface SampleTurn {
  inbound: string
  replies: string
  state: string
}

/** The one nearest to the mean of each size class, so that their mean is that of all. */
export async function sampleTurns(client: pg.Client, count: number): Promise<SampleTurn[]> {
  const { rows } = await client.query<SampleTurn>(
    `with sized as (select t.*, pg_column_size(t.*) as size from turn t where seq > ${OPENING.length} limit 20000),
       classed as (select *, ntile($1) over (order by size) as class from sized),
       measured as (select *, abs(size - avg(size) over (partition by class)) as off from classed)
     select distinct on (class) inbound::text, replies::text, state::text from measured order by class, off`,
    [count],
  )
  if (rows.length < count) throw new Error('the warm-up left too few turns')
  return rows
}

/** Same columns, types, keys and indexes as the application's table; without its row-level security, in the rivals' favour. */
export const RIVAL_TABLES = `
drop table if exists bench_turn, bench_message, bench_session, bench_outbox;
create table bench_turn (like turn including all);
create table bench_message (county_code text, conversation_id uuid, seq int, inbound_id text, at timestamptz not null,
  inbound json, replies json not null,
  primary key (county_code, conversation_id, seq), unique (county_code, conversation_id, inbound_id));
create table bench_session (county_code text, conversation_id uuid, seq int not null, state json not null,
  primary key (county_code, conversation_id));
create table bench_outbox (county_code text, key text, conversation_id uuid not null, blocks json not null, at timestamptz not null,
  primary key (county_code, key))`

export const EMPTY_RIVAL_TABLES = 'truncate bench_turn, bench_message, bench_session, bench_outbox'

/** Bytes of an average row on the disk: ours and theirs must be alike. */
export async function bytesPerRow(client: pg.Client, table: 'turn' | 'bench_turn'): Promise<number> {
  const { rows } = await client.query<{ bytes: number }>(
    `select avg(pg_column_size(t.*))::int as bytes from (select * from ${table} where seq > ${OPENING.length} limit 20000) t`,
  )
  return rows[0]?.bytes ?? Number.NaN
}
