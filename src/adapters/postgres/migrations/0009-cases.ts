import { type Kysely, sql } from 'kysely'

const COUNTY = '(select actor_county())'
const ACTOR = '(select actor_kind())'
const ME = '(select actor_id())'
const SYSTEM = `${ACTOR} = 'system'`
const RESIDENT = `${ACTOR} = 'resident'`
const HANDLER = `${ACTOR} in ('village_cadre', 'township_officer', 'county_officer')`
const IN_AREA = `region ^@ any ((select actor_areas())::text[])`
const OWN = `(${RESIDENT} and resident_id = ${ME})`
/** What hangs on a case is seen by whoever sees the case. */
const seesCase = (table: string) => `exists (select from monitoring_case c
  where c.county_code = ${table}.county_code and c.id = ${table}.case_id)`
/** An officer of a department sees what is asked of his own. */
const MY_DEPARTMENT = `(select c.department from cadre c where c.county_code = actor_county() and c.id = actor_id())`

const RULES: Record<string, { select: string; insert: string; update?: string }> = {
  monitoring_case: {
    select: `${SYSTEM} or (${HANDLER} and ${IN_AREA})`,
    insert: `${SYSTEM} or (${HANDLER} and ${IN_AREA})`,
    update: `${SYSTEM} or (${HANDLER} and ${IN_AREA})`,
  },
  // A report or visit that a case takes over keeps its own author; who entered it is said beside it, and must be true.
  case_action: {
    select: `${SYSTEM} or (${HANDLER} and ${seesCase('case_action')})`,
    insert: `${SYSTEM} or (${HANDLER} and recorded_by = ${ME} and ${seesCase('case_action')})`,
  },
  case_lead: {
    select: `${SYSTEM} or (${HANDLER} and ${seesCase('case_lead')})`,
    insert: `${SYSTEM} or (${HANDLER} and ${seesCase('case_lead')}
      and exists (select from lead l where l.county_code = case_lead.county_code and l.id = case_lead.lead_id))`,
  },
  comparison: {
    select: `${SYSTEM} or (${HANDLER} and ${IN_AREA}) or (${ACTOR} = 'department_officer' and department = ${MY_DEPARTMENT})`,
    insert: `${SYSTEM} or (${HANDLER} and ${IN_AREA} and ${seesCase('comparison')})`,
    update: `${SYSTEM} or (${HANDLER} and ${IN_AREA})`,
  },
}

/**
 * Cases: the present face, and the append-only actions that it is folded from. An office that is asked sees its own row of
 * `comparison` and nothing of the case. A picture that a cadre puts in belongs to its case and is seen with it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
alter table cadre add column if not exists department text;
grant select (department) on cadre to mingbai_app;

create sequence case_number start 1001;
grant usage on sequence case_number to mingbai_app;

create table monitoring_case (
  county_code text not null,
  id uuid not null,
  number text not null,
  region text not null check (starts_with(region, county_code) and length(region) = 12),
  household_id uuid not null,
  phase text not null check (phase in ('identification', 'on_register', 'leaving', 'ended')),
  phase_rank smallint not null
    generated always as (case phase when 'identification' then 0 when 'leaving' then 1 when 'on_register' then 2 else 3 end) stored,
  step text,
  opened_at timestamptz not null,
  finish_by timestamptz not null,
  monitored_kind text check (monitored_kind in
    ('unstable_lifted', 'marginal_at_risk', 'sudden_severe', 'registered_poor')),
  version integer not null check (version > 0),
  demo boolean not null,
  primary key (county_code, id),
  unique (county_code, number),
  foreign key (county_code, household_id) references household
);
-- A household has one running case; whoever opens a second at the same moment finds the first.
create unique index case_running on monitoring_case (county_code, household_id) where phase <> 'ended';
create index case_of_household on monitoring_case (county_code, household_id);
create index case_of_place on monitoring_case (county_code, region, phase_rank, finish_by, id);
create index case_by_due on monitoring_case (county_code, phase_rank, finish_by, id);

create table case_action (
  county_code text not null,
  case_id uuid not null,
  seq integer not null check (seq > 0),
  kind text not null,
  at timestamptz not null,
  by_kind text not null check (by_kind in ('household', 'cadre', 'system')),
  by_id uuid,
  by_name text,
  by_role text,
  recorded_by uuid,
  basis json not null,
  text text not null,
  body json not null,
  primary key (county_code, case_id, seq),
  foreign key (county_code, case_id) references monitoring_case,
  check ((by_kind = 'cadre') = (by_id is not null))
);

create table case_lead (
  county_code text not null,
  case_id uuid not null,
  lead_id uuid not null,
  primary key (county_code, lead_id, case_id),
  foreign key (county_code, case_id) references monitoring_case,
  foreign key (county_code, lead_id) references lead
);
create index case_lead_of_case on case_lead (county_code, case_id);

create table comparison (
  county_code text not null,
  id uuid not null,
  case_id uuid not null,
  seq integer not null,
  step text not null,
  region text not null check (starts_with(region, county_code)),
  department text not null,
  fields text[] not null,
  head_name text not null,
  people json not null,
  state text not null check (state in ('open', 'answered', 'void')),
  asked_at timestamptz not null,
  ended_at timestamptz,
  primary key (county_code, id),
  unique (county_code, case_id, seq),
  foreign key (county_code, case_id, seq) references case_action,
  check ((state = 'open') = (ended_at is null))
);
create index comparison_of_department on comparison (county_code, department, state, asked_at);

alter table attachment alter column resident_id drop not null;
alter table attachment add column cadre_id uuid, add column case_id uuid;
alter table attachment add foreign key (county_code, cadre_id) references cadre;
alter table attachment add foreign key (county_code, case_id) references monitoring_case;
alter table attachment add check ((resident_id is null) = (cadre_id is not null and case_id is not null));
create index attachment_of_case on attachment (county_code, case_id) where case_id is not null;
alter policy attachment_insert on attachment with check (county_code = ${COUNTY} and (${SYSTEM}
  or (${HANDLER} and cadre_id = ${ME} and ${seesCase('attachment')})));
alter policy attachment_select on attachment using (county_code = ${COUNTY} and (${SYSTEM} or ${OWN}
  or (${HANDLER} and (
    exists (select from lead_attachment a
      where a.county_code = attachment.county_code and a.attachment_id = attachment.id)
    or exists (select from handover h join turn t
      on t.county_code = h.county_code and t.conversation_id = h.conversation_id and t.seq >= h.first_seq
        and (h.last_seq is null or t.seq <= h.last_seq)
      where h.county_code = attachment.county_code and h.resident_id = attachment.resident_id
        and t.inbound ->> 'attachment' = attachment.id::text)
    or ${seesCase('attachment')}))));
${Object.entries(RULES)
  .flatMap(([table, rule]) => secure(table, rule))
  .join(';\n')}
`)
    .execute(db)
}

function secure(table: string, rule: Record<string, string>): string[] {
  return [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    ...Object.entries(rule).flatMap(([command, who]) => [
      `create policy ${table}_${command} on ${table} for ${command}
        ${command === 'insert' ? 'with check' : 'using'} (county_code = ${COUNTY} and (${who}))`,
      `grant ${command} on ${table} to mingbai_app`,
    ]),
  ]
}
