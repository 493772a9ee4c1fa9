import { type Kysely, sql } from 'kysely'

const COUNTY = '(select actor_county())'
const SYSTEM = `(select actor_kind()) = 'system'`
const HANDLER = `(select actor_kind()) in ('village_cadre', 'township_officer', 'county_officer')`
const IN_AREA = 'region ^@ any ((select actor_areas())::text[])'

/**
 * Where a lead comes from. Cadres enter what they found themselves: a lead of a household that lives in their area, under their own
 * name, never as the household's own report; and a household that is in no list yet, which stands as unconfirmed. The event's
 * `report_id` is the number that the cadre's device gave its entry: a second sending of it finds the first. Where a household lives
 * is asked of a function, because the household's own policy looks at its leads and the two would ask one another without end.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
alter table lead add column origin text not null default 'self_report'
  check (origin in ('self_report', 'cadre_survey', 'data_comparison'));

create unique index lead_entered_once on lead_event (county_code, report_id)
  where by_kind = 'cadre' and report_id is not null;

create function household_lives_in(household uuid, place text) returns boolean
  language plpgsql security definer
  set search_path = pg_catalog, public
as $$
declare
  actor text := current_setting('mingbai.actor', true);
  lives boolean;
begin
  perform set_config('mingbai.actor', 'system', true);
  lives := exists (select from household h where h.county_code = current_setting('mingbai.county', true)
    and h.id = household_lives_in.household and h.region = household_lives_in.place);
  perform set_config('mingbai.actor', actor, true);
  return lives;
end $$;
revoke execute on function household_lives_in from public;
grant execute on function household_lives_in to mingbai_app;

alter policy household_insert on household with check (county_code = ${COUNTY} and (${SYSTEM}
  or (${HANDLER} and ${IN_AREA} and unconfirmed and cadre_id is null and phone is null)));
alter policy lead_insert on lead with check (county_code = ${COUNTY} and (${SYSTEM}
  or (${HANDLER} and ${IN_AREA} and origin <> 'self_report' and status = 'open' and version = 1
    and household_lives_in(household_id, region))));

-- Of an emergency that a cadre found, all who are on duty around the place are rung, as of one that a resident reports.
alter policy notice_insert on notice with check (county_code = ${COUNTY} and (${SYSTEM}
  or (${HANDLER} and state = 'waiting' and exists (select from lead l
    where l.county_code = notice.county_code and l.id = notice.lead_id and l.urgency_rank = 0
      and (l.holder_id = notice.cadre_id or exists (select from duty d
        where d.county_code = l.county_code and l.region ^@ d.region
          and notice.cadre_id in (d.cadre_id, d.deputy_id)))))));
`)
    .execute(db)
}
