import { type Kysely, sql } from 'kysely'

const SYSTEM = `county_code = (select actor_county()) and (select actor_kind()) = 'system'`

/**
 * What a phone that was offline sends again: an act on a lead carries the id that the phone gave it, once for each lead. And what a
 * resident decides about his own data: whether news of his reports may leave the chat, and that all is to go which no duty keeps.
 * A turn is emptied and not deleted: its number stays, because phones count by it. A picture goes only where it belongs to no lead and no case.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
alter table lead_event add column act_id uuid;
create unique index lead_event_act on lead_event (county_code, lead_id, act_id) where act_id is not null;

alter table resident add column case_news_off_at timestamptz, add column erased_at timestamptz;

create policy turn_update on turn for update using (${SYSTEM});
grant update (inbound, replies, state) on turn to mingbai_app;

create policy attachment_delete on attachment for delete using (${SYSTEM} and case_id is null
  and not exists (select from lead_attachment a
    where a.county_code = attachment.county_code and a.attachment_id = attachment.id));
grant delete on attachment to mingbai_app;

create index audit_of_subject on audit (county_code, subject);
`)
    .execute(db)
}
