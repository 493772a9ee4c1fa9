import { type Kysely, sql } from 'kysely'

const OWN = `(county_code = (select actor_county()) and ((select actor_kind()) = 'system' or (cadre_id = (select actor_id())
  and (select actor_kind()) in ('village_cadre', 'township_officer', 'county_officer', 'department_officer'))))`

const COUNTY_OFFICER = `(county_code = (select actor_county()) and ((select actor_kind()) = 'system'
  or ((select actor_kind()) = 'county_officer' and exists (select from household h
    where h.county_code = TABLE.county_code and h.id = TABLE.household_id and h.region ^@ any ((select actor_areas())::text[])))))`

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
 * And the register belongs to the county.
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
grant select, insert on cadre_act to mingbai_app;
${OF_THE_COUNTY.join(';\n')};
`)
    .execute(db)
}
