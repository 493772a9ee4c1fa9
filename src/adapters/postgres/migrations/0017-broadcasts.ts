import { type Kysely, sql } from 'kysely'

const COUNTY = '(select actor_county())'
const SYSTEM = `(select actor_kind()) = 'system'`
const HANDLER = `(select actor_kind()) in ('village_cadre', 'township_officer', 'county_officer')`
const ME = '(select actor_id())'
const HIS = `(${HANDLER} and region ^@ any ((select actor_areas())::text[]))`
const SEEN = `(${HANDLER} and exists (select from broadcast b
  where b.county_code = broadcast_event.county_code and b.id = broadcast_event.broadcast_id))`
const CHANNELS = `'web', 'miniprogram', 'official_account', 'wecom', 'wechaty'`

/**
 * Publicity. A delivery is one broadcast to one person: `person` is what tells people apart across channels, so somebody who writes
 * from two channels under one number gets one. Deliveries name resident and conversation without foreign keys, as turns do: they are
 * made by the hundred thousand in one statement, and neither is ever deleted. Nobody but the system sees who got what.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
alter table resident add column person text collate "C" not null
  generated always as (coalesce(phone ->> 'hash', identity_number ->> 'hash', id::text)) stored;
create index resident_person on resident (county_code, person);
create index resident_of_household on resident (county_code, household_id) where household_id is not null;

create table broadcast (
  county_code text not null,
  id uuid not null,
  region text not null check (starts_with(region, county_code)),
  level text not null check (level in ('village_cadre', 'township_officer', 'county_officer')),
  title text not null,
  content jsonb not null,
  blocks json not null,
  audience jsonb not null,
  quiet_from integer not null check (quiet_from between 18 and 22),
  quiet_until integer not null check (quiet_until between 7 and 12),
  state text not null check (state in
    ('draft', 'submitted', 'approved', 'scheduled', 'sending', 'paused', 'done', 'stopped')),
  composed_by uuid not null,
  approved_by uuid check (approved_by <> composed_by),
  created_at timestamptz not null,
  start_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  queued integer not null default 0 check (queued >= 0),
  sent integer not null default 0 check (sent >= 0),
  failed integer not null default 0 check (failed >= 0),
  skipped integer not null default 0 check (skipped >= 0),
  hand text,
  in_hand_until timestamptz,
  pace_since timestamptz,
  pace_dealt_with integer,
  version integer not null check (version > 0),
  primary key (county_code, id),
  foreign key (county_code, composed_by) references cadre,
  foreign key (county_code, approved_by) references cadre,
  -- Nothing begins that no second person approved.
  check (state in ('draft', 'submitted', 'stopped') or approved_by is not null),
  check (started_at is not null or state not in ('sending', 'paused', 'done'))
);
create index broadcast_newest on broadcast (county_code, created_at);
create index broadcast_of_composer on broadcast (county_code, composed_by);
create index broadcast_of_approver on broadcast (county_code, approved_by) where approved_by is not null;
create index broadcast_open on broadcast (county_code, state) where state in ('scheduled', 'sending');
create index broadcast_started on broadcast (county_code, started_at) where started_at is not null;

create table delivery (
  county_code text not null,
  broadcast_id uuid not null,
  person text collate "C" not null,
  resident_id uuid,
  conversation_id uuid,
  channel text check (channel in (${CHANNELS})),
  village text,
  state text not null check (state in ('queued', 'sent', 'failed', 'skipped')),
  reason text,
  next_at timestamptz,
  attempts integer not null default 0,
  ended_at timestamptz,
  primary key (county_code, broadcast_id, person),
  check ((state = 'queued') = (next_at is not null)),
  check ((state = 'skipped' and reason is not null) or conversation_id is not null)
);
create index delivery_queued on delivery (county_code, broadcast_id, next_at) where state = 'queued';
create index delivery_failed on delivery (county_code, broadcast_id) where state = 'failed';

create table broadcast_event (
  county_code text not null,
  broadcast_id uuid not null,
  seq integer not null check (seq > 0),
  kind text not null,
  at timestamptz not null,
  by_id uuid,
  by_name text,
  text text not null,
  primary key (county_code, broadcast_id, seq),
  foreign key (county_code, broadcast_id) references broadcast,
  foreign key (county_code, by_id) references cadre,
  check ((by_id is null) = (by_name is null))
);
create index broadcast_event_by on broadcast_event (county_code, by_id) where by_id is not null;

alter table broadcast enable row level security;
alter table broadcast force row level security;
create policy broadcast_select on broadcast for select using (county_code = ${COUNTY} and (${SYSTEM} or ${HIS}));
create policy broadcast_insert on broadcast for insert with check (county_code = ${COUNTY} and
  (${SYSTEM} or (${HIS} and composed_by = ${ME} and state = 'draft')));
create policy broadcast_update on broadcast for update using (county_code = ${COUNTY} and (${SYSTEM} or ${HIS}));
grant select, insert, update on broadcast to mingbai_app;

alter table delivery enable row level security;
alter table delivery force row level security;
create policy delivery_select on delivery for select using (county_code = ${COUNTY} and ${SYSTEM});
create policy delivery_insert on delivery for insert with check (county_code = ${COUNTY} and ${SYSTEM});
create policy delivery_update on delivery for update using (county_code = ${COUNTY} and ${SYSTEM});
grant select, insert, update on delivery to mingbai_app;

alter table broadcast_event enable row level security;
alter table broadcast_event force row level security;
create policy broadcast_event_select on broadcast_event for select using (county_code = ${COUNTY} and (${SYSTEM} or ${SEEN}));
create policy broadcast_event_insert on broadcast_event for insert with check (county_code = ${COUNTY} and
  (${SYSTEM} or (by_id = ${ME} and ${SEEN})));
grant select, insert on broadcast_event to mingbai_app;
`)
    .execute(db)
}
