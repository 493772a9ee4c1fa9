import { type RawBuilder, sql } from 'kysely'
import type { Reached } from '../../app/ports/broadcasts.ts'
import type { Audience } from '../../contract/broadcast.ts'
import { asksOfHousehold } from '../../core/broadcast/audience.ts'
import { UNFINISHED } from './lead.row.ts'
import { textArray } from './text-array.ts'

/** What a person said goes before any list, then the later day: as the ledger itself decides. */
const IN_FORCE_FIRST = sql`(f.source ->> 'kind' in ('visit', 'cadre', 'self_report') or cardinality(f.settles) > 0) desc,
  f.day desc, f.at desc`

/**
 * Common table expressions that end in `addressed`: one row for each person of the audience, with the chat in which he is reached
 * best and, where he gets nothing, the reason. Also one for each household of the audience of which nobody ever wrote.
 */
export function addressed(county: string, reached: Reached): RawBuilder<unknown> {
  const { audience, channels, alwaysOpen, now, kept, month, week, mostAPerson, mostAVillage } = reached
  const { region } = audience
  const ofHousehold = asksOfHousehold(audience)
  return sql`
  target as materialized (
    select h.id, h.region, h.unconfirmed from household h
    where h.county_code = ${county} and h.region ^@ ${region} ${conditions(county, audience)}
  ), written as (
    select r.person, r.id as resident_id, r.household_id, coalesce(h.region, r.village) as village,
      r.consent_version is not null as agreed, c.id as conversation_id, c.channel, w.gone_at is not null as gone,
      coalesce(w.channel = any (${textArray(alwaysOpen)}::text[]) or (w.open_until > ${now} and w.free_left > ${kept}), false) as open
    from resident r
    join conversation c on c.county_code = r.county_code and c.resident_id = r.id
    left join household h on h.county_code = r.county_code and h.id = r.household_id
    left join reach w on w.county_code = c.county_code and w.conversation_id = c.id
    where r.county_code = ${county} and coalesce(h.region, r.village) ^@ ${region}
      ${ofHousehold ? sql`and exists (select from target t where t.id = r.household_id)` : sql``}
  ), people as (
    -- Of somebody who wrote on several channels: one where he agreed and is still there and can be written to now, the best channel first.
    select distinct on (person) person, resident_id, household_id, village, agreed, conversation_id, channel, gone
    from written
    order by person, agreed desc, gone, open desc, array_position(${textArray(channels)}::text[], channel), conversation_id
  ), recent as (
    select b.id, b.started_at from broadcast b
    where b.county_code = ${county} and b.started_at >= least(${month}::timestamptz, ${week}::timestamptz)
  ), had as (
    select d.person, count(*) as times from delivery d
    where d.county_code = ${county} and d.state in ('queued', 'sent')
      and d.broadcast_id in (select id from recent where started_at >= ${month})
    group by d.person
  ), full_village as (
    select d.village from delivery d
    where d.county_code = ${county} and d.state in ('queued', 'sent') and length(d.village) = 12
      and d.broadcast_id in (select id from recent where started_at >= ${week})
    group by d.village having count(distinct d.broadcast_id) >= ${mostAVillage}
  ), opted_out as (
    select distinct r.person from resident r where r.county_code = ${county} and r.opted_out_at is not null
  ), addressed as (
    select p.person, p.resident_id, p.household_id, p.village, p.conversation_id, p.channel,
      case
        when not p.agreed then 'never_agreed'
        when o.person is not null then 'opted_out'
        when p.gone then 'gone'
        when had.times >= ${mostAPerson} then 'person_cap'
        when v.village is not null then 'village_cap'
      end as reason
    from people p
    left join opted_out o on o.person = p.person
    left join had on had.person = p.person
    left join full_village v on v.village = p.village
    union all
    select 'household:' || t.id, null, t.id, t.region, null, null, 'no_chat'
    from target t
    where not t.unconfirmed and not exists
      (select from resident r where r.county_code = ${county} and r.household_id = t.id)
  )`
}

function conditions(county: string, { kinds, monitored, labour, languages, risks }: Audience): RawBuilder<unknown> {
  const any = (values: readonly string[]) => sql`any (${textArray(values)}::text[])`
  return sql`
    ${kinds ? sql`and h.kind = ${any(kinds)}` : sql``}
    ${
      monitored
        ? sql`and exists (select from monitoring m where m.county_code = ${county} and m.household_id = h.id
            and m.risk_removed_on is null and m.kind = ${any(monitored)})`
        : sql``
    }
    ${
      labour
        ? sql`and exists (select from (
              select distinct on (f.member_id) f.value from household_fact f
              join member x on x.county_code = f.county_code and x.id = f.member_id and x.left_day is null
              where f.county_code = ${county} and f.household_id = h.id and f.field = 'basics.labour'
              order by f.member_id, ${IN_FORCE_FIRST}
            ) said where said.value #>> '{}' = ${any(labour)})`
        : sql``
    }
    ${
      languages
        ? sql`and (select f.value #>> '{}' from household_fact f
              where f.county_code = ${county} and f.household_id = h.id and f.field = 'basics.language'
              order by ${IN_FORCE_FIRST} limit 1) = ${any(languages)}`
        : sql``
    }
    ${
      risks
        ? sql`and exists (select from lead where lead.county_code = ${county} and lead.household_id = h.id
            and ${UNFINISHED} and lead.risk_type = ${any(risks)})`
        : sql``
    }`
}

/** Two rows more: the households of the place, and those of which it is known what they speak. */
export function languagesKnown(county: string, region: string): RawBuilder<unknown> {
  const here = sql`from household h where h.county_code = ${county} and h.region ^@ ${region} and not h.unconfirmed`
  return sql`
    union all
    select 'households', null, count(*), null ${here}
    union all
    select 'known', null, count(*), null ${here} and exists (select from household_fact f
      where f.county_code = ${county} and f.household_id = h.id and f.field = 'basics.language')`
}
