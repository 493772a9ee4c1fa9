import { type Kysely, sql } from 'kysely'

/**
 * Leads with their timeline, the reports and pictures that they were made from, and what must leave the system.
 * `lead_report.region` repeats the lead's, because a policy on it must not ask `lead`, whose own policy asks it; a trigger
 * keeps the two the same when the place of an emergency becomes known later.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
create sequence lead_number start 1001;

create table lead (
  county_code text not null,
  id uuid not null,
  number text not null,
  region text not null check (starts_with(region, county_code)),
  household_id uuid not null,
  risk_type text not null check (risk_type in ('income_below_line', 'business_failure', 'job_loss', 'labourer_death',
    'medical_cost', 'disaster_loss', 'school_dropout', 'unsafe_housing', 'unsafe_water', 'other')),
  urgency text not null check (urgency in ('emergency', 'high', 'normal')),
  urgency_rank smallint not null
    generated always as (case urgency when 'emergency' then 0 when 'high' then 1 else 2 end) stored,
  status text not null check (status in ('open', 'claimed', 'visited', 'verified', 'closed', 'withdrawn')),
  gist text not null,
  holder_id uuid not null,
  rule text not null,
  reason text not null,
  due_at timestamptz not null,
  finish_by timestamptz not null,
  finish_source text not null,
  reports integer not null check (reports >= 0),
  created_at timestamptz not null,
  version integer not null check (version > 0),
  demo boolean not null,
  primary key (county_code, id),
  unique (county_code, number),
  foreign key (county_code, household_id) references household,
  foreign key (county_code, holder_id) references cadre
);
create unique index lead_open_matter on lead (county_code, household_id, risk_type)
  where status not in ('closed', 'withdrawn');
create index lead_of_household on lead (county_code, household_id);
create index lead_queue_of_holder on lead (county_code, holder_id, urgency_rank, due_at, id)
  where status not in ('closed', 'withdrawn');
create index lead_queue_of_place on lead (county_code, region, urgency_rank, due_at, id)
  where status not in ('closed', 'withdrawn');
create index lead_queue_of_county on lead (county_code, urgency_rank, due_at, id)
  where status not in ('closed', 'withdrawn');
create index lead_all on lead (county_code, urgency_rank, due_at, id);

create table lead_event (
  county_code text not null,
  lead_id uuid not null,
  seq integer not null check (seq > 0),
  kind text not null,
  at timestamptz not null,
  by_kind text not null check (by_kind in ('resident', 'cadre', 'system')),
  by_id uuid,
  by_name text not null,
  text text not null,
  report_id uuid,
  attachments uuid[] not null,
  primary key (county_code, lead_id, seq),
  foreign key (county_code, lead_id) references lead
);

create table report (
  county_code text not null,
  id uuid not null,
  resident_id uuid not null,
  conversation_id uuid not null,
  household_id uuid not null,
  region text not null check (starts_with(region, county_code)),
  at timestamptz not null,
  report json not null,
  primary key (county_code, id),
  foreign key (county_code, resident_id) references resident,
  foreign key (county_code, conversation_id) references conversation,
  foreign key (county_code, household_id) references household
);
create index report_of_resident on report (county_code, resident_id);

create table lead_report (
  county_code text not null,
  lead_id uuid not null,
  report_id uuid not null,
  resident_id uuid not null,
  conversation_id uuid not null,
  region text not null,
  withdrawn_at timestamptz,
  primary key (county_code, lead_id, report_id),
  foreign key (county_code, lead_id) references lead,
  foreign key (county_code, report_id) references report
);
create index lead_report_of_report on lead_report (county_code, report_id);
create index lead_report_of_conversation on lead_report (county_code, conversation_id);
create index lead_report_of_resident on lead_report (county_code, resident_id, lead_id);

create function lead_report_follows_lead() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, public
as $$
declare
  actor text := current_setting('mingbai.actor', true);
begin
  perform set_config('mingbai.actor', 'system', true);
  update lead_report r set region = new.region where r.county_code = new.county_code and r.lead_id = new.id;
  perform set_config('mingbai.actor', actor, true);
  return null;
end $$;
create trigger lead_moved after update of region on lead
  for each row when (old.region is distinct from new.region) execute function lead_report_follows_lead();

create table attachment (
  county_code text not null,
  id uuid not null,
  resident_id uuid not null,
  mime text not null,
  bytes bytea not null,
  at timestamptz not null,
  primary key (county_code, id),
  foreign key (county_code, resident_id) references resident
);
-- Pictures and recordings are compressed already.
alter table attachment alter column bytes set storage external;
create index attachment_of_resident on attachment (county_code, resident_id);

create table lead_attachment (
  county_code text not null,
  lead_id uuid not null,
  attachment_id uuid not null,
  primary key (county_code, attachment_id, lead_id),
  foreign key (county_code, lead_id) references lead,
  foreign key (county_code, attachment_id) references attachment
);

create table outbox (
  county_code text not null,
  key text not null,
  conversation_id uuid not null,
  blocks json not null,
  at timestamptz not null,
  next_at timestamptz not null,
  attempts integer not null default 0,
  delivered_at timestamptz,
  error text,
  primary key (county_code, key),
  foreign key (county_code, conversation_id) references conversation
);
create index outbox_waiting on outbox (county_code, at, key) where delivered_at is null;
`)
    .execute(db)
}
