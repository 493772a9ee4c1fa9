-- Made by `npm run schema` from the migrations. Not run by anything; here to be read and compared.

create sequence lead_number start 1001;
grant usage on sequence lead_number to mingbai_app;

create table account (
  county_code text not null,
  cadre_id uuid not null,
  account text not null,
  password_hash text not null,
  failures integer not null,
  locked_until timestamp with time zone,
  constraint account_pkey PRIMARY KEY (county_code, cadre_id),
  constraint account_county_code_account_key UNIQUE (county_code, account),
  constraint account_county_code_cadre_id_fkey FOREIGN KEY (county_code, cadre_id) REFERENCES cadre(county_code, id)
);
alter table account enable row level security;
alter table account force row level security;
create policy account_insert on account for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy account_select on account for select
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy account_update on account for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant insert, select, update on account to mingbai_app;

create table attachment (
  county_code text not null,
  id uuid not null,
  resident_id uuid not null,
  mime text not null,
  bytes bytea storage external not null,
  at timestamp with time zone not null,
  constraint attachment_pkey PRIMARY KEY (county_code, id),
  constraint attachment_county_code_resident_id_fkey FOREIGN KEY (county_code, resident_id) REFERENCES resident(county_code, id)
);
CREATE INDEX attachment_of_resident ON public.attachment USING btree (county_code, resident_id);
alter table attachment enable row level security;
alter table attachment force row level security;
create policy attachment_insert on attachment for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy attachment_select on attachment for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = 'resident') AND (resident_id = ( SELECT actor_id()))) OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND ((EXISTS ( SELECT
   FROM lead_attachment a
  WHERE ((a.county_code = attachment.county_code) AND (a.attachment_id = attachment.id)))) OR (EXISTS ( SELECT
   FROM (handover h
     JOIN turn t ON (((t.county_code = h.county_code) AND (t.conversation_id = h.conversation_id) AND (t.seq >= h.first_seq) AND ((h.last_seq IS NULL) OR (t.seq <= h.last_seq)))))
  WHERE ((h.county_code = attachment.county_code) AND (h.resident_id = attachment.resident_id) AND ((t.inbound ->> 'attachment') = (attachment.id)))))))));
grant insert, select on attachment to mingbai_app;

create table audit (
  county_code text not null,
  seq bigint not null,
  at timestamp with time zone not null,
  actor text not null,
  act text not null,
  subject text not null,
  hash bytea not null,
  constraint audit_pkey PRIMARY KEY (county_code, seq),
  constraint audit_seq_check CHECK ((seq > 0))
);
alter table audit enable row level security;
alter table audit force row level security;
create policy audit_insert on audit for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy audit_select on audit for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR (( SELECT actor_kind()) = 'admin')));
grant select on audit to mingbai_app;

create table cadre (
  county_code text not null,
  id uuid not null,
  name text not null,
  role text not null,
  active boolean not null,
  phone jsonb,
  demo boolean not null,
  constraint cadre_pkey PRIMARY KEY (county_code, id),
  constraint cadre_role_check CHECK ((role = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer', 'department_officer', 'admin'])))
);
alter table cadre enable row level security;
alter table cadre force row level security;
create policy cadre_insert on cadre for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR (( SELECT actor_kind()) = 'admin')));
create policy cadre_select on cadre for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR (( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer', 'department_officer', 'admin']))));
create policy cadre_update on cadre for update
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR (( SELECT actor_kind()) = 'admin')));
grant insert, update on cadre to mingbai_app;
grant select (county_code, id, name, role, active, demo) on cadre to mingbai_app;

create table conversation (
  county_code text not null,
  id uuid not null,
  resident_id uuid not null,
  channel text not null,
  created_at timestamp with time zone not null,
  constraint conversation_pkey PRIMARY KEY (county_code, id),
  constraint conversation_county_code_resident_id_channel_key UNIQUE (county_code, resident_id, channel),
  constraint conversation_county_code_resident_id_fkey FOREIGN KEY (county_code, resident_id) REFERENCES resident(county_code, id),
  constraint conversation_channel_check CHECK ((channel = ANY (ARRAY['web', 'miniprogram', 'official_account', 'wecom', 'wechaty'])))
);
alter table conversation enable row level security;
alter table conversation force row level security;
create policy conversation_insert on conversation for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy conversation_select on conversation for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = 'resident') AND (resident_id = ( SELECT actor_id())))));
grant insert, select on conversation to mingbai_app;

create table duty (
  county_code text not null,
  region text not null,
  cadre_id uuid not null,
  deputy_id uuid,
  from_day date not null,
  until_day date,
  constraint duty_pkey PRIMARY KEY (county_code, region, cadre_id, from_day),
  constraint duty_county_code_cadre_id_fkey FOREIGN KEY (county_code, cadre_id) REFERENCES cadre(county_code, id),
  constraint duty_county_code_deputy_id_fkey FOREIGN KEY (county_code, deputy_id) REFERENCES cadre(county_code, id),
  constraint duty_check CHECK (starts_with(region, county_code)),
  constraint duty_check1 CHECK ((until_day >= from_day))
);
CREATE INDEX duty_of_cadre ON public.duty USING btree (county_code, cadre_id);
CREATE INDEX duty_of_deputy ON public.duty USING btree (county_code, deputy_id) WHERE (deputy_id IS NOT NULL);
alter table duty enable row level security;
alter table duty force row level security;
create policy duty_insert on duty for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR (( SELECT actor_kind()) = 'admin')));
create policy duty_select on duty for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR (( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer', 'department_officer', 'admin']))));
create policy duty_update on duty for update
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR (( SELECT actor_kind()) = 'admin')));
grant insert, select, update on duty to mingbai_app;

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
  last_day date not null,
  expected_from date not null,
  due_at timestamp with time zone not null,
  late_at timestamp with time zone not null,
  remind_at timestamp with time zone not null,
  hand_up_days integer not null,
  least_times integer not null,
  belongs text not null,
  region text not null,
  place text not null,
  household_id uuid,
  level text not null,
  holder_id uuid,
  state text not null,
  reminded_at timestamp with time zone,
  steps jsonb not null default '[]'::jsonb,
  top_since timestamp with time zone,
  done_days date[] not null default '{}'::date[],
  done_by uuid,
  done_at timestamp with time zone,
  note text,
  constraint duty_item_pkey PRIMARY KEY (county_code, id),
  constraint duty_item_county_code_rule_period_place_household_id_key UNIQUE NULLS NOT DISTINCT (county_code, rule, period, place, household_id),
  constraint duty_item_county_code_done_by_fkey FOREIGN KEY (county_code, done_by) REFERENCES cadre(county_code, id),
  constraint duty_item_county_code_holder_id_fkey FOREIGN KEY (county_code, holder_id) REFERENCES cadre(county_code, id),
  constraint duty_item_county_code_household_id_fkey FOREIGN KEY (county_code, household_id) REFERENCES household(county_code, id),
  constraint duty_item_belongs_check CHECK ((belongs = ANY (ARRAY['village', 'township', 'county']))),
  constraint duty_item_check CHECK ((last_day >= first_day)),
  constraint duty_item_check1 CHECK ((late_at >= due_at)),
  constraint duty_item_check2 CHECK (starts_with(region, county_code)),
  constraint duty_item_check3 CHECK (((state = 'done') = (done_at IS NOT NULL))),
  constraint duty_item_hand_up_days_check CHECK ((hand_up_days > 0)),
  constraint duty_item_least_times_check CHECK ((least_times > 0)),
  constraint duty_item_level_check CHECK ((level = ANY (ARRAY['village', 'township', 'county']))),
  constraint duty_item_state_check CHECK ((state = ANY (ARRAY['open', 'done', 'handed_up'])))
);
CREATE INDEX duty_item_of_holder ON public.duty_item USING btree (county_code, holder_id, late_at, id);
CREATE INDEX duty_item_of_household ON public.duty_item USING btree (county_code, household_id, last_day) WHERE (household_id IS NOT NULL);
CREATE INDEX duty_item_of_place ON public.duty_item USING btree (county_code, region, late_at, id);
CREATE INDEX duty_item_unfinished ON public.duty_item USING btree (county_code, late_at, id) WHERE (state <> 'done');
alter table duty_item force row level security;
alter table duty_item enable row level security;
create policy duty_item_insert on duty_item for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy duty_item_select on duty_item for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND ((region ^@ ANY (( SELECT actor_areas())::text[])) OR (holder_id = ( SELECT actor_id()))))));
create policy duty_item_update on duty_item for update
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND ((region ^@ ANY (( SELECT actor_areas())::text[])) OR (holder_id = ( SELECT actor_id()))))));
grant insert, select, update on duty_item to mingbai_app;

create table duty_run (
  county_code text not null,
  what text not null,
  day date not null,
  at timestamp with time zone not null,
  constraint duty_run_pkey PRIMARY KEY (county_code, what),
  constraint duty_run_what_check CHECK ((what = 'make'))
);
alter table duty_run enable row level security;
alter table duty_run force row level security;
create policy duty_run_insert on duty_run for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy duty_run_select on duty_run for select
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy duty_run_update on duty_run for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant insert, select, update on duty_run to mingbai_app;

create table handover (
  county_code text not null,
  id uuid not null,
  conversation_id uuid not null,
  resident_id uuid not null,
  region text not null,
  name text,
  holder_id uuid not null,
  rule text not null,
  second_id uuid,
  state text not null,
  asked_at timestamp with time zone not null,
  waiting_since timestamp with time zone,
  told_at timestamp with time zone,
  first_answer_at timestamp with time zone,
  last_at timestamp with time zone not null,
  returned_at timestamp with time zone,
  returned_by text,
  returned_by_id uuid,
  first_seq integer not null,
  last_seq integer,
  version integer not null,
  constraint handover_pkey PRIMARY KEY (county_code, id),
  constraint handover_county_code_conversation_id_fkey FOREIGN KEY (county_code, conversation_id) REFERENCES conversation(county_code, id),
  constraint handover_county_code_holder_id_fkey FOREIGN KEY (county_code, holder_id) REFERENCES cadre(county_code, id),
  constraint handover_county_code_resident_id_fkey FOREIGN KEY (county_code, resident_id) REFERENCES resident(county_code, id),
  constraint handover_county_code_second_id_fkey FOREIGN KEY (county_code, second_id) REFERENCES cadre(county_code, id),
  constraint handover_check CHECK (starts_with(region, county_code)),
  constraint handover_check1 CHECK ((last_seq >= first_seq)),
  constraint handover_check2 CHECK (((state = ANY (ARRAY['returned', 'unanswered'])) = (returned_at IS NOT NULL))),
  constraint handover_first_seq_check CHECK ((first_seq > 0)),
  constraint handover_returned_by_check CHECK ((returned_by = ANY (ARRAY['resident', 'cadre', 'system']))),
  constraint handover_state_check CHECK ((state = ANY (ARRAY['open', 'answered', 'returned', 'unanswered']))),
  constraint handover_version_check CHECK ((version > 0))
);
CREATE INDEX handover_ended ON public.handover USING btree (county_code, returned_at) WHERE (returned_at IS NOT NULL);
CREATE INDEX handover_of_conversation ON public.handover USING btree (county_code, conversation_id);
CREATE INDEX handover_of_resident ON public.handover USING btree (county_code, resident_id);
CREATE UNIQUE INDEX handover_open ON public.handover USING btree (county_code, conversation_id) WHERE (state = ANY (ARRAY['open', 'answered']));
CREATE INDEX handover_waiting ON public.handover USING btree (county_code, asked_at) WHERE (state = ANY (ARRAY['open', 'answered']));
alter table handover enable row level security;
alter table handover force row level security;
create policy handover_insert on handover for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy handover_select on handover for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (region ^@ ANY (( SELECT actor_areas())::text[])))));
create policy handover_update on handover for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant insert, select, update on handover to mingbai_app;

create table household (
  county_code text not null,
  id uuid not null,
  region text not null,
  head_name text not null,
  kind text not null,
  cadre_id uuid,
  phone jsonb,
  unconfirmed boolean not null,
  demo boolean not null,
  constraint household_pkey PRIMARY KEY (county_code, id),
  constraint household_county_code_cadre_id_fkey FOREIGN KEY (county_code, cadre_id) REFERENCES cadre(county_code, id),
  constraint household_check CHECK (starts_with(region, county_code)),
  constraint household_kind_check CHECK ((kind = ANY (ARRAY['poverty_lifted', 'marginal', 'ordinary'])))
);
CREATE INDEX household_by_name ON public.household USING btree (county_code, region, head_name);
alter table household enable row level security;
alter table household force row level security;
create policy household_insert on household for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy household_select on household for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND ((region ^@ ANY (( SELECT actor_areas())::text[])) OR (EXISTS ( SELECT
   FROM lead l
  WHERE ((l.county_code = household.county_code) AND (l.household_id = household.id))))))));
create policy household_update on household for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant insert, select, update on household to mingbai_app;

create table identity (
  county_code text not null,
  channel text not null,
  user_id text not null,
  resident_id uuid not null,
  constraint identity_pkey PRIMARY KEY (county_code, channel, user_id),
  constraint identity_county_code_resident_id_fkey FOREIGN KEY (county_code, resident_id) REFERENCES resident(county_code, id),
  constraint identity_channel_check CHECK ((channel = ANY (ARRAY['web', 'miniprogram', 'official_account', 'wecom', 'wechaty'])))
);
CREATE INDEX identity_of_resident ON public.identity USING btree (county_code, resident_id);
alter table identity enable row level security;
alter table identity force row level security;
create policy identity_insert on identity for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy identity_select on identity for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = 'resident') AND (resident_id = ( SELECT actor_id())))));
grant insert, select on identity to mingbai_app;

create table invitation (
  county_code text not null,
  code_hash text not null,
  cadre_id uuid not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint invitation_pkey PRIMARY KEY (county_code, code_hash),
  constraint invitation_county_code_cadre_id_fkey FOREIGN KEY (county_code, cadre_id) REFERENCES cadre(county_code, id)
);
alter table invitation enable row level security;
alter table invitation force row level security;
create policy invitation_delete on invitation for delete
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy invitation_insert on invitation for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR (( SELECT actor_kind()) = 'admin')));
create policy invitation_select on invitation for select
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy invitation_update on invitation for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant delete, insert, select, update on invitation to mingbai_app;

create table lead (
  county_code text not null,
  id uuid not null,
  number text not null,
  region text not null,
  household_id uuid not null,
  risk_type text not null,
  urgency text not null,
  urgency_rank smallint not null generated always as (
CASE urgency
    WHEN 'emergency' THEN 0
    WHEN 'high' THEN 1
    ELSE 2
END) stored,
  status text not null,
  gist text not null,
  holder_id uuid not null,
  rule text not null,
  reason text not null,
  due_at timestamp with time zone not null,
  finish_by timestamp with time zone not null,
  finish_source text not null,
  reports integer not null,
  created_at timestamp with time zone not null,
  version integer not null,
  demo boolean not null,
  constraint lead_pkey PRIMARY KEY (county_code, id),
  constraint lead_county_code_number_key UNIQUE (county_code, number),
  constraint lead_county_code_holder_id_fkey FOREIGN KEY (county_code, holder_id) REFERENCES cadre(county_code, id),
  constraint lead_county_code_household_id_fkey FOREIGN KEY (county_code, household_id) REFERENCES household(county_code, id),
  constraint lead_check CHECK (starts_with(region, county_code)),
  constraint lead_reports_check CHECK ((reports >= 0)),
  constraint lead_risk_type_check CHECK ((risk_type = ANY (ARRAY['income_below_line', 'business_failure', 'job_loss', 'labourer_death', 'medical_cost', 'disaster_loss', 'school_dropout', 'unsafe_housing', 'unsafe_water', 'other']))),
  constraint lead_status_check CHECK ((status = ANY (ARRAY['open', 'claimed', 'visited', 'verified', 'closed', 'withdrawn']))),
  constraint lead_urgency_check CHECK ((urgency = ANY (ARRAY['emergency', 'high', 'normal']))),
  constraint lead_version_check CHECK ((version > 0))
);
CREATE INDEX lead_all ON public.lead USING btree (county_code, urgency_rank, due_at, id);
CREATE INDEX lead_of_household ON public.lead USING btree (county_code, household_id);
CREATE UNIQUE INDEX lead_open_matter ON public.lead USING btree (county_code, household_id, risk_type) WHERE (status <> ALL (ARRAY['closed', 'withdrawn']));
CREATE INDEX lead_queue_of_county ON public.lead USING btree (county_code, urgency_rank, due_at, id) WHERE (status <> ALL (ARRAY['closed', 'withdrawn']));
CREATE INDEX lead_queue_of_holder ON public.lead USING btree (county_code, holder_id, urgency_rank, due_at, id) WHERE (status <> ALL (ARRAY['closed', 'withdrawn']));
CREATE INDEX lead_queue_of_place ON public.lead USING btree (county_code, region, urgency_rank, due_at, id) WHERE (status <> ALL (ARRAY['closed', 'withdrawn']));
CREATE TRIGGER lead_moved AFTER UPDATE OF region ON public.lead FOR EACH ROW WHEN ((old.region IS DISTINCT FROM new.region)) EXECUTE FUNCTION lead_report_follows_lead();
alter table lead enable row level security;
alter table lead force row level security;
create policy lead_insert on lead for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy lead_select on lead for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (region ^@ ANY (( SELECT actor_areas())::text[]))) OR ((( SELECT actor_kind()) = 'resident') AND (EXISTS ( SELECT
   FROM lead_report r
  WHERE ((r.county_code = lead.county_code) AND (r.resident_id = ( SELECT actor_id())) AND (r.lead_id = lead.id)))))));
create policy lead_update on lead for update
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (region ^@ ANY (( SELECT actor_areas())::text[])))));
grant insert, select, update on lead to mingbai_app;

create table lead_attachment (
  county_code text not null,
  lead_id uuid not null,
  attachment_id uuid not null,
  constraint lead_attachment_pkey PRIMARY KEY (county_code, attachment_id, lead_id),
  constraint lead_attachment_county_code_attachment_id_fkey FOREIGN KEY (county_code, attachment_id) REFERENCES attachment(county_code, id),
  constraint lead_attachment_county_code_lead_id_fkey FOREIGN KEY (county_code, lead_id) REFERENCES lead(county_code, id)
);
alter table lead_attachment enable row level security;
alter table lead_attachment force row level security;
create policy lead_attachment_insert on lead_attachment for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy lead_attachment_select on lead_attachment for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM lead l
  WHERE ((l.county_code = lead_attachment.county_code) AND (l.id = lead_attachment.lead_id)))))));
grant insert, select on lead_attachment to mingbai_app;

create table lead_event (
  county_code text not null,
  lead_id uuid not null,
  seq integer not null,
  kind text not null,
  at timestamp with time zone not null,
  by_kind text not null,
  by_id uuid,
  by_name text not null,
  text text not null,
  report_id uuid,
  attachments uuid[] not null,
  constraint lead_event_pkey PRIMARY KEY (county_code, lead_id, seq),
  constraint lead_event_county_code_lead_id_fkey FOREIGN KEY (county_code, lead_id) REFERENCES lead(county_code, id),
  constraint lead_event_by_kind_check CHECK ((by_kind = ANY (ARRAY['resident', 'cadre', 'system']))),
  constraint lead_event_seq_check CHECK ((seq > 0))
);
alter table lead_event enable row level security;
alter table lead_event force row level security;
create policy lead_event_insert on lead_event for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (by_kind = 'cadre') AND (by_id = ( SELECT actor_id())) AND (EXISTS ( SELECT
   FROM lead l
  WHERE ((l.county_code = lead_event.county_code) AND (l.id = lead_event.lead_id)))))));
create policy lead_event_select on lead_event for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM lead l
  WHERE ((l.county_code = lead_event.county_code) AND (l.id = lead_event.lead_id)))))));
grant insert, select on lead_event to mingbai_app;

create table lead_report (
  county_code text not null,
  lead_id uuid not null,
  report_id uuid not null,
  resident_id uuid not null,
  conversation_id uuid not null,
  region text not null,
  withdrawn_at timestamp with time zone,
  constraint lead_report_pkey PRIMARY KEY (county_code, lead_id, report_id),
  constraint lead_report_county_code_lead_id_fkey FOREIGN KEY (county_code, lead_id) REFERENCES lead(county_code, id),
  constraint lead_report_county_code_report_id_fkey FOREIGN KEY (county_code, report_id) REFERENCES report(county_code, id)
);
CREATE INDEX lead_report_of_conversation ON public.lead_report USING btree (county_code, conversation_id);
CREATE INDEX lead_report_of_report ON public.lead_report USING btree (county_code, report_id);
CREATE INDEX lead_report_of_resident ON public.lead_report USING btree (county_code, resident_id, lead_id);
alter table lead_report force row level security;
alter table lead_report enable row level security;
create policy lead_report_insert on lead_report for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy lead_report_select on lead_report for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (region ^@ ANY (( SELECT actor_areas())::text[]))) OR ((( SELECT actor_kind()) = 'resident') AND (resident_id = ( SELECT actor_id())))));
create policy lead_report_update on lead_report for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant insert, select, update on lead_report to mingbai_app;

create table notice (
  county_code text not null,
  key text not null,
  kind text not null,
  lead_id uuid not null,
  cadre_id uuid not null,
  state text not null,
  at timestamp with time zone not null,
  next_at timestamp with time zone not null,
  attempts integer not null default 0,
  ended_at timestamp with time zone,
  error text,
  constraint notice_pkey PRIMARY KEY (county_code, key),
  constraint notice_county_code_cadre_id_fkey FOREIGN KEY (county_code, cadre_id) REFERENCES cadre(county_code, id),
  constraint notice_county_code_lead_id_fkey FOREIGN KEY (county_code, lead_id) REFERENCES lead(county_code, id),
  constraint notice_kind_check CHECK ((kind = 'phone')),
  constraint notice_state_check CHECK ((state = ANY (ARRAY['waiting', 'sent', 'failed', 'no_number', 'not_configured'])))
);
CREATE INDEX notice_of_cadre ON public.notice USING btree (county_code, cadre_id, lead_id);
CREATE INDEX notice_of_lead ON public.notice USING btree (county_code, lead_id);
CREATE INDEX notice_waiting ON public.notice USING btree (county_code, next_at, key) WHERE (state = 'waiting');
alter table notice enable row level security;
alter table notice force row level security;
create policy notice_delete on notice for delete
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system') AND (state <> 'waiting'));
create policy notice_insert on notice for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (state = 'waiting') AND (EXISTS ( SELECT
   FROM lead l
  WHERE ((l.county_code = notice.county_code) AND (l.id = notice.lead_id) AND (l.urgency_rank = 0) AND (l.holder_id = notice.cadre_id)))))));
create policy notice_select on notice for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer', 'department_officer', 'admin'])) AND (cadre_id = ( SELECT actor_id())))));
create policy notice_update on notice for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant delete, insert, select, update on notice to mingbai_app;

create table outbox (
  county_code text not null,
  key text not null,
  conversation_id uuid not null,
  blocks json not null,
  at timestamp with time zone not null,
  next_at timestamp with time zone not null,
  attempts integer not null default 0,
  delivered_at timestamp with time zone,
  error text,
  constraint outbox_pkey PRIMARY KEY (county_code, key),
  constraint outbox_county_code_conversation_id_fkey FOREIGN KEY (county_code, conversation_id) REFERENCES conversation(county_code, id)
);
CREATE INDEX outbox_waiting ON public.outbox USING btree (county_code, at, key) WHERE (delivered_at IS NULL);
alter table outbox enable row level security;
alter table outbox force row level security;
create policy outbox_delete on outbox for delete
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') AND (delivered_at IS NOT NULL)));
create policy outbox_insert on outbox for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM lead_report r
  WHERE ((r.county_code = outbox.county_code) AND (r.conversation_id = outbox.conversation_id)))))));
create policy outbox_select on outbox for select
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy outbox_update on outbox for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant delete, insert, select, update on outbox to mingbai_app;

create table region (
  code text not null,
  name text not null,
  active boolean not null default false,
  constraint region_pkey PRIMARY KEY (code),
  constraint region_code_check CHECK ((code ~ '^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$'))
);
alter table region enable row level security;
alter table region force row level security;
create policy region_insert on region for insert
  with check ((((( SELECT actor_kind()) = 'system') OR (( SELECT actor_kind()) = 'admin')) AND (code ^@ ( SELECT actor_county())) AND (( SELECT actor_county()) <> '')) OR ((( SELECT actor_kind()) = 'system') AND (( SELECT actor_county()) ^@ code)));
create policy region_select on region for select
  using (( SELECT actor_kind()) <> '');
create policy region_update on region for update
  using ((((( SELECT actor_kind()) = 'system') OR (( SELECT actor_kind()) = 'admin')) AND (code ^@ ( SELECT actor_county())) AND (( SELECT actor_county()) <> '')) OR ((( SELECT actor_kind()) = 'system') AND (( SELECT actor_county()) ^@ code)));
grant insert, select, update on region to mingbai_app;

create table report (
  county_code text not null,
  id uuid not null,
  resident_id uuid not null,
  conversation_id uuid not null,
  household_id uuid not null,
  region text not null,
  at timestamp with time zone not null,
  report json not null,
  constraint report_pkey PRIMARY KEY (county_code, id),
  constraint report_county_code_conversation_id_fkey FOREIGN KEY (county_code, conversation_id) REFERENCES conversation(county_code, id),
  constraint report_county_code_household_id_fkey FOREIGN KEY (county_code, household_id) REFERENCES household(county_code, id),
  constraint report_county_code_resident_id_fkey FOREIGN KEY (county_code, resident_id) REFERENCES resident(county_code, id),
  constraint report_check CHECK (starts_with(region, county_code))
);
CREATE INDEX report_of_resident ON public.report USING btree (county_code, resident_id);
alter table report enable row level security;
alter table report force row level security;
create policy report_insert on report for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy report_select on report for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = 'resident') AND (resident_id = ( SELECT actor_id()))) OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM lead_report r
  WHERE ((r.county_code = report.county_code) AND (r.report_id = report.id)))))));
create policy report_update on report for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant insert, select, update on report to mingbai_app;

create table resident (
  county_code text not null,
  id uuid not null,
  household_id uuid,
  village text,
  phone jsonb,
  identity_number jsonb,
  consent_version text,
  consent_at timestamp with time zone,
  opted_out_at timestamp with time zone,
  created_at timestamp with time zone not null,
  demo boolean not null,
  constraint resident_pkey PRIMARY KEY (county_code, id),
  constraint resident_county_code_household_id_fkey FOREIGN KEY (county_code, household_id) REFERENCES household(county_code, id)
);
alter table resident enable row level security;
alter table resident force row level security;
create policy resident_insert on resident for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy resident_select on resident for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = 'resident') AND (id = ( SELECT actor_id())))));
create policy resident_update on resident for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant insert, select, update on resident to mingbai_app;

create table session (
  county_code text not null,
  token_hash text not null,
  cadre_id uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint session_pkey PRIMARY KEY (county_code, token_hash),
  constraint session_county_code_cadre_id_fkey FOREIGN KEY (county_code, cadre_id) REFERENCES cadre(county_code, id)
);
CREATE INDEX session_of_cadre ON public.session USING btree (county_code, cadre_id);
alter table session enable row level security;
alter table session force row level security;
create policy session_delete on session for delete
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy session_insert on session for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy session_select on session for select
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant delete, insert, select on session to mingbai_app;

create table turn (
  county_code text not null,
  conversation_id uuid not null,
  seq integer not null,
  inbound_id text not null,
  at timestamp with time zone not null,
  inbound json,
  replies json not null,
  state json not null,
  constraint turn_pkey PRIMARY KEY (county_code, conversation_id, seq),
  constraint turn_county_code_conversation_id_inbound_id_key UNIQUE (county_code, conversation_id, inbound_id),
  constraint turn_seq_check CHECK ((seq > 0))
);
alter table turn enable row level security;
alter table turn force row level security;
create policy turn_insert on turn for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy turn_select on turn for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = 'resident') AND (conversation_id IN ( SELECT c.id
   FROM conversation c
  WHERE ((c.county_code = ( SELECT actor_county())) AND (c.resident_id = ( SELECT actor_id())))))) OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM handover h
  WHERE ((h.county_code = turn.county_code) AND (h.conversation_id = turn.conversation_id) AND (turn.seq >= h.first_seq) AND ((h.last_seq IS NULL) OR (turn.seq <= h.last_seq))))))));
grant insert, select on turn to mingbai_app;

CREATE OR REPLACE FUNCTION public.actor_areas()
 RETURNS text[]
 LANGUAGE sql
 STABLE
RETURN string_to_array(current_setting('mingbai.areas', true), ',')
;

CREATE OR REPLACE FUNCTION public.actor_county()
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN current_setting('mingbai.county', true)
;

CREATE OR REPLACE FUNCTION public.actor_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE
RETURN (NULLIF(current_setting('mingbai.person', true), ''))::uuid
;

CREATE OR REPLACE FUNCTION public.actor_kind()
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN current_setting('mingbai.actor', true)
;

CREATE OR REPLACE FUNCTION public.audit_append(at timestamp with time zone, actor text, act text, subject text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare
  who text := current_setting('mingbai.actor', true);
  county text := current_setting('mingbai.county', true);
  head record;
  next bigint;
  stamp timestamptz := audit_append.at;
begin
  if coalesce(county, '') = '' then
    raise exception 'audit_append needs an actor';
  end if;
  -- Forced security holds for the owner too, and the actor may be one who can't read the audit. (A SET clause of the function
  -- would be shorter, but only a superuser may write one for a parameter of ours.)
  perform set_config('mingbai.actor', 'system', true);
  -- One writer per county at a time, until its commit: the next one must read this entry's hash.
  perform pg_advisory_xact_lock(hashtextextended('mingbai.audit.' || county, 0));
  if who is distinct from 'system' then
    if audit_append.actor is distinct from current_setting('mingbai.person', true) then
      raise exception 'an audit entry in the name of somebody else' using errcode = 'insufficient_privilege';
    end if;
    -- Read behind the lock, so that the times rise with the chain.
    stamp := clock_timestamp();
  end if;
  stamp := date_trunc('milliseconds', stamp);
  select a.seq, a.hash into head from audit a where a.county_code = county order by a.seq desc limit 1;
  next := coalesce(head.seq, 0) + 1;
  insert into audit values (county, next, stamp, actor, act, subject, sha256(
    coalesce(head.hash, ''::bytea) || convert_to(
      netstring(county) || netstring(next)
      || netstring(to_char(stamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      || netstring(actor) || netstring(act) || netstring(subject), 'UTF8')));
  perform set_config('mingbai.actor', who, true);
end $function$
;
grant execute on function audit_append to mingbai_app;

CREATE OR REPLACE FUNCTION public.cadre_phone(cadre uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  if current_setting('mingbai.actor', true) is distinct from 'system' then
    raise exception 'the numbers of cadres are for the system alone' using errcode = 'insufficient_privilege';
  end if;
  return (select c.phone from cadre c
    where c.county_code = current_setting('mingbai.county', true) and c.id = cadre_phone.cadre);
end $function$
;
grant execute on function cadre_phone to mingbai_app;

CREATE OR REPLACE FUNCTION public.lead_report_follows_lead()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare
  actor text := current_setting('mingbai.actor', true);
begin
  perform set_config('mingbai.actor', 'system', true);
  update lead_report r set region = new.region where r.county_code = new.county_code and r.lead_id = new.id;
  perform set_config('mingbai.actor', actor, true);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.netstring(field text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE STRICT
RETURN (((octet_length(convert_to(field, 'UTF8'::name)) || ':') || field) || ',')
;
