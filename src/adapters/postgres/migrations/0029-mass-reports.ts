import { type Kysely, sql } from 'kysely'

const WHO = `(county_code = (select actor_county()) and (select actor_kind()) = 'system')`
const CHANNELS = `'web', 'miniprogram', 'official_account', 'wecom', 'wechaty'`

/**
 * What a channel reports of a mass call once it is over. `taken`: the channel has it, and has not reported yet; its people stay in the
 * call until then. `left_out` and `not_reached` of them did not get it; nobody says who. A report may come before the answer to the call
 * is stored: it waits in `mass_report`. `mass_failures`: so many calls with him in it failed as a whole.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const policies = ['select', 'insert', 'update', 'delete'].map(
    (command) =>
      `create policy mass_report_${command} on mass_report for ${command} ${command === 'insert' ? 'with check' : 'using'} ${WHO}`,
  )
  await sql
    .raw(`
alter table mass_call
  drop constraint mass_call_state_check,
  add constraint mass_call_state_check check (state in ('open', 'taken', 'sent', 'failed', 'refused', 'unknown')),
  add column left_out integer not null default 0,
  add column not_reached integer not null default 0;
create index mass_call_taken on mass_call (county_code, channel, ended_at) where state = 'taken';
create index mass_call_answered on mass_call (county_code, channel, answer_id) where answer_id is not null;
alter table delivery add column mass_failures smallint not null default 0;

create table mass_report (
  county_code text not null,
  channel text not null check (channel in (${CHANNELS})),
  answer_id text not null,
  failure text,
  sent integer,
  not_reached integer,
  at timestamptz not null,
  primary key (county_code, channel, answer_id)
);
alter table mass_report enable row level security;
alter table mass_report force row level security;
${policies.join(';\n')};
grant select, insert, update, delete on mass_report to mingbai_app;
`)
    .execute(db)
}
