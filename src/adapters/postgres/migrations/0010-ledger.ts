import { type Kysely, sql } from 'kysely'

const COUNTY = '(select actor_county())'
const SYSTEM = `(select actor_kind()) = 'system'`
const HANDLER = `(select actor_kind()) in ('village_cadre', 'township_officer', 'county_officer')`
const ME = '(select actor_id())'

/** Whoever sees the household sees what its ledger holds: the household's own policy decides within. */
const seesHousehold = (table: string) => `exists (select from household h
  where h.county_code = ${table}.county_code and h.id = ${table}.household_id)`
/** Only who answers for the place where it lives writes, and only under his own name. */
const ofHisArea = (table: string) => `exists (select from household h
  where h.county_code = ${table}.county_code and h.id = ${table}.household_id
    and h.region ^@ any ((select actor_areas())::text[]))`
const OWN_SOURCE = `source ->> 'cadreId' = ${ME}::text`

/** Who must be named by a row that a cadre writes. */
const NAMES_HIM: Record<string, string> = {
  member: OWN_SOURCE,
  household_fact: OWN_SOURCE,
  money_entry: OWN_SOURCE,
  visit: `cadre_id = ${ME}`,
  household_photo: `cadre_id = ${ME}`,
}

/**
 * The household's ledger. Facts and sums are never changed or deleted: what is said later, and each correction, is a row of its own. Two
 * corrections of one entry can't both stand, by the unique key on `replaces`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
create table member (
  county_code text not null,
  id uuid not null,
  household_id uuid not null,
  name text not null,
  relation text not null,
  born text check (born ~ '^\\d{4}(-\\d{2}(-\\d{2})?)?$'),
  identity_number jsonb,
  joined text check (joined ~ '^\\d{4}(-\\d{2}(-\\d{2})?)?$'),
  source jsonb not null,
  at timestamptz not null,
  left_day date,
  left_why text,
  left_source jsonb,
  left_at timestamptz,
  primary key (county_code, id),
  foreign key (county_code, household_id) references household,
  check (num_nulls(left_day, left_why, left_source, left_at) in (0, 4))
);
create index member_of_household on member (county_code, household_id);

create table household_fact (
  county_code text not null,
  id uuid not null,
  household_id uuid not null,
  member_id uuid,
  field text not null,
  value jsonb not null,
  period text check (period ~ '^\\d{4}(-\\d{2})?$'),
  day date not null,
  source jsonb not null,
  at timestamptz not null,
  settles uuid[] not null,
  why text,
  primary key (county_code, id),
  foreign key (county_code, household_id) references household,
  foreign key (county_code, member_id) references member,
  check (cardinality(settles) = 0 or why is not null)
);
create index fact_of_household on household_fact (county_code, household_id);
create index fact_of_member on household_fact (county_code, member_id) where member_id is not null;

create table money_entry (
  county_code text not null,
  id uuid not null,
  household_id uuid not null,
  kind text not null check (kind in ('business', 'wage', 'property', 'transfer', 'production', 'rigid')),
  from_month text not null check (from_month ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
  to_month text not null check (to_month ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
  fen integer not null check (fen >= 0),
  words text not null,
  source jsonb not null,
  at timestamptz not null,
  replaces uuid,
  contests uuid,
  settles uuid[] not null,
  primary key (county_code, id),
  unique (county_code, replaces),
  foreign key (county_code, household_id) references household,
  foreign key (county_code, replaces) references money_entry,
  foreign key (county_code, contests) references money_entry,
  check (from_month <= to_month),
  check (replaces is null or contests is null)
);
create index money_of_household on money_entry (county_code, household_id);
create index money_contests on money_entry (county_code, contests) where contests is not null;

create table visit (
  county_code text not null,
  id uuid not null,
  household_id uuid not null,
  cadre_id uuid not null,
  day date not null,
  words text not null,
  photos uuid[] not null,
  place jsonb,
  at timestamptz not null,
  primary key (county_code, id),
  foreign key (county_code, household_id) references household,
  foreign key (county_code, cadre_id) references cadre
);
create index visit_of_household on visit (county_code, household_id, day);
create index visit_of_cadre on visit (county_code, cadre_id, day);

create table household_photo (
  county_code text not null,
  id uuid not null,
  household_id uuid not null,
  cadre_id uuid not null,
  mime text not null,
  bytes bytea not null,
  at timestamptz not null,
  primary key (county_code, id),
  foreign key (county_code, household_id) references household,
  foreign key (county_code, cadre_id) references cadre
);
create index photo_of_household on household_photo (county_code, household_id);
create index photo_of_cadre on household_photo (county_code, cadre_id);
`)
    .execute(db)
  const statements = Object.entries(NAMES_HIM).flatMap(([table, himself]) => [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy ${table}_select on ${table} for select using
      (county_code = ${COUNTY} and (${SYSTEM} or (${HANDLER} and ${seesHousehold(table)})))`,
    `create policy ${table}_insert on ${table} for insert with check
      (county_code = ${COUNTY} and (${SYSTEM} or (${HANDLER} and ${himself} and ${ofHisArea(table)})))`,
    `grant select, insert on ${table} to mingbai_app`,
  ])
  await sql
    .raw(
      [
        ...statements,
        // A member may be said to have left, and a number that was not known be filled in.
        `create policy member_update on member for update using
          (county_code = ${COUNTY} and (${SYSTEM} or (${HANDLER} and ${ofHisArea('member')})))`,
        'grant update (identity_number, left_day, left_why, left_source, left_at) on member to mingbai_app',
      ].join(';\n'),
    )
    .execute(db)
}
