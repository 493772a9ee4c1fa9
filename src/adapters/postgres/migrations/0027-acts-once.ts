import { type Kysely, sql } from 'kysely'

const SYSTEM = `(county_code = (select actor_county()) and (select actor_kind()) = 'system')`

const OWN = `(county_code = (select actor_county()) and ((select actor_kind()) = 'system' or (cadre_id = (select actor_id())
  and (select actor_kind()) in ('village_cadre', 'township_officer', 'county_officer', 'department_officer'))))`

const COUNTY_OFFICER = `(county_code = (select actor_county()) and ((select actor_kind()) = 'system'
  or ((select actor_kind()) = 'county_officer' and exists (select from household h
    where h.county_code = TABLE.county_code and h.id = TABLE.household_id and h.region ^@ any ((select actor_areas())::text[])))))`

/** To whoever is on duty at that level of the place. */
const TOLD = `(county_code = (select actor_county()) and ((select actor_kind()) = 'system'
  or (region ^@ any ((select actor_areas())::text[]) and (select actor_kind()) = case level
    when 'village' then 'village_cadre' when 'township' then 'township_officer' else 'county_officer' end)))`

/** The register of those monitored and the key groups are the county's: its officers write them, and what a case decides the system. */
const OF_THE_COUNTY = ['monitoring', 'key_group'].flatMap((table) => {
  const who = COUNTY_OFFICER.replaceAll('TABLE', table)
  return [
    `drop policy ${table}_insert on ${table}`,
    `drop policy ${table}_update on ${table}`,
    `create policy ${table}_insert on ${table} for insert with check ${who}`,
    `create policy ${table}_update on ${table} for update using ${who}`,
  ]
})

/**
 * Acts on cases, help and ledgers that a device may send again: each id is done once. Whose it is sees it, and nobody changes it.
 * What a step of a case tells an office, until somebody there has seen it. And the register belongs to the county.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
create table cadre_act (
  county_code text not null,
  id uuid not null,
  cadre_id uuid not null,
  act text not null,
  subject text not null,
  at timestamptz not null,
  primary key (county_code, id),
  foreign key (county_code, cadre_id) references cadre
);
create index cadre_act_by on cadre_act (county_code, cadre_id);
alter table cadre_act enable row level security;
alter table cadre_act force row level security;
create policy cadre_act_select on cadre_act for select using ${OWN};
create policy cadre_act_insert on cadre_act for insert with check ${OWN};
create policy cadre_act_delete on cadre_act for delete using ${SYSTEM};
grant select, insert, delete on cadre_act to mingbai_app;

create table case_notice (
  county_code text not null,
  id uuid not null,
  key text not null,
  case_id uuid not null,
  region text not null check (starts_with(region, county_code)),
  level text not null check (level in ('village', 'township', 'county')),
  text text not null,
  at timestamptz not null,
  seen_at timestamptz,
  seen_by uuid,
  primary key (county_code, id),
  unique (county_code, key),
  foreign key (county_code, case_id) references monitoring_case,
  foreign key (county_code, seen_by) references cadre,
  check ((seen_at is null) = (seen_by is null))
);
create index case_notice_unseen on case_notice (county_code, at) where seen_at is null;
create index case_notice_of_case on case_notice (county_code, case_id);
create index case_notice_seen_by on case_notice (county_code, seen_by) where seen_by is not null;
alter table case_notice enable row level security;
alter table case_notice force row level security;
create policy case_notice_select on case_notice for select using ${TOLD};
create policy case_notice_insert on case_notice for insert
  with check ${SYSTEM};
create policy case_notice_update on case_notice for update using ${TOLD};
create policy case_notice_delete on case_notice for delete using ${SYSTEM};
grant select, insert, delete on case_notice to mingbai_app;
grant update (seen_at, seen_by) on case_notice to mingbai_app;
${OF_THE_COUNTY.join(';\n')};
`)
    .execute(db)
}
