import { type Kysely, sql } from 'kysely'

const COUNTY = '(select actor_county())'
const ME = '(select actor_id())'
const SYSTEM = `(select actor_kind()) = 'system'`
const HANDLER = `(select actor_kind()) in ('village_cadre', 'township_officer', 'county_officer')`
const COUNTY_OFFICER = `(select actor_kind()) = 'county_officer'`
const DEPARTMENT = `(select actor_kind()) = 'department_officer'`

/** Of a household that lives where he answers for. */
const inArea = (table: string) => `(${HANDLER} and exists (select from household h
  where h.county_code = ${table}.county_code and h.id = ${table}.household_id
    and h.region ^@ any ((select actor_areas())::text[])))`
const seesMeasure = `(${HANDLER} and exists (select from measure m
  where m.county_code = measure_event.county_code and m.id = measure_event.measure_id))`

/** Per table and command, who may, beside the system; every rule is within the actor's county. What is not named is the system's. */
const RULES: Record<string, { select: string; insert: string; update?: string }> = {
  measure: { select: inArea('measure'), insert: inArea('measure'), update: inArea('measure') },
  measure_event: { select: seesMeasure, insert: `${seesMeasure} and by_id = ${ME}` },
  // A department sees what it was asked, and nothing else of the household. The answer is written by the system, which looks first.
  referral: {
    select: `${inArea('referral')} or (${DEPARTMENT} and department = (select actor_department()))`,
    insert: `${inArea('referral')} and asked_by = ${ME} and state = 'asked'`,
    update: 'false',
  },
  employment_service: {
    select: inArea('employment_service'),
    insert: `${inArea('employment_service')} and by_id = ${ME}`,
  },
  work_month: { select: inArea('work_month'), insert: `${inArea('work_month')} and by_id = ${ME}` },
  monitoring: { select: inArea('monitoring'), insert: inArea('monitoring'), update: inArea('monitoring') },
  key_group: { select: inArea('key_group'), insert: inArea('key_group'), update: inArea('key_group') },
  county_figure: { select: COUNTY_OFFICER, insert: `${COUNTY_OFFICER} and by_id = ${ME}` },
}

/**
 * Help: what is planned, given, published and ended, with an event for each step; what was handed to a department; what those who
 * want work were offered, and in which months they worked; who is monitored since when; who belongs to a key group; and
 * the county's own figures behind the shares.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(TABLES).execute(db)
  const statements = Object.entries(RULES).flatMap(([table, { select, insert, update }]) => [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    policy(table, 'select', 'using', select),
    policy(table, 'insert', 'with check', insert),
    ...(update ? [policy(table, 'update', 'using', update)] : []),
    `grant select, insert${update ? ', update' : ''} on ${table} to mingbai_app`,
  ])
  await sql.raw(statements.join(';\n')).execute(db)
}

function policy(table: string, command: string, clause: string, who: string): string {
  return `create policy ${table}_${command} on ${table} for ${command} ${clause}
    (county_code = ${COUNTY} and (${SYSTEM} or (${who})))`
}

const TABLES = `
-- Of a department's officer: which one he answers for.
alter table cadre add column if not exists department text;
grant select (department) on cadre to mingbai_app;
create or replace function actor_department() returns text language sql stable
  return (select c.department from cadre c where c.county_code = actor_county() and c.id = actor_id());

create table measure (
  county_code text not null,
  id uuid not null,
  household_id uuid not null,
  measure text not null,
  help text not null,
  for_member uuid,
  state text not null check (state in ('planned', 'given', 'published', 'ended')),
  basis text not null check (basis in ('suggested', 'own')),
  why text not null,
  citation jsonb,
  units text[] not null,
  planned_on date not null,
  given_on date,
  published_on date,
  ended_on date,
  version integer not null check (version > 0),
  primary key (county_code, id),
  foreign key (county_code, household_id) references household,
  check ((state = 'ended') = (ended_on is not null))
);
-- The same help for the same person stands once.
create unique index measure_unended on measure (county_code, household_id, help, for_member)
  nulls not distinct where state <> 'ended';
create index measure_of_household on measure (county_code, household_id);

create table measure_event (
  county_code text not null,
  measure_id uuid not null,
  seq integer not null check (seq > 0),
  state text not null check (state in ('planned', 'given', 'published', 'ended')),
  day date not null,
  at timestamptz not null,
  by_id uuid not null,
  by_name text not null,
  text text not null,
  primary key (county_code, measure_id, seq),
  foreign key (county_code, measure_id) references measure,
  foreign key (county_code, by_id) references cadre
);
create index measure_event_by on measure_event (county_code, by_id);

create table referral (
  county_code text not null,
  id uuid not null,
  household_id uuid not null,
  region text not null check (starts_with(region, county_code)),
  household_name text not null,
  department text not null,
  need text not null,
  need_words text not null,
  duty text,
  citation jsonb,
  text text not null,
  asked_by uuid not null,
  asked_by_name text not null,
  asked_on date not null,
  asked_at timestamptz not null,
  due_day date,
  due_citation jsonb,
  state text not null check (state in ('asked', 'answered')),
  result text check (result in ('will_help', 'helped', 'not_entitled', 'not_ours')),
  answer text,
  answered_by uuid,
  answered_by_name text,
  answered_on date,
  answered_at timestamptz,
  primary key (county_code, id),
  foreign key (county_code, household_id) references household,
  foreign key (county_code, asked_by) references cadre,
  foreign key (county_code, answered_by) references cadre,
  check (num_nulls(result, answer, answered_by, answered_by_name, answered_on, answered_at)
    = case state when 'asked' then 6 else 0 end)
);
create unique index referral_asked on referral (county_code, household_id, department, need) where state = 'asked';
create index referral_of_household on referral (county_code, household_id);
create index referral_of_department on referral (county_code, department, state, due_day);
create index referral_asked_by on referral (county_code, asked_by);
create index referral_answered_by on referral (county_code, answered_by) where answered_by is not null;

create table employment_service (
  county_code text not null,
  id uuid not null,
  household_id uuid not null,
  member_id uuid not null,
  service text not null check (service in ('guidance', 'training', 'job_offer')),
  day date not null,
  text text not null,
  by_id uuid not null,
  at timestamptz not null,
  primary key (county_code, id),
  foreign key (county_code, household_id) references household,
  foreign key (county_code, by_id) references cadre
);
create index employment_service_of_household on employment_service (county_code, household_id, day);
create index employment_service_by on employment_service (county_code, by_id);

create table work_month (
  county_code text not null,
  member_id uuid not null,
  month text not null check (month ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
  public_post boolean not null,
  household_id uuid not null,
  by_id uuid not null,
  at timestamptz not null,
  primary key (county_code, member_id, month, public_post),
  foreign key (county_code, household_id) references household,
  foreign key (county_code, by_id) references cadre
);
create index work_month_of_household on work_month (county_code, household_id, month);
create index work_month_by on work_month (county_code, by_id);

create table monitoring (
  county_code text not null,
  household_id uuid not null,
  kind text not null check (kind in ('unstable_lifted', 'marginal_at_risk', 'sudden_severe', 'registered_poor')),
  since date not null,
  risk_removed_on date check (risk_removed_on >= since),
  primary key (county_code, household_id),
  foreign key (county_code, household_id) references household
);

create table key_group (
  county_code text not null,
  household_id uuid not null,
  group_name text not null,
  entered_on date not null,
  why text not null,
  citation jsonb not null,
  left_on date check (left_on >= entered_on),
  primary key (county_code, household_id, group_name, entered_on),
  foreign key (county_code, household_id) references household
);
-- In a group once at a time.
create unique index key_group_open on key_group (county_code, household_id, group_name) where left_on is null;

create table county_figure (
  county_code text not null,
  id uuid not null,
  of text not null,
  period text not null check (period ~ '^\\d{4}(-Q[1-4])?$'),
  part numeric check (part >= 0),
  whole numeric not null check (whole >= 0),
  source text not null,
  by_id uuid not null,
  at timestamptz not null,
  primary key (county_code, id),
  foreign key (county_code, by_id) references cadre,
  check (part <= whole)
);
create index county_figure_of on county_figure (county_code, of, period, at);
create index county_figure_by on county_figure (county_code, by_id);
`
