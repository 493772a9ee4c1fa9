import { sql } from 'kysely'
import type { GroupPost, GroupPosts, Groups, PostReach } from '../../app/ports/groups.ts'
import type { Channel } from '../../contract/terms.ts'
import { json } from './json.ts'
import { textArray } from './text-array.ts'
import type { Trx } from './transaction.ts'

/** What a channel says of a failure is kept for a technician; more of it than this tells him no more. */
const LONGEST_ERROR = 300

export function groupsOf(trx: Trx, county: string): Groups {
  const groups = () =>
    trx
      .selectFrom('group_chat')
      .select(['channel', 'group_id as groupId', 'region', 'kind', 'name', 'webhook'])
      .where('county_code', '=', county)
  return {
    async get(channel, groupId) {
      const row = await groups().where('channel', '=', channel).where('group_id', '=', groupId).executeTakeFirst()
      return row ?? null
    },
    async put({ channel, groupId, region, kind, name, webhook }) {
      const row = { county_code: county, channel, group_id: groupId, region, kind, name, webhook }
      await trx
        .insertInto('group_chat')
        .values(row)
        .onConflict((conflict) => conflict.columns(['county_code', 'channel', 'group_id']).doUpdateSet(row))
        .execute()
    },
    async remove(channel, groupId) {
      const { numDeletedRows } = await trx
        .deleteFrom('group_chat')
        .where('county_code', '=', county)
        .where('channel', '=', channel)
        .where('group_id', '=', groupId)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
    list: () => groups().orderBy('region').orderBy('name').orderBy('group_id').execute(),
  }
}

export function groupPostsOf(trx: Trx, county: string): GroupPosts {
  const waiting = (key: string) =>
    trx
      .updateTable('group_post')
      .where('county_code', '=', county)
      .where('key', '=', key)
      .where('delivered_at', 'is', null)
  return {
    put: (post, at) => putPost(trx, county, post, at),
    claim: (reach, limit, now, until) => claimPosts(trx, county, reach, limit, now, until),
    async delivered(key, at) {
      await waiting(key).set({ delivered_at: at, error: null }).execute()
    },
    async giveUp({ key, until }, at, error) {
      const { numUpdatedRows } = await waiting(key)
        .where('next_at', '=', until)
        .set({ delivered_at: at, error: error.slice(0, LONGEST_ERROR) })
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    async retry({ key, until }, at, error) {
      await waiting(key)
        .where('next_at', '=', until)
        .set({ next_at: at, error: error.slice(0, LONGEST_ERROR) })
        .execute()
    },
    async wake(channel, now) {
      await trx
        .updateTable('group_post')
        .set({ next_at: now })
        .where('county_code', '=', county)
        .where('delivered_at', 'is', null)
        // Nobody has it in hand: a claim takes the error away.
        .where('error', 'is not', null)
        .where('next_at', '>', now)
        .where((row) => row.or([row('channel', '=', channel), row('channel', 'is', null)]))
        .execute()
    },
    async lastOfGroups() {
      const rows = await trx
        .selectFrom('group_post')
        .distinctOn(['channel', 'group_id'])
        .select(['channel', 'group_id', 'delivered_at', 'error'])
        .where('county_code', '=', county)
        .where('group_id', 'is not', null)
        .where('delivered_at', 'is not', null)
        .orderBy('channel')
        .orderBy('group_id')
        .orderBy('delivered_at', 'desc')
        .execute()
      return rows.flatMap(({ channel, group_id, delivered_at: at, error }) =>
        channel && group_id && at ? { channel, groupId: group_id, at, arrived: error === null } : [],
      )
    },
    async drop(before) {
      const { numDeletedRows } = await trx
        .deleteFrom('group_post')
        .where('county_code', '=', county)
        .where('at', '<', before)
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}

async function putPost(trx: Trx, county: string, post: GroupPost, at: Date): Promise<void> {
  const { key, to, leadId, words, mentions, taps } = post
  await trx
    .insertInto('group_post')
    .values({
      county_code: county,
      key,
      channel: 'groupId' in to ? to.channel : null,
      group_id: 'groupId' in to ? to.groupId : null,
      cadre_id: 'cadreId' in to ? to.cadreId : null,
      lead_id: leadId,
      words,
      mentions,
      taps,
      card: json(post.card ?? null),
      at,
      next_at: at,
      error: null,
      delivered_at: null,
    })
    // Without naming the key: naming it needs the right to read, and a cadre may only put.
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Oldest first. They are the caller's until `until`; whoever dies with them lets others have them then. */
async function claimPosts(
  trx: Trx,
  county: string,
  reach: PostReach,
  limit: number,
  now: Date,
  until: Date,
): Promise<(GroupPost & { attempts: number; at: Date })[]> {
  // Materialised, or a plan may ask it once for each row that it looks at, and take more than the limit.
  const due = trx
    .selectFrom('group_post')
    .select('key')
    .where('county_code', '=', county)
    .where('delivered_at', 'is', null)
    .where('next_at', '<=', now)
    .where(within(county, reach))
    .orderBy('next_at')
    .orderBy('key')
    .limit(limit)
    .forUpdate()
    .skipLocked()
  const rows = await trx
    .with(
      (name) => name('picked').materialized(),
      () => due,
    )
    .updateTable('group_post')
    .set((row) => ({ next_at: until, attempts: row('attempts', '+', 1), error: null }))
    .where('county_code', '=', county)
    .where('key', 'in', (query) => query.selectFrom('picked').select('picked.key'))
    .returning([
      'key',
      'channel',
      'group_id',
      'cadre_id',
      'lead_id',
      'words',
      'mentions',
      'taps',
      'card',
      'attempts',
      'at',
    ])
    .execute()
  return rows
    .toSorted((one, other) => one.at.getTime() - other.at.getTime() || (one.key < other.key ? -1 : 1))
    .map(({ key, channel, group_id, cadre_id, lead_id, words, mentions, taps, card, attempts, at }) => ({
      key,
      to: channel && group_id ? { channel, groupId: group_id } : { cadreId: cadre_id ?? '' },
      leadId: lead_id,
      words,
      mentions,
      taps,
      card,
      attempts,
      at,
    }))
}

/** To groups there, to cadres whom it can reach or whom nobody can, and whatever is stale. */
function within(county: string, { ready, all, staleAt }: PostReach) {
  const hasContact = (channels: Channel[]) => sql`exists (select from cadre_contact c
    where c.county_code = ${county} and c.cadre_id = group_post.cadre_id and c.channel = any (${textArray(channels)}::text[]))`
  return sql<boolean>`(channel = any (${textArray(ready)}::text[])
    or channel is null and (${hasContact(ready)} or not ${hasContact(all)})
    or at <= ${staleAt})`
}
