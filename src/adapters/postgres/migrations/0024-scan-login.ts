import { type Kysely, sql } from 'kysely'

const SYSTEM = `(county_code = (select actor_county()) and (select actor_kind()) = 'system')`

/**
 * A browser that asks to be let in by somebody's phone. What its QR code says is the public id and opens nothing; the secret that
 * belongs to it never leaves the browser, and only its keyed hash is here. Between its owner and the system, as sessions are.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
create table scan_login (
  county_code text not null,
  id text not null,
  secret_hash text not null,
  browser text not null,
  address text not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  seen_at timestamptz,
  cadre_id uuid,
  session_until timestamptz,
  confirmed_at timestamptz,
  refused_at timestamptz,
  used_at timestamptz,
  primary key (county_code, id),
  foreign key (county_code, cadre_id) references cadre,
  check (num_nulls(cadre_id, session_until, confirmed_at) in (0, 3)),
  check (confirmed_at is null or refused_at is null),
  check (used_at is null or confirmed_at is not null)
);
create index scan_login_of_cadre on scan_login (county_code, cadre_id) where cadre_id is not null;
create index scan_login_old on scan_login (county_code, expires_at);
alter table scan_login enable row level security;
alter table scan_login force row level security;
create policy scan_login_select on scan_login for select using ${SYSTEM};
create policy scan_login_insert on scan_login for insert with check ${SYSTEM};
create policy scan_login_update on scan_login for update using ${SYSTEM};
create policy scan_login_delete on scan_login for delete using ${SYSTEM};
grant select, insert, update, delete on scan_login to mingbai_app;
`)
    .execute(db)
}
