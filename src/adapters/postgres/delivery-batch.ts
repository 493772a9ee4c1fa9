import { sql } from 'kysely'
import type { Broadcast, BroadcastBatch, SentBatch } from '../../app/ports/broadcasts.ts'
import { MUST_BE_SENT_TO } from '../../core/broadcast/audience.ts'
import { CHANNEL } from './change-feed.ts'
import { json } from './json.ts'
import { textArray } from './text-array.ts'
import type { Trx } from './transaction.ts'

/** A chat that was written to at that very moment so many times in a row is no accident any more. */
const MOST_RACES = 20

/**
 * One statement for a whole batch: the waiting deliveries, what becomes of each, the turns, and the marks. A turn's id is made of
 * broadcast and resident and is unique in its chat, so even a mark that was lost makes no second turn. Chats in the order of
 * their ids, as whoever else writes many turns takes them: so the two never wait for each other.
 */
export async function sendBatch(
  trx: Trx,
  county: string,
  { id, blocks }: Pick<Broadcast, 'id' | 'blocks'>,
  batch: BroadcastBatch,
): Promise<SentBatch> {
  const { rows } = await sql<{ outcome: string; conversation_id: string | null; seq: number | null }>`
    with waiting as materialized (
      select d.person, d.resident_id, d.conversation_id, d.attempts from delivery d
      where d.county_code = ${county} and d.broadcast_id = ${id} and d.state = 'queued' and d.next_at <= ${batch.now}
      order by d.next_at limit ${batch.limit} for update skip locked
    ), looked as materialized (
      select w.*, 'broadcast:' || ${id}::text || ':' || w.resident_id as inbound_id, l.seq, l.state,
        case
          -- He may have said so since, here or on another channel.
          when exists (select from resident r where r.county_code = ${county} and r.person = w.person and r.opted_out_at is not null)
            or exists (select from resident r where r.county_code = ${county} and r.id = w.resident_id and r.opted_out_at is not null)
            then 'opted_out'
          when l.seq is null then 'no_chat'
          -- A person has the word, or a question is open: nothing of ours comes between.
          when l.state #>> '{handover,kind}' = 'held' then 'later'
          when l.state ->> 'asking' is not null and l.at > ${batch.busySince} then 'later'
          else 'send'
        end as verdict
      from waiting w
      left join lateral (
        select t.seq, t.at, t.state from turn t
        where t.county_code = ${county} and t.conversation_id = w.conversation_id order by t.seq desc limit 1
      ) l on true
    ), put as (
      insert into turn (county_code, conversation_id, seq, inbound_id, at, inbound, replies, state)
      select ${county}, conversation_id, seq + 1, inbound_id, ${batch.now}, null, ${json(blocks)}::json, state
      from looked where verdict = 'send' order by conversation_id
      on conflict do nothing
      returning conversation_id, seq
    ), there as (
      select t.conversation_id from turn t join looked l on t.conversation_id = l.conversation_id and t.inbound_id = l.inbound_id
      where t.county_code = ${county} and l.verdict = 'send'
    ), owed as (
      update reach r set owing = true from put p where r.county_code = ${county} and r.conversation_id = p.conversation_id
    ), ended as materialized (
      select l.person, l.attempts, p.conversation_id, p.seq,
        case
          when l.verdict in ('opted_out', 'no_chat') then 'skipped'
          when l.verdict = 'later' then 'later'
          when p.conversation_id is not null or h.conversation_id is not null then 'sent'
          when l.attempts + 1 >= ${MOST_RACES} then 'failed'
          else 'again'
        end as outcome,
        l.verdict
      from looked l
      left join put p on p.conversation_id = l.conversation_id
      left join there h on h.conversation_id = l.conversation_id
    ), marked as (
      update delivery d set
        state = case when e.outcome in ('later', 'again') then 'queued' else e.outcome end,
        reason = case e.outcome when 'skipped' then e.verdict when 'failed' then 'busy' end,
        next_at = case e.outcome when 'later' then ${batch.laterAt}::timestamptz when 'again' then ${batch.now}::timestamptz end,
        attempts = e.attempts + case e.outcome when 'again' then 1 else 0 end,
        ended_at = case when e.outcome in ('later', 'again') then null else ${batch.now}::timestamptz end,
        -- Where the chat is closed nobody looks after it before he writes.
        told = case when e.outcome = 'sent' and d.channel = any (${textArray(MUST_BE_SENT_TO)}::text[]) then
          coalesce(d.told, (select case when r.next_at = 'infinity' then 'closed' else 'waiting' end
            from reach r where r.county_code = ${county} and r.conversation_id = d.conversation_id)) end
      from ended e
      where d.county_code = ${county} and d.broadcast_id = ${id} and d.person = e.person
      returning d.person
    ), sums as (
      select count(*) filter (where outcome = 'sent') as sent, count(*) filter (where outcome = 'failed') as failed,
        count(*) filter (where outcome = 'skipped') as skipped
      from ended
    ), counted as (
      update broadcast b set queued = b.queued - s.sent - s.failed - s.skipped,
        sent = b.sent + s.sent, failed = b.failed + s.failed, skipped = b.skipped + s.skipped
      from sums s where b.county_code = ${county} and b.id = ${id}
    )
    select outcome, conversation_id, seq from ended
  `.execute(trx)
  const count = (...outcomes: string[]) => rows.filter(({ outcome }) => outcomes.includes(outcome)).length
  const turns = rows.flatMap(({ conversation_id: conversationId, seq }) =>
    conversationId !== null && seq !== null ? [{ conversationId, seq }] : [],
  )
  await announceTurns(trx, county, turns)
  return {
    sent: count('sent'),
    failed: count('failed'),
    skipped: count('skipped'),
    later: count('later', 'again'),
    turns,
  }
}

/** To whoever has his chat open just now. */
async function announceTurns(trx: Trx, county: string, turns: SentBatch['turns']): Promise<void> {
  if (turns.length === 0) return
  const payloads = turns.map((turn) => JSON.stringify({ topic: 'turn', county, ...turn }))
  await sql`select pg_notify(${CHANNEL}, payload) from unnest(${textArray(payloads)}::text[]) payload`.execute(trx)
}
