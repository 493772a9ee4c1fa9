import { type Kysely, sql } from 'kysely'

const WHO = `(county_code = (select actor_county()) and (select actor_kind()) = 'system')`
const CHANNELS = `'web', 'miniprogram', 'official_account', 'wecom', 'wechaty'`

/**
 * What became of a delivery where the channel must be sent to: `told` is null where the chat is only opened. `waiting`: the channel
 * is still to be asked. `closed`: it takes nothing until he writes. `in_call`: he is in a mass call. A mass call is one call of the
 * channel's mass sending to many; its id and its people are stored before the channel is asked, so that it can be repeated as it was.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const policies = ['select', 'insert', 'update', 'delete'].map(
    (command) =>
      `create policy mass_call_${command} on mass_call for ${command} ${command === 'insert' ? 'with check' : 'using'} ${WHO}`,
  )
  await sql
    .raw(`
alter table delivery
  add column told text check (told in ('waiting', 'closed', 'in_call', 'told', 'untold')),
  add column told_reason text,
  add column mass_call uuid,
  add check (told <> 'in_call' or mass_call is not null),
  add check (told <> 'untold' or told_reason is not null);
create index delivery_pushed on delivery (county_code, conversation_id, broadcast_id) where told is not null;
create index delivery_to_tell on delivery (county_code, broadcast_id, told) where told in ('waiting', 'closed');
create index delivery_for_mass on delivery (county_code, broadcast_id, conversation_id)
  where told = 'closed' and mass_call is null and told_reason is null;
create index delivery_of_call on delivery (county_code, mass_call) where mass_call is not null;
create policy delivery_delete on delivery for delete using ${WHO};
grant delete on delivery to mingbai_app;

create table mass_call (
  county_code text not null,
  id uuid not null,
  channel text not null check (channel in (${CHANNELS})),
  broadcast_id uuid not null,
  made_at timestamptz not null,
  next_at timestamptz,
  attempts integer not null default 0,
  unsure_since timestamptz,
  state text not null default 'open' check (state in ('open', 'sent', 'refused', 'unknown')),
  answer_id text,
  why text,
  paused_until timestamptz,
  ended_at timestamptz,
  primary key (county_code, id),
  foreign key (county_code, broadcast_id) references broadcast,
  check ((state = 'open') = (next_at is not null)),
  check ((state = 'open') = (ended_at is null))
);
create index mass_call_open on mass_call (county_code, channel, next_at) where state = 'open';
create index mass_call_paused on mass_call (county_code, channel, paused_until) where paused_until is not null;
create index mass_call_of_broadcast on mass_call (county_code, broadcast_id);
alter table mass_call enable row level security;
alter table mass_call force row level security;
${policies.join(';\n')};
grant select, insert, update, delete on mass_call to mingbai_app;
`)
    .execute(db)
}
