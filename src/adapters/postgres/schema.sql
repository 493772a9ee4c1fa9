-- Made by `npm run schema` from the migrations. Not run by anything; here to be read and compared.

create sequence case_number start 1001;
grant usage on sequence case_number to mingbai_app;
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
  resident_id uuid,
  mime text not null,
  bytes bytea storage external not null,
  at timestamp with time zone not null,
  cadre_id uuid,
  case_id uuid,
  lead_id uuid,
  constraint attachment_pkey PRIMARY KEY (county_code, id),
  constraint attachment_county_code_cadre_id_fkey FOREIGN KEY (county_code, cadre_id) REFERENCES cadre(county_code, id),
  constraint attachment_county_code_case_id_fkey FOREIGN KEY (county_code, case_id) REFERENCES monitoring_case(county_code, id),
  constraint attachment_county_code_lead_id_fkey FOREIGN KEY (county_code, lead_id) REFERENCES lead(county_code, id),
  constraint attachment_county_code_resident_id_fkey FOREIGN KEY (county_code, resident_id) REFERENCES resident(county_code, id),
  constraint attachment_check CHECK (((num_nonnulls(resident_id, cadre_id) = 1) AND (num_nonnulls(case_id, lead_id) <= ((cadre_id IS NOT NULL))::integer)))
);
CREATE INDEX attachment_of_case ON public.attachment USING btree (county_code, case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX attachment_of_lead ON public.attachment USING btree (county_code, lead_id) WHERE (lead_id IS NOT NULL);
CREATE INDEX attachment_of_resident ON public.attachment USING btree (county_code, resident_id);
CREATE INDEX attachment_waiting ON public.attachment USING btree (county_code, cadre_id, at) WHERE ((cadre_id IS NOT NULL) AND (lead_id IS NULL) AND (case_id IS NULL));
alter table attachment enable row level security;
alter table attachment force row level security;
create policy attachment_delete on attachment for delete
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system') AND (case_id IS NULL) AND (lead_id IS NULL) AND (NOT (EXISTS ( SELECT
   FROM lead_attachment a
  WHERE ((a.county_code = attachment.county_code) AND (a.attachment_id = attachment.id))))));
create policy attachment_insert on attachment for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (cadre_id = ( SELECT actor_id())) AND ((EXISTS ( SELECT
   FROM monitoring_case c
  WHERE ((c.county_code = attachment.county_code) AND (c.id = attachment.case_id)))) OR (EXISTS ( SELECT
   FROM lead l
  WHERE ((l.county_code = attachment.county_code) AND (l.id = attachment.lead_id))))))));
create policy attachment_select on attachment for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = 'resident') AND (resident_id = ( SELECT actor_id()))) OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND ((EXISTS ( SELECT
   FROM lead_attachment a
  WHERE ((a.county_code = attachment.county_code) AND (a.attachment_id = attachment.id)))) OR (EXISTS ( SELECT
   FROM (handover h
     JOIN turn t ON (((t.county_code = h.county_code) AND (t.conversation_id = h.conversation_id) AND (t.seq >= h.first_seq) AND ((h.last_seq IS NULL) OR (t.seq <= h.last_seq)))))
  WHERE ((h.county_code = attachment.county_code) AND (h.resident_id = attachment.resident_id) AND ((t.inbound ->> 'attachment') = (attachment.id))))) OR ((cadre_id = ( SELECT actor_id())) AND (lead_id IS NULL) AND (case_id IS NULL)) OR (EXISTS ( SELECT
   FROM lead l
  WHERE ((l.county_code = attachment.county_code) AND (l.id = attachment.lead_id)))) OR (EXISTS ( SELECT
   FROM monitoring_case c
  WHERE ((c.county_code = attachment.county_code) AND (c.id = attachment.case_id))))))));
create policy attachment_update on attachment for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (cadre_id = ( SELECT actor_id())) AND (lead_id IS NULL) AND (case_id IS NULL))
  with check ((county_code = ( SELECT actor_county())) AND (cadre_id = ( SELECT actor_id())) AND (case_id IS NULL) AND (EXISTS ( SELECT
   FROM lead l
  WHERE ((l.county_code = attachment.county_code) AND (l.id = attachment.lead_id)))));
grant delete, insert, select on attachment to mingbai_app;
grant update (lead_id) on attachment to mingbai_app;

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
CREATE INDEX audit_of_subject ON public.audit USING btree (county_code, subject);
alter table audit enable row level security;
alter table audit force row level security;
create policy audit_insert on audit for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy audit_select on audit for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR (( SELECT actor_kind()) = 'admin')));
grant select on audit to mingbai_app;

create table broadcast (
  county_code text not null,
  id uuid not null,
  region text not null,
  level text not null,
  title text not null,
  content jsonb not null,
  blocks json not null,
  audience jsonb not null,
  quiet_from integer not null,
  quiet_until integer not null,
  state text not null,
  composed_by uuid not null,
  approved_by uuid,
  created_at timestamp with time zone not null,
  start_at timestamp with time zone,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  queued integer not null default 0,
  sent integer not null default 0,
  failed integer not null default 0,
  skipped integer not null default 0,
  hand text,
  in_hand_until timestamp with time zone,
  pace_since timestamp with time zone,
  pace_dealt_with integer,
  version integer not null,
  constraint broadcast_pkey PRIMARY KEY (county_code, id),
  constraint broadcast_county_code_approved_by_fkey FOREIGN KEY (county_code, approved_by) REFERENCES cadre(county_code, id),
  constraint broadcast_county_code_composed_by_fkey FOREIGN KEY (county_code, composed_by) REFERENCES cadre(county_code, id),
  constraint broadcast_check CHECK (starts_with(region, county_code)),
  constraint broadcast_check1 CHECK ((approved_by <> composed_by)),
  constraint broadcast_check2 CHECK (((state = ANY (ARRAY['draft', 'submitted', 'stopped'])) OR (approved_by IS NOT NULL))),
  constraint broadcast_check3 CHECK (((started_at IS NOT NULL) OR (state <> ALL (ARRAY['sending', 'paused', 'done'])))),
  constraint broadcast_failed_check CHECK ((failed >= 0)),
  constraint broadcast_level_check CHECK ((level = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer']))),
  constraint broadcast_queued_check CHECK ((queued >= 0)),
  constraint broadcast_quiet_from_check CHECK (((quiet_from >= 18) AND (quiet_from <= 22))),
  constraint broadcast_quiet_until_check CHECK (((quiet_until >= 7) AND (quiet_until <= 12))),
  constraint broadcast_sent_check CHECK ((sent >= 0)),
  constraint broadcast_skipped_check CHECK ((skipped >= 0)),
  constraint broadcast_state_check CHECK ((state = ANY (ARRAY['draft', 'submitted', 'approved', 'scheduled', 'sending', 'paused', 'done', 'stopped']))),
  constraint broadcast_version_check CHECK ((version > 0))
);
CREATE INDEX broadcast_newest ON public.broadcast USING btree (county_code, created_at);
CREATE INDEX broadcast_of_approver ON public.broadcast USING btree (county_code, approved_by) WHERE (approved_by IS NOT NULL);
CREATE INDEX broadcast_of_composer ON public.broadcast USING btree (county_code, composed_by);
CREATE INDEX broadcast_open ON public.broadcast USING btree (county_code, state) WHERE (state = ANY (ARRAY['scheduled', 'sending']));
CREATE INDEX broadcast_started ON public.broadcast USING btree (county_code, started_at) WHERE (started_at IS NOT NULL);
alter table broadcast enable row level security;
alter table broadcast force row level security;
create policy broadcast_insert on broadcast for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (region ^@ ANY (( SELECT actor_areas())::text[])) AND (composed_by = ( SELECT actor_id())) AND (state = 'draft'))));
create policy broadcast_select on broadcast for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (region ^@ ANY (( SELECT actor_areas())::text[])))));
create policy broadcast_update on broadcast for update
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (region ^@ ANY (( SELECT actor_areas())::text[])) AND (composed_by = ( SELECT actor_id())) AND (state = 'draft'))))
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (region ^@ ANY (( SELECT actor_areas())::text[])) AND (composed_by = ( SELECT actor_id())) AND (state = 'draft'))));
grant insert, select, update on broadcast to mingbai_app;

create table broadcast_event (
  county_code text not null,
  broadcast_id uuid not null,
  seq integer not null,
  kind text not null,
  at timestamp with time zone not null,
  by_id uuid,
  by_name text,
  text text not null,
  constraint broadcast_event_pkey PRIMARY KEY (county_code, broadcast_id, seq),
  constraint broadcast_event_county_code_broadcast_id_fkey FOREIGN KEY (county_code, broadcast_id) REFERENCES broadcast(county_code, id),
  constraint broadcast_event_county_code_by_id_fkey FOREIGN KEY (county_code, by_id) REFERENCES cadre(county_code, id),
  constraint broadcast_event_check CHECK (((by_id IS NULL) = (by_name IS NULL))),
  constraint broadcast_event_seq_check CHECK ((seq > 0))
);
CREATE INDEX broadcast_event_by ON public.broadcast_event USING btree (county_code, by_id) WHERE (by_id IS NOT NULL);
alter table broadcast_event enable row level security;
alter table broadcast_event force row level security;
create policy broadcast_event_insert on broadcast_event for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((by_id = ( SELECT actor_id())) AND ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM broadcast b
  WHERE ((b.county_code = broadcast_event.county_code) AND (b.id = broadcast_event.broadcast_id))))))));
create policy broadcast_event_select on broadcast_event for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM broadcast b
  WHERE ((b.county_code = broadcast_event.county_code) AND (b.id = broadcast_event.broadcast_id)))))));
grant insert, select on broadcast_event to mingbai_app;

create table cadre (
  county_code text not null,
  id uuid not null,
  name text not null,
  role text not null,
  active boolean not null,
  phone jsonb,
  demo boolean not null,
  department text,
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
grant select (county_code, id, name, role, active, demo, department) on cadre to mingbai_app;

create table cadre_act (
  county_code text not null,
  id uuid not null,
  cadre_id uuid not null,
  act text not null,
  subject text not null,
  at timestamp with time zone not null,
  constraint cadre_act_pkey PRIMARY KEY (county_code, id),
  constraint cadre_act_county_code_cadre_id_fkey FOREIGN KEY (county_code, cadre_id) REFERENCES cadre(county_code, id)
);
CREATE INDEX cadre_act_by ON public.cadre_act USING btree (county_code, cadre_id);
alter table cadre_act enable row level security;
alter table cadre_act force row level security;
create policy cadre_act_delete on cadre_act for delete
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy cadre_act_insert on cadre_act for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((cadre_id = ( SELECT actor_id())) AND (( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer', 'department_officer'])))));
create policy cadre_act_select on cadre_act for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((cadre_id = ( SELECT actor_id())) AND (( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer', 'department_officer'])))));
grant delete, insert, select on cadre_act to mingbai_app;

create table cadre_contact (
  county_code text not null,
  channel text not null,
  user_id text not null,
  cadre_id uuid not null,
  bound_at timestamp with time zone not null,
  constraint cadre_contact_pkey PRIMARY KEY (county_code, channel, user_id),
  constraint cadre_contact_county_code_cadre_id_channel_key UNIQUE (county_code, cadre_id, channel),
  constraint cadre_contact_county_code_cadre_id_fkey FOREIGN KEY (county_code, cadre_id) REFERENCES cadre(county_code, id),
  constraint cadre_contact_channel_check CHECK ((channel = ANY (ARRAY['web', 'miniprogram', 'official_account', 'wecom', 'wechaty'])))
);
alter table cadre_contact enable row level security;
alter table cadre_contact force row level security;
create policy cadre_contact_delete on cadre_contact for delete
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy cadre_contact_insert on cadre_contact for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy cadre_contact_select on cadre_contact for select
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy cadre_contact_update on cadre_contact for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant delete, insert, select, update on cadre_contact to mingbai_app;

create table cadre_message (
  county_code text not null,
  channel text not null,
  message_id text not null,
  cadre_id uuid not null,
  reply text,
  done boolean not null,
  at timestamp with time zone not null,
  constraint cadre_message_pkey PRIMARY KEY (county_code, channel, message_id),
  constraint cadre_message_county_code_cadre_id_fkey FOREIGN KEY (county_code, cadre_id) REFERENCES cadre(county_code, id),
  constraint cadre_message_channel_check CHECK ((channel = ANY (ARRAY['web', 'miniprogram', 'official_account', 'wecom', 'wechaty'])))
);
CREATE INDEX cadre_message_at ON public.cadre_message USING btree (county_code, at);
alter table cadre_message enable row level security;
alter table cadre_message force row level security;
create policy cadre_message_delete on cadre_message for delete
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy cadre_message_insert on cadre_message for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (cadre_id = ( SELECT actor_id())))));
create policy cadre_message_select on cadre_message for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (cadre_id = ( SELECT actor_id())))));
grant delete, insert, select on cadre_message to mingbai_app;

create table card_question (
  county_code text not null,
  id uuid not null,
  region text not null,
  conversation_id uuid not null,
  resident_id uuid not null,
  question text not null,
  asked_at timestamp with time zone not null,
  state text not null,
  answer text,
  answered_by uuid,
  answered_by_name text,
  answered_at timestamp with time zone,
  seen_card text,
  constraint card_question_pkey PRIMARY KEY (county_code, id),
  constraint card_question_county_code_answered_by_fkey FOREIGN KEY (county_code, answered_by) REFERENCES cadre(county_code, id),
  constraint card_question_county_code_conversation_id_fkey FOREIGN KEY (county_code, conversation_id) REFERENCES conversation(county_code, id),
  constraint card_question_county_code_resident_id_fkey FOREIGN KEY (county_code, resident_id) REFERENCES resident(county_code, id),
  constraint card_question_check CHECK (starts_with(region, county_code)),
  constraint card_question_check1 CHECK ((num_nulls(answer, answered_by, answered_by_name, answered_at) =
CASE state
    WHEN 'open' THEN 4
    ELSE 0
END)),
  constraint card_question_state_check CHECK ((state = ANY (ARRAY['open', 'answered'])))
);
CREATE INDEX card_question_answered ON public.card_question USING btree (county_code, answered_at) WHERE (state = 'answered');
CREATE INDEX card_question_answered_by ON public.card_question USING btree (county_code, answered_by) WHERE (answered_by IS NOT NULL);
CREATE INDEX card_question_of_conversation ON public.card_question USING btree (county_code, conversation_id);
CREATE INDEX card_question_of_resident ON public.card_question USING btree (county_code, resident_id);
CREATE UNIQUE INDEX card_question_open ON public.card_question USING btree (county_code, conversation_id, md5(question)) WHERE (state = 'open');
CREATE INDEX card_question_waiting ON public.card_question USING btree (county_code, asked_at) WHERE (state = 'open');
alter table card_question enable row level security;
alter table card_question force row level security;
create policy card_question_delete on card_question for delete
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy card_question_insert on card_question for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy card_question_select on card_question for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (region ^@ ANY (( SELECT actor_areas())::text[])))));
create policy card_question_update on card_question for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant delete, insert, select, update on card_question to mingbai_app;

create table case_action (
  county_code text not null,
  case_id uuid not null,
  seq integer not null,
  kind text not null,
  at timestamp with time zone not null,
  by_kind text not null,
  by_id uuid,
  by_name text,
  by_role text,
  recorded_by uuid,
  basis json not null,
  text text not null,
  body json not null,
  constraint case_action_pkey PRIMARY KEY (county_code, case_id, seq),
  constraint case_action_county_code_case_id_fkey FOREIGN KEY (county_code, case_id) REFERENCES monitoring_case(county_code, id),
  constraint case_action_by_kind_check CHECK ((by_kind = ANY (ARRAY['household', 'cadre', 'system']))),
  constraint case_action_check CHECK (((by_kind = 'cadre') = (by_id IS NOT NULL))),
  constraint case_action_seq_check CHECK ((seq > 0))
);
alter table case_action enable row level security;
alter table case_action force row level security;
create policy case_action_insert on case_action for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (recorded_by = ( SELECT actor_id())) AND (EXISTS ( SELECT
   FROM monitoring_case c
  WHERE ((c.county_code = case_action.county_code) AND (c.id = case_action.case_id)))))));
create policy case_action_select on case_action for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM monitoring_case c
  WHERE ((c.county_code = case_action.county_code) AND (c.id = case_action.case_id)))))));
grant insert, select on case_action to mingbai_app;

create table case_lead (
  county_code text not null,
  case_id uuid not null,
  lead_id uuid not null,
  constraint case_lead_pkey PRIMARY KEY (county_code, lead_id, case_id),
  constraint case_lead_county_code_case_id_fkey FOREIGN KEY (county_code, case_id) REFERENCES monitoring_case(county_code, id),
  constraint case_lead_county_code_lead_id_fkey FOREIGN KEY (county_code, lead_id) REFERENCES lead(county_code, id)
);
CREATE INDEX case_lead_of_case ON public.case_lead USING btree (county_code, case_id);
alter table case_lead enable row level security;
alter table case_lead force row level security;
create policy case_lead_insert on case_lead for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM monitoring_case c
  WHERE ((c.county_code = case_lead.county_code) AND (c.id = case_lead.case_id)))) AND (EXISTS ( SELECT
   FROM lead l
  WHERE ((l.county_code = case_lead.county_code) AND (l.id = case_lead.lead_id)))))));
create policy case_lead_select on case_lead for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM monitoring_case c
  WHERE ((c.county_code = case_lead.county_code) AND (c.id = case_lead.case_id)))))));
grant insert, select on case_lead to mingbai_app;

create table case_notice (
  county_code text not null,
  id uuid not null,
  key text not null,
  case_id uuid not null,
  region text not null,
  level text not null,
  text text not null,
  at timestamp with time zone not null,
  seen_at timestamp with time zone,
  seen_by uuid,
  constraint case_notice_pkey PRIMARY KEY (county_code, id),
  constraint case_notice_county_code_key_key UNIQUE (county_code, key),
  constraint case_notice_county_code_case_id_fkey FOREIGN KEY (county_code, case_id) REFERENCES monitoring_case(county_code, id),
  constraint case_notice_county_code_seen_by_fkey FOREIGN KEY (county_code, seen_by) REFERENCES cadre(county_code, id),
  constraint case_notice_check CHECK (starts_with(region, county_code)),
  constraint case_notice_check1 CHECK (((seen_at IS NULL) = (seen_by IS NULL))),
  constraint case_notice_level_check CHECK ((level = ANY (ARRAY['village', 'township', 'county'])))
);
CREATE INDEX case_notice_of_case ON public.case_notice USING btree (county_code, case_id);
CREATE INDEX case_notice_seen_by ON public.case_notice USING btree (county_code, seen_by) WHERE (seen_by IS NOT NULL);
CREATE INDEX case_notice_unseen ON public.case_notice USING btree (county_code, at) WHERE (seen_at IS NULL);
alter table case_notice enable row level security;
alter table case_notice force row level security;
create policy case_notice_delete on case_notice for delete
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy case_notice_insert on case_notice for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy case_notice_select on case_notice for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((region ^@ ANY (( SELECT actor_areas())::text[])) AND (( SELECT actor_kind()) =
CASE level
    WHEN 'village' THEN 'village_cadre'
    WHEN 'township' THEN 'township_officer'
    ELSE 'county_officer'
END))));
create policy case_notice_update on case_notice for update
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((region ^@ ANY (( SELECT actor_areas())::text[])) AND (( SELECT actor_kind()) =
CASE level
    WHEN 'village' THEN 'village_cadre'
    WHEN 'township' THEN 'township_officer'
    ELSE 'county_officer'
END))));
grant delete, insert, select on case_notice to mingbai_app;
grant update (seen_at, seen_by) on case_notice to mingbai_app;

create table channel_token (
  county_code text not null,
  channel text not null,
  app text not null,
  token text,
  expires_at timestamp with time zone,
  holder text,
  held_until timestamp with time zone,
  forced_at timestamp with time zone,
  constraint channel_token_pkey PRIMARY KEY (county_code, channel, app),
  constraint channel_token_channel_check CHECK ((channel = ANY (ARRAY['web', 'miniprogram', 'official_account', 'wecom', 'wechaty']))),
  constraint channel_token_check CHECK (((token IS NULL) = (expires_at IS NULL))),
  constraint channel_token_check1 CHECK (((holder IS NULL) = (held_until IS NULL)))
);
alter table channel_token enable row level security;
alter table channel_token force row level security;
create policy channel_token_insert on channel_token for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy channel_token_select on channel_token for select
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy channel_token_update on channel_token for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant insert, select, update on channel_token to mingbai_app;

create table channel_use (
  county_code text not null,
  channel text not null,
  what text not null,
  period text not null,
  used integer not null,
  constraint channel_use_pkey PRIMARY KEY (county_code, channel, what, period),
  constraint channel_use_channel_check CHECK ((channel = ANY (ARRAY['web', 'miniprogram', 'official_account', 'wecom', 'wechaty']))),
  constraint channel_use_used_check CHECK ((used >= 0))
);
alter table channel_use enable row level security;
alter table channel_use force row level security;
create policy channel_use_delete on channel_use for delete
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy channel_use_insert on channel_use for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy channel_use_select on channel_use for select
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy channel_use_update on channel_use for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant delete, insert, select, update on channel_use to mingbai_app;

create table comparison (
  county_code text not null,
  id uuid not null,
  case_id uuid not null,
  seq integer not null,
  step text not null,
  region text not null,
  department text not null,
  fields text[] not null,
  head_name text not null,
  people json not null,
  state text not null,
  asked_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint comparison_pkey PRIMARY KEY (county_code, id),
  constraint comparison_county_code_case_id_seq_key UNIQUE (county_code, case_id, seq),
  constraint comparison_county_code_case_id_seq_fkey FOREIGN KEY (county_code, case_id, seq) REFERENCES case_action(county_code, case_id, seq),
  constraint comparison_check CHECK (starts_with(region, county_code)),
  constraint comparison_check1 CHECK (((state = 'open') = (ended_at IS NULL))),
  constraint comparison_state_check CHECK ((state = ANY (ARRAY['open', 'answered', 'void'])))
);
CREATE INDEX comparison_of_department ON public.comparison USING btree (county_code, department, state, asked_at);
alter table comparison enable row level security;
alter table comparison force row level security;
create policy comparison_insert on comparison for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (region ^@ ANY (( SELECT actor_areas())::text[])) AND (EXISTS ( SELECT
   FROM monitoring_case c
  WHERE ((c.county_code = comparison.county_code) AND (c.id = comparison.case_id)))))));
create policy comparison_select on comparison for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (region ^@ ANY (( SELECT actor_areas())::text[]))) OR ((( SELECT actor_kind()) = 'department_officer') AND (department = ( SELECT c.department
   FROM cadre c
  WHERE ((c.county_code = actor_county()) AND (c.id = actor_id())))))));
create policy comparison_update on comparison for update
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (region ^@ ANY (( SELECT actor_areas())::text[])))));
grant insert, select, update on comparison to mingbai_app;

create table contact_code (
  county_code text not null,
  cadre_id uuid not null,
  code_hash text not null,
  expires_at timestamp with time zone not null,
  constraint contact_code_pkey PRIMARY KEY (county_code, cadre_id),
  constraint contact_code_county_code_code_hash_key UNIQUE (county_code, code_hash),
  constraint contact_code_county_code_cadre_id_fkey FOREIGN KEY (county_code, cadre_id) REFERENCES cadre(county_code, id)
);
alter table contact_code enable row level security;
alter table contact_code force row level security;
create policy contact_code_delete on contact_code for delete
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy contact_code_insert on contact_code for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy contact_code_select on contact_code for select
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy contact_code_update on contact_code for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant delete, insert, select, update on contact_code to mingbai_app;

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

create table county_figure (
  county_code text not null,
  id uuid not null,
  of text not null,
  period text not null,
  part numeric,
  whole numeric not null,
  source text not null,
  by_id uuid not null,
  at timestamp with time zone not null,
  constraint county_figure_pkey PRIMARY KEY (county_code, id),
  constraint county_figure_county_code_by_id_fkey FOREIGN KEY (county_code, by_id) REFERENCES cadre(county_code, id),
  constraint county_figure_check CHECK ((part <= whole)),
  constraint county_figure_part_check CHECK ((part >= (0)::numeric)),
  constraint county_figure_period_check CHECK ((period ~ '^\d{4}(-Q[1-4])?$')),
  constraint county_figure_whole_check CHECK ((whole >= (0)::numeric))
);
CREATE INDEX county_figure_by ON public.county_figure USING btree (county_code, by_id);
CREATE INDEX county_figure_of ON public.county_figure USING btree (county_code, of, period, at);
alter table county_figure enable row level security;
alter table county_figure force row level security;
create policy county_figure_insert on county_figure for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = 'county_officer') AND (by_id = ( SELECT actor_id())))));
create policy county_figure_select on county_figure for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR (( SELECT actor_kind()) = 'county_officer')));
grant insert, select on county_figure to mingbai_app;

create table delivery (
  county_code text not null,
  broadcast_id uuid not null,
  person text not null,
  resident_id uuid,
  conversation_id uuid,
  channel text,
  village text,
  state text not null,
  reason text,
  next_at timestamp with time zone,
  attempts integer not null default 0,
  ended_at timestamp with time zone,
  told text,
  told_reason text,
  mass_call uuid,
  mass_failures smallint not null default 0,
  constraint delivery_pkey PRIMARY KEY (county_code, broadcast_id, person),
  constraint delivery_channel_check CHECK ((channel = ANY (ARRAY['web', 'miniprogram', 'official_account', 'wecom', 'wechaty']))),
  constraint delivery_check CHECK (((state = 'queued') = (next_at IS NOT NULL))),
  constraint delivery_check1 CHECK ((((state = 'skipped') AND (reason IS NOT NULL)) OR (conversation_id IS NOT NULL))),
  constraint delivery_check2 CHECK (((told <> 'in_call') OR (mass_call IS NOT NULL))),
  constraint delivery_check3 CHECK (((told <> 'untold') OR (told_reason IS NOT NULL))),
  constraint delivery_state_check CHECK ((state = ANY (ARRAY['queued', 'sent', 'failed', 'skipped']))),
  constraint delivery_told_check CHECK ((told = ANY (ARRAY['waiting', 'closed', 'in_call', 'told', 'untold'])))
);
CREATE INDEX delivery_failed ON public.delivery USING btree (county_code, broadcast_id) WHERE (state = 'failed');
CREATE INDEX delivery_for_mass ON public.delivery USING btree (county_code, broadcast_id, conversation_id) WHERE ((told = 'closed') AND (mass_call IS NULL) AND (told_reason IS NULL));
CREATE INDEX delivery_of_call ON public.delivery USING btree (county_code, mass_call) WHERE (mass_call IS NOT NULL);
CREATE INDEX delivery_pushed ON public.delivery USING btree (county_code, conversation_id, broadcast_id) WHERE (told IS NOT NULL);
CREATE INDEX delivery_queued ON public.delivery USING btree (county_code, broadcast_id, next_at) WHERE (state = 'queued');
CREATE INDEX delivery_to_tell ON public.delivery USING btree (county_code, broadcast_id, told) WHERE (told = ANY (ARRAY['waiting', 'closed']));
alter table delivery enable row level security;
alter table delivery force row level security;
create policy delivery_delete on delivery for delete
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy delivery_insert on delivery for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy delivery_select on delivery for select
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy delivery_update on delivery for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant delete, insert, select, update on delivery to mingbai_app;

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
alter table duty_item enable row level security;
alter table duty_item force row level security;
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

create table employment_service (
  county_code text not null,
  id uuid not null,
  household_id uuid not null,
  member_id uuid not null,
  service text not null,
  day date not null,
  text text not null,
  by_id uuid not null,
  at timestamp with time zone not null,
  constraint employment_service_pkey PRIMARY KEY (county_code, id),
  constraint employment_service_county_code_by_id_fkey FOREIGN KEY (county_code, by_id) REFERENCES cadre(county_code, id),
  constraint employment_service_county_code_household_id_fkey FOREIGN KEY (county_code, household_id) REFERENCES household(county_code, id),
  constraint employment_service_service_check CHECK ((service = ANY (ARRAY['guidance', 'training', 'job_offer'])))
);
CREATE INDEX employment_service_by ON public.employment_service USING btree (county_code, by_id);
CREATE INDEX employment_service_of_household ON public.employment_service USING btree (county_code, household_id, day);
alter table employment_service enable row level security;
alter table employment_service force row level security;
create policy employment_service_insert on employment_service for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = employment_service.county_code) AND (h.id = employment_service.household_id) AND (h.region ^@ ANY (( SELECT actor_areas())::text[]))))) AND (by_id = ( SELECT actor_id())))));
create policy employment_service_select on employment_service for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = employment_service.county_code) AND (h.id = employment_service.household_id) AND (h.region ^@ ANY (( SELECT actor_areas())::text[]))))))));
grant insert, select on employment_service to mingbai_app;

create table group_chat (
  county_code text not null,
  channel text not null,
  group_id text not null,
  region text not null,
  kind text not null,
  name text not null,
  webhook text,
  constraint group_chat_pkey PRIMARY KEY (county_code, channel, group_id),
  constraint group_chat_channel_check CHECK ((channel = ANY (ARRAY['web', 'miniprogram', 'official_account', 'wecom', 'wechaty']))),
  constraint group_chat_check CHECK (starts_with(region, county_code)),
  constraint group_chat_kind_check CHECK ((kind = ANY (ARRAY['cadres', 'publicity'])))
);
alter table group_chat enable row level security;
alter table group_chat force row level security;
create policy group_chat_delete on group_chat for delete
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy group_chat_insert on group_chat for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy group_chat_select on group_chat for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM unnest(( SELECT actor_areas())) area(area)
  WHERE ((group_chat.region ^@ area.area) OR (area.area ^@ group_chat.region)))))));
create policy group_chat_update on group_chat for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant delete, insert, select, update on group_chat to mingbai_app;

create table group_post (
  county_code text not null,
  key text not null,
  channel text,
  group_id text,
  cadre_id uuid,
  lead_id uuid,
  words text not null,
  mentions text[] not null,
  taps text[] not null,
  at timestamp with time zone not null,
  next_at timestamp with time zone not null,
  attempts integer not null default 0,
  error text,
  delivered_at timestamp with time zone,
  card json,
  constraint group_post_pkey PRIMARY KEY (county_code, key),
  constraint group_post_county_code_cadre_id_fkey FOREIGN KEY (county_code, cadre_id) REFERENCES cadre(county_code, id),
  constraint group_post_county_code_channel_group_id_fkey FOREIGN KEY (county_code, channel, group_id) REFERENCES group_chat(county_code, channel, group_id) ON DELETE CASCADE,
  constraint group_post_county_code_lead_id_fkey FOREIGN KEY (county_code, lead_id) REFERENCES lead(county_code, id),
  constraint group_post_check CHECK (((num_nulls(group_id, cadre_id) = 1) AND ((channel IS NULL) = (group_id IS NULL))))
);
CREATE INDEX group_post_of_group ON public.group_post USING btree (county_code, channel, group_id);
CREATE INDEX group_post_of_lead ON public.group_post USING btree (county_code, lead_id) WHERE (lead_id IS NOT NULL);
CREATE INDEX group_post_waiting ON public.group_post USING btree (county_code, next_at) WHERE (delivered_at IS NULL);
alter table group_post enable row level security;
alter table group_post force row level security;
create policy group_post_delete on group_post for delete
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy group_post_insert on group_post for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (delivered_at IS NULL) AND (EXISTS ( SELECT
   FROM lead l
  WHERE ((l.county_code = group_post.county_code) AND (l.id = group_post.lead_id) AND ((l.holder_id = group_post.cadre_id) OR (EXISTS ( SELECT
           FROM group_chat g
          WHERE ((g.county_code = group_post.county_code) AND (g.channel = group_post.channel) AND (g.group_id = group_post.group_id) AND (l.region ^@ g.region)))))))))));
create policy group_post_select on group_post for select
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy group_post_update on group_post for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant delete, insert, select, update on group_post to mingbai_app;

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
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (region ^@ ANY (( SELECT actor_areas())::text[])) AND unconfirmed AND (cadre_id IS NULL) AND (phone IS NULL))));
create policy household_select on household for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND ((region ^@ ANY (( SELECT actor_areas())::text[])) OR (EXISTS ( SELECT
   FROM lead l
  WHERE ((l.county_code = household.county_code) AND (l.household_id = household.id))))))));
create policy household_update on household for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant insert, select, update on household to mingbai_app;

create table household_fact (
  county_code text not null,
  id uuid not null,
  household_id uuid not null,
  member_id uuid,
  field text not null,
  value jsonb not null,
  period text,
  day date not null,
  source jsonb not null,
  at timestamp with time zone not null,
  settles uuid[] not null,
  why text,
  constraint household_fact_pkey PRIMARY KEY (county_code, id),
  constraint household_fact_county_code_household_id_fkey FOREIGN KEY (county_code, household_id) REFERENCES household(county_code, id),
  constraint household_fact_county_code_member_id_fkey FOREIGN KEY (county_code, member_id) REFERENCES member(county_code, id),
  constraint household_fact_check CHECK (((cardinality(settles) = 0) OR (why IS NOT NULL))),
  constraint household_fact_period_check CHECK ((period ~ '^\d{4}(-\d{2})?$'))
);
CREATE INDEX fact_of_household ON public.household_fact USING btree (county_code, household_id);
CREATE INDEX fact_of_member ON public.household_fact USING btree (county_code, member_id) WHERE (member_id IS NOT NULL);
alter table household_fact enable row level security;
alter table household_fact force row level security;
create policy household_fact_insert on household_fact for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND ((source ->> 'cadreId') = (( SELECT actor_id()))) AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = household_fact.county_code) AND (h.id = household_fact.household_id) AND (h.region ^@ ANY (( SELECT actor_areas())::text[]))))))));
create policy household_fact_select on household_fact for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = household_fact.county_code) AND (h.id = household_fact.household_id)))))));
grant insert, select on household_fact to mingbai_app;

create table household_photo (
  county_code text not null,
  id uuid not null,
  household_id uuid not null,
  cadre_id uuid not null,
  mime text not null,
  bytes bytea not null,
  at timestamp with time zone not null,
  constraint household_photo_pkey PRIMARY KEY (county_code, id),
  constraint household_photo_county_code_cadre_id_fkey FOREIGN KEY (county_code, cadre_id) REFERENCES cadre(county_code, id),
  constraint household_photo_county_code_household_id_fkey FOREIGN KEY (county_code, household_id) REFERENCES household(county_code, id)
);
CREATE INDEX photo_of_cadre ON public.household_photo USING btree (county_code, cadre_id);
CREATE INDEX photo_of_household ON public.household_photo USING btree (county_code, household_id);
alter table household_photo enable row level security;
alter table household_photo force row level security;
create policy household_photo_insert on household_photo for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (cadre_id = ( SELECT actor_id())) AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = household_photo.county_code) AND (h.id = household_photo.household_id) AND (h.region ^@ ANY (( SELECT actor_areas())::text[]))))))));
create policy household_photo_select on household_photo for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = household_photo.county_code) AND (h.id = household_photo.household_id)))))));
grant insert, select on household_photo to mingbai_app;

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

create table inbox (
  county_code text not null,
  channel text not null,
  message_id text not null,
  user_id text not null,
  body text not null,
  at timestamp with time zone not null,
  next_at timestamp with time zone not null,
  attempts integer not null default 0,
  error text,
  done_at timestamp with time zone,
  constraint inbox_pkey PRIMARY KEY (county_code, channel, message_id),
  constraint inbox_channel_check CHECK ((channel = ANY (ARRAY['web', 'miniprogram', 'official_account', 'wecom', 'wechaty'])))
);
CREATE INDEX inbox_done ON public.inbox USING btree (county_code, done_at) WHERE (done_at IS NOT NULL);
CREATE INDEX inbox_left ON public.inbox USING btree (county_code, channel, next_at) WHERE (done_at IS NULL);
alter table inbox enable row level security;
alter table inbox force row level security;
create policy inbox_delete on inbox for delete
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy inbox_insert on inbox for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy inbox_select on inbox for select
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy inbox_update on inbox for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant delete, insert, select, update on inbox to mingbai_app;

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

create table key_group (
  county_code text not null,
  household_id uuid not null,
  group_name text not null,
  entered_on date not null,
  why text not null,
  citation jsonb not null,
  left_on date,
  constraint key_group_pkey PRIMARY KEY (county_code, household_id, group_name, entered_on),
  constraint key_group_county_code_household_id_fkey FOREIGN KEY (county_code, household_id) REFERENCES household(county_code, id),
  constraint key_group_check CHECK ((left_on >= entered_on))
);
CREATE UNIQUE INDEX key_group_open ON public.key_group USING btree (county_code, household_id, group_name) WHERE (left_on IS NULL);
alter table key_group enable row level security;
alter table key_group force row level security;
create policy key_group_insert on key_group for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = 'county_officer') AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = key_group.county_code) AND (h.id = key_group.household_id) AND (h.region ^@ ANY (( SELECT actor_areas())::text[]))))))));
create policy key_group_select on key_group for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = key_group.county_code) AND (h.id = key_group.household_id) AND (h.region ^@ ANY (( SELECT actor_areas())::text[]))))))));
create policy key_group_update on key_group for update
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = 'county_officer') AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = key_group.county_code) AND (h.id = key_group.household_id) AND (h.region ^@ ANY (( SELECT actor_areas())::text[]))))))));
grant insert, select, update on key_group to mingbai_app;

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
  origin text not null default 'self_report',
  constraint lead_pkey PRIMARY KEY (county_code, id),
  constraint lead_county_code_number_key UNIQUE (county_code, number),
  constraint lead_county_code_holder_id_fkey FOREIGN KEY (county_code, holder_id) REFERENCES cadre(county_code, id),
  constraint lead_county_code_household_id_fkey FOREIGN KEY (county_code, household_id) REFERENCES household(county_code, id),
  constraint lead_check CHECK (starts_with(region, county_code)),
  constraint lead_origin_check CHECK ((origin = ANY (ARRAY['self_report', 'cadre_survey', 'data_comparison']))),
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
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (region ^@ ANY (( SELECT actor_areas())::text[])) AND (origin <> 'self_report') AND (status = 'open') AND (version = 1) AND household_lives_in(household_id, region))));
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
  act_id uuid,
  constraint lead_event_pkey PRIMARY KEY (county_code, lead_id, seq),
  constraint lead_event_county_code_lead_id_fkey FOREIGN KEY (county_code, lead_id) REFERENCES lead(county_code, id),
  constraint lead_event_by_kind_check CHECK ((by_kind = ANY (ARRAY['resident', 'cadre', 'system']))),
  constraint lead_event_seq_check CHECK ((seq > 0))
);
CREATE UNIQUE INDEX lead_entered_once ON public.lead_event USING btree (county_code, report_id) WHERE ((by_kind = 'cadre') AND (report_id IS NOT NULL));
CREATE UNIQUE INDEX lead_event_act ON public.lead_event USING btree (county_code, lead_id, act_id) WHERE (act_id IS NOT NULL);
CREATE INDEX lead_event_of_visit ON public.lead_event USING btree (county_code, by_id, at) WHERE (kind = 'visited');
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
alter table lead_report enable row level security;
alter table lead_report force row level security;
create policy lead_report_insert on lead_report for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy lead_report_select on lead_report for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (region ^@ ANY (( SELECT actor_areas())::text[]))) OR ((( SELECT actor_kind()) = 'resident') AND (resident_id = ( SELECT actor_id())))));
create policy lead_report_update on lead_report for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant insert, select, update on lead_report to mingbai_app;

create table mass_call (
  county_code text not null,
  id uuid not null,
  channel text not null,
  broadcast_id uuid not null,
  made_at timestamp with time zone not null,
  next_at timestamp with time zone,
  attempts integer not null default 0,
  unsure_since timestamp with time zone,
  state text not null default 'open',
  answer_id text,
  why text,
  paused_until timestamp with time zone,
  ended_at timestamp with time zone,
  left_out integer not null default 0,
  not_reached integer not null default 0,
  constraint mass_call_pkey PRIMARY KEY (county_code, id),
  constraint mass_call_county_code_broadcast_id_fkey FOREIGN KEY (county_code, broadcast_id) REFERENCES broadcast(county_code, id),
  constraint mass_call_channel_check CHECK ((channel = ANY (ARRAY['web', 'miniprogram', 'official_account', 'wecom', 'wechaty']))),
  constraint mass_call_check CHECK (((state = 'open') = (next_at IS NOT NULL))),
  constraint mass_call_check1 CHECK (((state = 'open') = (ended_at IS NULL))),
  constraint mass_call_state_check CHECK ((state = ANY (ARRAY['open', 'taken', 'sent', 'failed', 'refused', 'unknown'])))
);
CREATE INDEX mass_call_answered ON public.mass_call USING btree (county_code, channel, answer_id) WHERE (answer_id IS NOT NULL);
CREATE INDEX mass_call_of_broadcast ON public.mass_call USING btree (county_code, broadcast_id);
CREATE INDEX mass_call_open ON public.mass_call USING btree (county_code, channel, next_at) WHERE (state = 'open');
CREATE INDEX mass_call_paused ON public.mass_call USING btree (county_code, channel, paused_until) WHERE (paused_until IS NOT NULL);
CREATE INDEX mass_call_taken ON public.mass_call USING btree (county_code, channel, ended_at) WHERE (state = 'taken');
alter table mass_call enable row level security;
alter table mass_call force row level security;
create policy mass_call_delete on mass_call for delete
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy mass_call_insert on mass_call for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy mass_call_select on mass_call for select
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy mass_call_update on mass_call for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant delete, insert, select, update on mass_call to mingbai_app;

create table mass_report (
  county_code text not null,
  channel text not null,
  answer_id text not null,
  failure text,
  sent integer,
  not_reached integer,
  at timestamp with time zone not null,
  constraint mass_report_pkey PRIMARY KEY (county_code, channel, answer_id),
  constraint mass_report_channel_check CHECK ((channel = ANY (ARRAY['web', 'miniprogram', 'official_account', 'wecom', 'wechaty'])))
);
alter table mass_report enable row level security;
alter table mass_report force row level security;
create policy mass_report_delete on mass_report for delete
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy mass_report_insert on mass_report for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy mass_report_select on mass_report for select
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy mass_report_update on mass_report for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant delete, insert, select, update on mass_report to mingbai_app;

create table measure (
  county_code text not null,
  id uuid not null,
  household_id uuid not null,
  measure text not null,
  help text not null,
  for_member uuid,
  state text not null,
  basis text not null,
  why text not null,
  citation jsonb,
  units text[] not null,
  planned_on date not null,
  given_on date,
  published_on date,
  ended_on date,
  version integer not null,
  constraint measure_pkey PRIMARY KEY (county_code, id),
  constraint measure_county_code_household_id_fkey FOREIGN KEY (county_code, household_id) REFERENCES household(county_code, id),
  constraint measure_basis_check CHECK ((basis = ANY (ARRAY['suggested', 'own']))),
  constraint measure_check CHECK (((state = 'ended') = (ended_on IS NOT NULL))),
  constraint measure_state_check CHECK ((state = ANY (ARRAY['planned', 'given', 'published', 'ended']))),
  constraint measure_version_check CHECK ((version > 0))
);
CREATE INDEX measure_of_household ON public.measure USING btree (county_code, household_id);
CREATE UNIQUE INDEX measure_unended ON public.measure USING btree (county_code, household_id, help, for_member) NULLS NOT DISTINCT WHERE (state <> 'ended');
alter table measure enable row level security;
alter table measure force row level security;
create policy measure_insert on measure for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = measure.county_code) AND (h.id = measure.household_id) AND (h.region ^@ ANY (( SELECT actor_areas())::text[]))))))));
create policy measure_select on measure for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = measure.county_code) AND (h.id = measure.household_id) AND (h.region ^@ ANY (( SELECT actor_areas())::text[]))))))));
create policy measure_update on measure for update
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = measure.county_code) AND (h.id = measure.household_id) AND (h.region ^@ ANY (( SELECT actor_areas())::text[]))))))));
grant insert, select, update on measure to mingbai_app;

create table measure_event (
  county_code text not null,
  measure_id uuid not null,
  seq integer not null,
  state text not null,
  day date not null,
  at timestamp with time zone not null,
  by_id uuid not null,
  by_name text not null,
  text text not null,
  constraint measure_event_pkey PRIMARY KEY (county_code, measure_id, seq),
  constraint measure_event_county_code_by_id_fkey FOREIGN KEY (county_code, by_id) REFERENCES cadre(county_code, id),
  constraint measure_event_county_code_measure_id_fkey FOREIGN KEY (county_code, measure_id) REFERENCES measure(county_code, id),
  constraint measure_event_seq_check CHECK ((seq > 0)),
  constraint measure_event_state_check CHECK ((state = ANY (ARRAY['planned', 'given', 'published', 'ended'])))
);
CREATE INDEX measure_event_by ON public.measure_event USING btree (county_code, by_id);
alter table measure_event enable row level security;
alter table measure_event force row level security;
create policy measure_event_insert on measure_event for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM measure m
  WHERE ((m.county_code = measure_event.county_code) AND (m.id = measure_event.measure_id)))) AND (by_id = ( SELECT actor_id())))));
create policy measure_event_select on measure_event for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM measure m
  WHERE ((m.county_code = measure_event.county_code) AND (m.id = measure_event.measure_id)))))));
grant insert, select on measure_event to mingbai_app;

create table member (
  county_code text not null,
  id uuid not null,
  household_id uuid not null,
  name text not null,
  relation text not null,
  born text,
  identity_number jsonb,
  joined text,
  source jsonb not null,
  at timestamp with time zone not null,
  left_day date,
  left_why text,
  left_source jsonb,
  left_at timestamp with time zone,
  constraint member_pkey PRIMARY KEY (county_code, id),
  constraint member_county_code_household_id_fkey FOREIGN KEY (county_code, household_id) REFERENCES household(county_code, id),
  constraint member_born_check CHECK ((born ~ '^\d{4}(-\d{2}(-\d{2})?)?$')),
  constraint member_check CHECK ((num_nulls(left_day, left_why, left_source, left_at) = ANY (ARRAY[0, 4]))),
  constraint member_joined_check CHECK ((joined ~ '^\d{4}(-\d{2}(-\d{2})?)?$'))
);
CREATE INDEX member_of_household ON public.member USING btree (county_code, household_id);
alter table member enable row level security;
alter table member force row level security;
create policy member_insert on member for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND ((source ->> 'cadreId') = (( SELECT actor_id()))) AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = member.county_code) AND (h.id = member.household_id) AND (h.region ^@ ANY (( SELECT actor_areas())::text[]))))))));
create policy member_select on member for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = member.county_code) AND (h.id = member.household_id)))))));
create policy member_update on member for update
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = member.county_code) AND (h.id = member.household_id) AND (h.region ^@ ANY (( SELECT actor_areas())::text[]))))))));
grant insert, select on member to mingbai_app;
grant update (identity_number, left_day, left_why, left_source, left_at) on member to mingbai_app;

create table money_entry (
  county_code text not null,
  id uuid not null,
  household_id uuid not null,
  kind text not null,
  from_month text not null,
  to_month text not null,
  fen integer not null,
  words text not null,
  source jsonb not null,
  at timestamp with time zone not null,
  replaces uuid,
  contests uuid,
  settles uuid[] not null,
  constraint money_entry_pkey PRIMARY KEY (county_code, id),
  constraint money_entry_county_code_replaces_key UNIQUE (county_code, replaces),
  constraint money_entry_county_code_contests_fkey FOREIGN KEY (county_code, contests) REFERENCES money_entry(county_code, id),
  constraint money_entry_county_code_household_id_fkey FOREIGN KEY (county_code, household_id) REFERENCES household(county_code, id),
  constraint money_entry_county_code_replaces_fkey FOREIGN KEY (county_code, replaces) REFERENCES money_entry(county_code, id),
  constraint money_entry_check CHECK ((from_month <= to_month)),
  constraint money_entry_check1 CHECK (((replaces IS NULL) OR (contests IS NULL))),
  constraint money_entry_fen_check CHECK ((fen >= 0)),
  constraint money_entry_from_month_check CHECK ((from_month ~ '^\d{4}-(0[1-9]|1[0-2])$')),
  constraint money_entry_kind_check CHECK ((kind = ANY (ARRAY['business', 'wage', 'property', 'transfer', 'production', 'rigid']))),
  constraint money_entry_to_month_check CHECK ((to_month ~ '^\d{4}-(0[1-9]|1[0-2])$'))
);
CREATE INDEX money_contests ON public.money_entry USING btree (county_code, contests) WHERE (contests IS NOT NULL);
CREATE INDEX money_of_household ON public.money_entry USING btree (county_code, household_id);
alter table money_entry enable row level security;
alter table money_entry force row level security;
create policy money_entry_insert on money_entry for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND ((source ->> 'cadreId') = (( SELECT actor_id()))) AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = money_entry.county_code) AND (h.id = money_entry.household_id) AND (h.region ^@ ANY (( SELECT actor_areas())::text[]))))))));
create policy money_entry_select on money_entry for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = money_entry.county_code) AND (h.id = money_entry.household_id)))))));
grant insert, select on money_entry to mingbai_app;

create table monitoring (
  county_code text not null,
  household_id uuid not null,
  kind text not null,
  since date not null,
  risk_removed_on date,
  constraint monitoring_pkey PRIMARY KEY (county_code, household_id),
  constraint monitoring_county_code_household_id_fkey FOREIGN KEY (county_code, household_id) REFERENCES household(county_code, id),
  constraint monitoring_check CHECK ((risk_removed_on >= since)),
  constraint monitoring_kind_check CHECK ((kind = ANY (ARRAY['unstable_lifted', 'marginal_at_risk', 'sudden_severe', 'registered_poor'])))
);
alter table monitoring enable row level security;
alter table monitoring force row level security;
create policy monitoring_insert on monitoring for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = 'county_officer') AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = monitoring.county_code) AND (h.id = monitoring.household_id) AND (h.region ^@ ANY (( SELECT actor_areas())::text[]))))))));
create policy monitoring_select on monitoring for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = monitoring.county_code) AND (h.id = monitoring.household_id) AND (h.region ^@ ANY (( SELECT actor_areas())::text[]))))))));
create policy monitoring_update on monitoring for update
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = 'county_officer') AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = monitoring.county_code) AND (h.id = monitoring.household_id) AND (h.region ^@ ANY (( SELECT actor_areas())::text[]))))))));
grant insert, select, update on monitoring to mingbai_app;

create table monitoring_case (
  county_code text not null,
  id uuid not null,
  number text not null,
  region text not null,
  household_id uuid not null,
  phase text not null,
  phase_rank smallint not null generated always as (
CASE phase
    WHEN 'identification' THEN 0
    WHEN 'leaving' THEN 1
    WHEN 'on_register' THEN 2
    ELSE 3
END) stored,
  step text,
  opened_at timestamp with time zone not null,
  finish_by timestamp with time zone not null,
  monitored_kind text,
  version integer not null,
  demo boolean not null,
  constraint monitoring_case_pkey PRIMARY KEY (county_code, id),
  constraint monitoring_case_county_code_number_key UNIQUE (county_code, number),
  constraint monitoring_case_county_code_household_id_fkey FOREIGN KEY (county_code, household_id) REFERENCES household(county_code, id),
  constraint monitoring_case_check CHECK ((starts_with(region, county_code) AND (length(region) = 12))),
  constraint monitoring_case_monitored_kind_check CHECK ((monitored_kind = ANY (ARRAY['unstable_lifted', 'marginal_at_risk', 'sudden_severe', 'registered_poor']))),
  constraint monitoring_case_phase_check CHECK ((phase = ANY (ARRAY['identification', 'on_register', 'leaving', 'ended']))),
  constraint monitoring_case_version_check CHECK ((version > 0))
);
CREATE INDEX case_by_due ON public.monitoring_case USING btree (county_code, phase_rank, finish_by, id);
CREATE INDEX case_of_household ON public.monitoring_case USING btree (county_code, household_id);
CREATE INDEX case_of_place ON public.monitoring_case USING btree (county_code, region, phase_rank, finish_by, id);
CREATE UNIQUE INDEX case_running ON public.monitoring_case USING btree (county_code, household_id) WHERE (phase <> 'ended');
alter table monitoring_case enable row level security;
alter table monitoring_case force row level security;
create policy monitoring_case_insert on monitoring_case for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (region ^@ ANY (( SELECT actor_areas())::text[])))));
create policy monitoring_case_select on monitoring_case for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (region ^@ ANY (( SELECT actor_areas())::text[])))));
create policy monitoring_case_update on monitoring_case for update
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (region ^@ ANY (( SELECT actor_areas())::text[])))));
grant insert, select, update on monitoring_case to mingbai_app;

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
  WHERE ((l.county_code = notice.county_code) AND (l.id = notice.lead_id) AND (l.urgency_rank = 0) AND ((l.holder_id = notice.cadre_id) OR (EXISTS ( SELECT
           FROM duty d
          WHERE ((d.county_code = l.county_code) AND (l.region ^@ d.region) AND ((notice.cadre_id = d.cadre_id) OR (notice.cadre_id = d.deputy_id))))))))))));
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

create table reach (
  county_code text not null,
  conversation_id uuid not null,
  channel text not null,
  user_id text not null,
  told_seq integer not null default 0,
  owing boolean not null default false,
  answered_id text,
  answered_from integer,
  answered_to integer,
  noticed_seq integer not null default 0,
  put_off integer[] not null default '{}'::integer[],
  open_until timestamp with time zone,
  free_left integer not null default 0,
  claimed_until timestamp with time zone,
  next_at timestamp with time zone not null,
  attempts integer not null default 0,
  error text,
  gone_at timestamp with time zone,
  constraint reach_pkey PRIMARY KEY (county_code, conversation_id),
  constraint reach_county_code_channel_user_id_key UNIQUE (county_code, channel, user_id),
  constraint reach_county_code_conversation_id_fkey FOREIGN KEY (county_code, conversation_id) REFERENCES conversation(county_code, id),
  constraint reach_channel_check CHECK ((channel = ANY (ARRAY['web', 'miniprogram', 'official_account', 'wecom', 'wechaty']))),
  constraint reach_check CHECK (((answered_id IS NULL) = (answered_from IS NULL))),
  constraint reach_check1 CHECK (((answered_id IS NULL) = (answered_to IS NULL)))
);
CREATE INDEX reach_owing ON public.reach USING btree (county_code, channel, next_at) WHERE owing;
alter table reach enable row level security;
alter table reach force row level security;
create policy reach_insert on reach for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy reach_select on reach for select
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy reach_update on reach for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant insert, select, update on reach to mingbai_app;

create table referral (
  county_code text not null,
  id uuid not null,
  household_id uuid not null,
  region text not null,
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
  asked_at timestamp with time zone not null,
  due_day date,
  due_citation jsonb,
  state text not null,
  result text,
  answer text,
  answered_by uuid,
  answered_by_name text,
  answered_on date,
  answered_at timestamp with time zone,
  constraint referral_pkey PRIMARY KEY (county_code, id),
  constraint referral_county_code_answered_by_fkey FOREIGN KEY (county_code, answered_by) REFERENCES cadre(county_code, id),
  constraint referral_county_code_asked_by_fkey FOREIGN KEY (county_code, asked_by) REFERENCES cadre(county_code, id),
  constraint referral_county_code_household_id_fkey FOREIGN KEY (county_code, household_id) REFERENCES household(county_code, id),
  constraint referral_check CHECK (starts_with(region, county_code)),
  constraint referral_check1 CHECK ((num_nulls(result, answer, answered_by, answered_by_name, answered_on, answered_at) =
CASE state
    WHEN 'asked' THEN 6
    ELSE 0
END)),
  constraint referral_result_check CHECK ((result = ANY (ARRAY['will_help', 'helped', 'not_entitled', 'not_ours']))),
  constraint referral_state_check CHECK ((state = ANY (ARRAY['asked', 'answered'])))
);
CREATE INDEX referral_answered_by ON public.referral USING btree (county_code, answered_by) WHERE (answered_by IS NOT NULL);
CREATE UNIQUE INDEX referral_asked ON public.referral USING btree (county_code, household_id, department, need) WHERE (state = 'asked');
CREATE INDEX referral_asked_by ON public.referral USING btree (county_code, asked_by);
CREATE INDEX referral_of_department ON public.referral USING btree (county_code, department, state, due_day);
CREATE INDEX referral_of_household ON public.referral USING btree (county_code, household_id);
alter table referral enable row level security;
alter table referral force row level security;
create policy referral_insert on referral for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = referral.county_code) AND (h.id = referral.household_id) AND (h.region ^@ ANY (( SELECT actor_areas())::text[]))))) AND (asked_by = ( SELECT actor_id())) AND (state = 'asked'))));
create policy referral_select on referral for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR (((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = referral.county_code) AND (h.id = referral.household_id) AND (h.region ^@ ANY (( SELECT actor_areas())::text[])))))) OR ((( SELECT actor_kind()) = 'department_officer') AND (department = ( SELECT actor_department()))))));
create policy referral_update on referral for update
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR false));
grant insert, select, update on referral to mingbai_app;

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
  person text not null generated always as (COALESCE((phone ->> 'hash'), (identity_number ->> 'hash'), (id))) stored,
  case_news_off_at timestamp with time zone,
  erased_at timestamp with time zone,
  constraint resident_pkey PRIMARY KEY (county_code, id),
  constraint resident_county_code_household_id_fkey FOREIGN KEY (county_code, household_id) REFERENCES household(county_code, id)
);
CREATE INDEX resident_of_household ON public.resident USING btree (county_code, household_id) WHERE (household_id IS NOT NULL);
CREATE INDEX resident_person ON public.resident USING btree (county_code, person);
alter table resident enable row level security;
alter table resident force row level security;
create policy resident_insert on resident for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy resident_select on resident for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = 'resident') AND (id = ( SELECT actor_id())))));
create policy resident_update on resident for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant insert, select, update on resident to mingbai_app;

create table scan_login (
  county_code text not null,
  id text not null,
  secret_hash text not null,
  browser text not null,
  address text not null,
  asked_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  seen_at timestamp with time zone,
  cadre_id uuid,
  session_until timestamp with time zone,
  confirmed_at timestamp with time zone,
  refused_at timestamp with time zone,
  used_at timestamp with time zone,
  constraint scan_login_pkey PRIMARY KEY (county_code, id),
  constraint scan_login_county_code_cadre_id_fkey FOREIGN KEY (county_code, cadre_id) REFERENCES cadre(county_code, id),
  constraint scan_login_check CHECK ((num_nulls(cadre_id, session_until, confirmed_at) = ANY (ARRAY[0, 3]))),
  constraint scan_login_check1 CHECK (((confirmed_at IS NULL) OR (refused_at IS NULL))),
  constraint scan_login_check2 CHECK (((used_at IS NULL) OR (confirmed_at IS NOT NULL)))
);
CREATE INDEX scan_login_of_cadre ON public.scan_login USING btree (county_code, cadre_id) WHERE (cadre_id IS NOT NULL);
CREATE INDEX scan_login_old ON public.scan_login USING btree (county_code, expires_at);
alter table scan_login enable row level security;
alter table scan_login force row level security;
create policy scan_login_delete on scan_login for delete
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy scan_login_insert on scan_login for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy scan_login_select on scan_login for select
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy scan_login_update on scan_login for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant delete, insert, select, update on scan_login to mingbai_app;

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
create policy turn_update on turn for update
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant insert, select on turn to mingbai_app;
grant update (inbound, replies, state) on turn to mingbai_app;

create table upload_piece (
  county_code text not null,
  owner_id uuid not null,
  upload_id uuid not null,
  at_byte integer not null,
  bytes bytea not null,
  total integer not null,
  sha256 text,
  at timestamp with time zone not null,
  constraint upload_piece_pkey PRIMARY KEY (county_code, owner_id, upload_id, at_byte),
  constraint upload_piece_at_byte_check CHECK ((at_byte >= 0)),
  constraint upload_piece_check CHECK (((at_byte + length(bytes)) <= total))
);
CREATE INDEX upload_piece_old ON public.upload_piece USING btree (county_code, at);
alter table upload_piece enable row level security;
alter table upload_piece force row level security;
create policy upload_piece_delete on upload_piece for delete
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy upload_piece_insert on upload_piece for insert
  with check ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
create policy upload_piece_select on upload_piece for select
  using ((county_code = ( SELECT actor_county())) AND (( SELECT actor_kind()) = 'system'));
grant delete, insert, select on upload_piece to mingbai_app;

create table visit (
  county_code text not null,
  id uuid not null,
  household_id uuid not null,
  cadre_id uuid not null,
  day date not null,
  words text not null,
  photos uuid[] not null,
  place jsonb,
  at timestamp with time zone not null,
  constraint visit_pkey PRIMARY KEY (county_code, id),
  constraint visit_county_code_cadre_id_fkey FOREIGN KEY (county_code, cadre_id) REFERENCES cadre(county_code, id),
  constraint visit_county_code_household_id_fkey FOREIGN KEY (county_code, household_id) REFERENCES household(county_code, id)
);
CREATE INDEX visit_of_cadre ON public.visit USING btree (county_code, cadre_id, day);
CREATE INDEX visit_of_household ON public.visit USING btree (county_code, household_id, day);
alter table visit enable row level security;
alter table visit force row level security;
create policy visit_insert on visit for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (cadre_id = ( SELECT actor_id())) AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = visit.county_code) AND (h.id = visit.household_id) AND (h.region ^@ ANY (( SELECT actor_areas())::text[]))))))));
create policy visit_select on visit for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = visit.county_code) AND (h.id = visit.household_id)))))));
grant insert, select on visit to mingbai_app;

create table work_month (
  county_code text not null,
  member_id uuid not null,
  month text not null,
  public_post boolean not null,
  household_id uuid not null,
  by_id uuid not null,
  at timestamp with time zone not null,
  constraint work_month_pkey PRIMARY KEY (county_code, member_id, month, public_post),
  constraint work_month_county_code_by_id_fkey FOREIGN KEY (county_code, by_id) REFERENCES cadre(county_code, id),
  constraint work_month_county_code_household_id_fkey FOREIGN KEY (county_code, household_id) REFERENCES household(county_code, id),
  constraint work_month_month_check CHECK ((month ~ '^\d{4}-(0[1-9]|1[0-2])$'))
);
CREATE INDEX work_month_by ON public.work_month USING btree (county_code, by_id);
CREATE INDEX work_month_of_household ON public.work_month USING btree (county_code, household_id, month);
alter table work_month enable row level security;
alter table work_month force row level security;
create policy work_month_insert on work_month for insert
  with check ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = work_month.county_code) AND (h.id = work_month.household_id) AND (h.region ^@ ANY (( SELECT actor_areas())::text[]))))) AND (by_id = ( SELECT actor_id())))));
create policy work_month_select on work_month for select
  using ((county_code = ( SELECT actor_county())) AND ((( SELECT actor_kind()) = 'system') OR ((( SELECT actor_kind()) = ANY (ARRAY['village_cadre', 'township_officer', 'county_officer'])) AND (EXISTS ( SELECT
   FROM household h
  WHERE ((h.county_code = work_month.county_code) AND (h.id = work_month.household_id) AND (h.region ^@ ANY (( SELECT actor_areas())::text[]))))))));
grant insert, select on work_month to mingbai_app;

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

CREATE OR REPLACE FUNCTION public.actor_department()
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN (SELECT c.department FROM cadre c WHERE ((c.county_code = actor_county()) AND (c.id = actor_id())))
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

CREATE OR REPLACE FUNCTION public.household_lives_in(household uuid, place text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare
  actor text := current_setting('mingbai.actor', true);
  lives boolean;
begin
  perform set_config('mingbai.actor', 'system', true);
  lives := exists (select from household h where h.county_code = current_setting('mingbai.county', true)
    and h.id = household_lives_in.household and h.region = household_lives_in.place);
  perform set_config('mingbai.actor', actor, true);
  return lives;
end $function$
;
grant execute on function household_lives_in to mingbai_app;

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
