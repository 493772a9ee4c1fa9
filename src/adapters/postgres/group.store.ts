import type { GroupPost, GroupPosts, Groups } from '../../app/ports/groups.ts'
import type { Channel } from '../../contract/terms.ts'
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
  return {
    put: (post, at) => putPost(trx, county, post, at),
    claim: (channels, limit, now, until) => claimPosts(trx, county, channels, limit, now, until),
    async end(key, at, error) {
      await trx
        .updateTable('group_post')
        .set({ delivered_at: at, error: error?.slice(0, LONGEST_ERROR) ?? null })
        .where('county_code', '=', county)
        .where('key', '=', key)
        .where('delivered_at', 'is', null)
        .execute()
    },
    async retry(key, at, error) {
      await trx
        .updateTable('group_post')
        .set({ next_at: at, error: error.slice(0, LONGEST_ERROR) })
        .where('county_code', '=', county)
        .where('key', '=', key)
        .where('delivered_at', 'is', null)
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
  channels: Channel[],
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
    .where((row) => row.or([row('channel', 'is', null), row('channel', 'in', channels)]))
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
    .set((row) => ({ next_at: until, attempts: row('attempts', '+', 1) }))
    .where('county_code', '=', county)
    .where('key', 'in', (query) => query.selectFrom('picked').select('picked.key'))
    .returning(['key', 'channel', 'group_id', 'cadre_id', 'lead_id', 'words', 'mentions', 'taps', 'attempts', 'at'])
    .execute()
  return rows
    .toSorted((one, other) => one.at.getTime() - other.at.getTime() || (one.key < other.key ? -1 : 1))
    .map(({ key, channel, group_id, cadre_id, lead_id, words, mentions, taps, attempts, at }) => ({
      key,
      to: channel && group_id ? { channel, groupId: group_id } : { cadreId: cadre_id ?? '' },
      leadId: lead_id,
      words,
      mentions,
      taps,
      attempts,
      at,
    }))
}
