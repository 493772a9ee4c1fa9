import { type Kysely, sql } from 'kysely'

const COUNTY = '(select actor_county())'
const ME = '(select actor_id())'
const SYSTEM = `(select actor_kind()) = 'system'`
const RESIDENT = `(select actor_kind()) = 'resident'`
const HANDLER = `(select actor_kind()) in ('village_cadre', 'township_officer', 'county_officer')`
const OWN = `(${RESIDENT} and resident_id = ${ME})`

/**
 * The word in a conversation given to a person. While it is given, and afterwards for what was said until then, those who answer
 * for the place may read these turns of the chat, its pictures and recordings, and nothing before or behind them: the row holds the
 * span, and the policies of `turn` and `attachment` ask it. What a person writes goes into the chat by the system, which looks
 * at the locked row first.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
create table handover (
  county_code text not null,
  id uuid not null,
  conversation_id uuid not null,
  resident_id uuid not null,
  region text not null check (starts_with(region, county_code)),
  name text,
  holder_id uuid not null,
  rule text not null,
  second_id uuid,
  state text not null check (state in ('open', 'answered', 'returned', 'unanswered')),
  asked_at timestamptz not null,
  waiting_since timestamptz,
  told_at timestamptz,
  first_answer_at timestamptz,
  last_at timestamptz not null,
  returned_at timestamptz,
  returned_by text check (returned_by in ('resident', 'cadre', 'system')),
  returned_by_id uuid,
  first_seq integer not null check (first_seq > 0),
  last_seq integer check (last_seq >= first_seq),
  version integer not null check (version > 0),
  primary key (county_code, id),
  foreign key (county_code, conversation_id) references conversation,
  foreign key (county_code, resident_id) references resident,
  foreign key (county_code, holder_id) references cadre,
  foreign key (county_code, second_id) references cadre,
  check ((state in ('returned', 'unanswered')) = (returned_at is not null))
);
-- One person has the word at a time.
create unique index handover_open on handover (county_code, conversation_id) where state in ('open', 'answered');
create index handover_of_conversation on handover (county_code, conversation_id);
create index handover_of_resident on handover (county_code, resident_id);
create index handover_waiting on handover (county_code, asked_at) where state in ('open', 'answered');
create index handover_ended on handover (county_code, returned_at) where returned_at is not null;

alter table handover enable row level security;
alter table handover force row level security;
create policy handover_select on handover for select using (county_code = ${COUNTY} and
  (${SYSTEM} or (${HANDLER} and region ^@ any ((select actor_areas())::text[]))));
create policy handover_insert on handover for insert with check (county_code = ${COUNTY} and ${SYSTEM});
create policy handover_update on handover for update using (county_code = ${COUNTY} and ${SYSTEM});
grant select, insert, update on handover to mingbai_app;

alter policy turn_select on turn using (county_code = ${COUNTY} and (${SYSTEM}
  or (${RESIDENT} and conversation_id in
    (select c.id from conversation c where c.county_code = ${COUNTY} and c.resident_id = ${ME}))
  or (${HANDLER} and exists (select from handover h
    where h.county_code = turn.county_code and h.conversation_id = turn.conversation_id
      and turn.seq >= h.first_seq and (h.last_seq is null or turn.seq <= h.last_seq)))));

alter policy attachment_select on attachment using (county_code = ${COUNTY} and (${SYSTEM} or ${OWN}
  or (${HANDLER} and (
    exists (select from lead_attachment a
      where a.county_code = attachment.county_code and a.attachment_id = attachment.id)
    or exists (select from handover h join turn t
      on t.county_code = h.county_code and t.conversation_id = h.conversation_id and t.seq >= h.first_seq
        and (h.last_seq is null or t.seq <= h.last_seq)
      where h.county_code = attachment.county_code and h.resident_id = attachment.resident_id
        and t.inbound ->> 'attachment' = attachment.id::text)))));
`)
    .execute(db)
}
