import { type Kysely, sql } from 'kysely'

const COUNTY = '(select actor_county())'
const ACTOR = '(select actor_kind())'
const ME = '(select actor_id())'
const SYSTEM = `${ACTOR} = 'system'`
const HANDLER = `${ACTOR} in ('village_cadre', 'township_officer', 'county_officer')`
const OWN = `(${ACTOR} = 'resident' and resident_id = ${ME})`
const SEES_CASE = `exists (select from monitoring_case c where c.county_code = attachment.county_code and c.id = attachment.case_id)`
const SEES_LEAD = `exists (select from lead l where l.county_code = attachment.county_code and l.id = attachment.lead_id)`
/** His own picture that belongs to nothing yet. */
const WAITING = 'lead_id is null and case_id is null'

/**
 * A cadre's picture or recording of a lead, as of a visit: `lead_id`. Until he has said of which lead it is it waits, seen by him alone; what
 * waits for too long is deleted.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
alter table attachment add column lead_id uuid;
alter table attachment add foreign key (county_code, lead_id) references lead;
alter table attachment drop constraint attachment_check;
alter table attachment add constraint attachment_check check (num_nonnulls(resident_id, cadre_id) = 1
  and num_nonnulls(case_id, lead_id) <= (cadre_id is not null)::integer);
create index attachment_of_lead on attachment (county_code, lead_id) where lead_id is not null;
create index attachment_waiting on attachment (county_code, cadre_id, at) where cadre_id is not null and ${WAITING};
create index lead_event_of_visit on lead_event (county_code, by_id, at) where kind = 'visited';

alter policy attachment_insert on attachment with check (county_code = ${COUNTY} and (${SYSTEM}
  or (${HANDLER} and cadre_id = ${ME} and (${SEES_CASE} or ${SEES_LEAD}))));
alter policy attachment_select on attachment using (county_code = ${COUNTY} and (${SYSTEM} or ${OWN}
  or (${HANDLER} and (
    exists (select from lead_attachment a
      where a.county_code = attachment.county_code and a.attachment_id = attachment.id)
    or exists (select from handover h join turn t
      on t.county_code = h.county_code and t.conversation_id = h.conversation_id and t.seq >= h.first_seq
        and (h.last_seq is null or t.seq <= h.last_seq)
      where h.county_code = attachment.county_code and h.resident_id = attachment.resident_id
        and t.inbound ->> 'attachment' = attachment.id::text)
    or (cadre_id = ${ME} and ${WAITING})
    or ${SEES_LEAD}
    or ${SEES_CASE}))));
create policy attachment_update on attachment for update
  using (county_code = ${COUNTY} and ${HANDLER} and cadre_id = ${ME} and ${WAITING})
  with check (county_code = ${COUNTY} and cadre_id = ${ME} and case_id is null and ${SEES_LEAD});
create policy attachment_delete on attachment for delete
  using (county_code = ${COUNTY} and ${SYSTEM} and cadre_id is not null and ${WAITING});
grant update (lead_id), delete on attachment to mingbai_app;
`)
    .execute(db)
}
