import { type Kysely, sql } from 'kysely'

const COUNTY = '(select actor_county())'
const SYSTEM = `(select actor_kind()) = 'system'`
const HANDLER = `(select actor_kind()) in ('village_cadre', 'township_officer', 'county_officer')`

/**
 * What no card answered. Seen by those who answer for the place; asked and answered by the system, which writes into the chat and looks
 * first.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
create table card_question (
  county_code text not null,
  id uuid not null,
  region text not null check (starts_with(region, county_code)),
  conversation_id uuid not null,
  resident_id uuid not null,
  question text not null,
  asked_at timestamptz not null,
  state text not null check (state in ('open', 'answered')),
  answer text,
  answered_by uuid,
  answered_by_name text,
  answered_at timestamptz,
  primary key (county_code, id),
  foreign key (county_code, conversation_id) references conversation,
  foreign key (county_code, resident_id) references resident,
  foreign key (county_code, answered_by) references cadre,
  check (num_nulls(answer, answered_by, answered_by_name, answered_at) = case state when 'open' then 4 else 0 end)
);
-- The same question of one chat waits once. By its hash: an index takes no long texts.
create unique index card_question_open on card_question (county_code, conversation_id, md5(question)) where state = 'open';
create index card_question_of_conversation on card_question (county_code, conversation_id);
create index card_question_of_resident on card_question (county_code, resident_id);
create index card_question_waiting on card_question (county_code, asked_at) where state = 'open';
create index card_question_answered on card_question (county_code, answered_at) where state = 'answered';
create index card_question_answered_by on card_question (county_code, answered_by) where answered_by is not null;

alter table card_question enable row level security;
alter table card_question force row level security;
create policy card_question_select on card_question for select using (county_code = ${COUNTY} and
  (${SYSTEM} or (${HANDLER} and region ^@ any ((select actor_areas())::text[]))));
create policy card_question_insert on card_question for insert with check (county_code = ${COUNTY} and ${SYSTEM});
create policy card_question_update on card_question for update using (county_code = ${COUNTY} and ${SYSTEM});
grant select, insert, update on card_question to mingbai_app;
`)
    .execute(db)
}
