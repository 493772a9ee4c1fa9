import { type Kysely, sql } from 'kysely'

const COUNTY = '(select actor_county())'
const SYSTEM = `(select actor_kind()) = 'system'`
const HANDLER = `(select actor_kind()) in ('village_cadre', 'township_officer', 'county_officer')`
const HIS = `(${HANDLER} and (region ^@ any ((select actor_areas())::text[]) or holder_id = (select actor_id())))`

/**
 * Recurring work, one row for each rule, place and period; the unique key is what makes it once. `region` says whose it is, and is
 * the county's code where the work is its city's. Done is it by whoever answers for the place, or holds it. `duty_run` says up to
 * which day it was made, so that a pause is caught up on.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
create table duty_item (
  county_code text not null,
  id uuid not null default gen_random_uuid(),
  rule text not null,
  pack text not null,
  what text not null,
  says text not null,
  source text not null,
  warning text,
  period text not null,
  first_day date not null,
  last_day date not null check (last_day >= first_day),
  expected_from date not null,
  due_at timestamptz not null,
  late_at timestamptz not null check (late_at >= due_at),
  remind_at timestamptz not null,
  hand_up_days integer not null check (hand_up_days > 0),
  least_times integer not null check (least_times > 0),
  belongs text not null check (belongs in ('village', 'township', 'county')),
  region text not null check (starts_with(region, county_code)),
  place text not null,
  household_id uuid,
  level text not null check (level in ('village', 'township', 'county')),
  holder_id uuid,
  state text not null check (state in ('open', 'done', 'handed_up')),
  reminded_at timestamptz,
  steps jsonb not null default '[]',
  top_since timestamptz,
  done_days date[] not null default '{}',
  done_by uuid,
  done_at timestamptz,
  note text,
  primary key (county_code, id),
  unique nulls not distinct (county_code, rule, period, place, household_id),
  foreign key (county_code, household_id) references household,
  foreign key (county_code, holder_id) references cadre,
  foreign key (county_code, done_by) references cadre,
  check ((state = 'done') = (done_at is not null))
);
create index duty_item_of_holder on duty_item (county_code, holder_id, late_at, id);
create index duty_item_of_place on duty_item (county_code, region, late_at, id);
create index duty_item_of_household on duty_item (county_code, household_id, last_day) where household_id is not null;
create index duty_item_unfinished on duty_item (county_code, late_at, id) where state <> 'done';

create table duty_run (
  county_code text not null,
  what text not null check (what in ('make')),
  day date not null,
  at timestamptz not null,
  primary key (county_code, what)
);

alter table duty_item enable row level security;
alter table duty_item force row level security;
create policy duty_item_select on duty_item for select using (county_code = ${COUNTY} and (${SYSTEM} or ${HIS}));
create policy duty_item_insert on duty_item for insert with check (county_code = ${COUNTY} and ${SYSTEM});
create policy duty_item_update on duty_item for update using (county_code = ${COUNTY} and (${SYSTEM} or ${HIS}));
grant select, insert, update on duty_item to mingbai_app;

alter table duty_run enable row level security;
alter table duty_run force row level security;
create policy duty_run_select on duty_run for select using (county_code = ${COUNTY} and ${SYSTEM});
create policy duty_run_insert on duty_run for insert with check (county_code = ${COUNTY} and ${SYSTEM});
create policy duty_run_update on duty_run for update using (county_code = ${COUNTY} and ${SYSTEM});
grant select, insert, update on duty_run to mingbai_app;
`)
    .execute(db)
}
