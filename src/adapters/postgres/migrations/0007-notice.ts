import { type Kysely, sql } from 'kysely'

const COUNTY = '(select actor_county())'
const SYSTEM = `(select actor_kind()) = 'system'`
const STAFF = `(select actor_kind()) in
  ('village_cadre', 'township_officer', 'county_officer', 'department_officer', 'admin')`

/**
 * What cadres are told by telephone. A row stays as long as its lead is open, because it also says whose queue an emergency
 * stands in beside the holder's. The number stays in `cadre`, whose column nobody may read: a function gives it to the system alone.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
create table notice (
  county_code text not null,
  key text not null,
  kind text not null check (kind in ('phone')),
  lead_id uuid not null,
  cadre_id uuid not null,
  state text not null check (state in ('waiting', 'sent', 'failed', 'no_number', 'not_configured')),
  at timestamptz not null,
  next_at timestamptz not null,
  attempts integer not null default 0,
  ended_at timestamptz,
  error text,
  primary key (county_code, key),
  foreign key (county_code, lead_id) references lead,
  foreign key (county_code, cadre_id) references cadre
);
create index notice_waiting on notice (county_code, next_at, key) where state = 'waiting';
create index notice_of_cadre on notice (county_code, cadre_id, lead_id);
create index notice_of_lead on notice (county_code, lead_id);

alter table notice enable row level security;
alter table notice force row level security;
create policy notice_select on notice for select using (county_code = ${COUNTY} and
  (${SYSTEM} or (${STAFF} and cadre_id = (select actor_id()))));
create policy notice_insert on notice for insert with check (county_code = ${COUNTY} and ${SYSTEM});
create policy notice_update on notice for update using (county_code = ${COUNTY} and ${SYSTEM});
create policy notice_delete on notice for delete using (county_code = ${COUNTY} and ${SYSTEM} and state <> 'waiting');
grant select, insert, update, delete on notice to mingbai_app;

create function cadre_phone(cadre uuid) returns jsonb
  language plpgsql stable security definer
  set search_path = pg_catalog, public
as $$
begin
  if current_setting('mingbai.actor', true) is distinct from 'system' then
    raise exception 'the numbers of cadres are for the system alone' using errcode = 'insufficient_privilege';
  end if;
  return (select c.phone from cadre c
    where c.county_code = current_setting('mingbai.county', true) and c.id = cadre_phone.cadre);
end $$;
revoke execute on function cadre_phone from public;
grant execute on function cadre_phone to mingbai_app;
`)
    .execute(db)
}
