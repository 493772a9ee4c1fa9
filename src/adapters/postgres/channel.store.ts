import { sql } from 'kysely'
import type { ChannelUses } from '../../app/ports/channels.ts'
import type { Channel } from '../../contract/terms.ts'
import type { Trx } from './transaction.ts'

export function channelUsesOf(trx: Trx, county: string): ChannelUses {
  return {
    take: (channel, what, period, count, most) => take(trx, county, channel, what, period, count, most),
    async used(channel, what, period) {
      const row = await trx
        .selectFrom('channel_use')
        .select('used')
        .where('county_code', '=', county)
        .where('channel', '=', channel)
        .where('what', '=', what)
        .where('period', '=', period)
        .executeTakeFirst()
      return row?.used ?? 0
    },
    async giveBack(channel, what, period) {
      await trx
        .updateTable('channel_use')
        .set((row) => ({ used: row('used', '-', 1) }))
        .where('county_code', '=', county)
        .where('channel', '=', channel)
        .where('what', '=', what)
        .where('period', '=', period)
        .where('used', '>', 0)
        .execute()
    },
    async drop(before) {
      const { numDeletedRows } = await trx
        .deleteFrom('channel_use')
        .where('county_code', '=', county)
        .where('period', '<', before)
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}

async function take(
  trx: Trx,
  county: string,
  channel: Channel,
  what: string,
  period: string,
  count: number,
  most: number,
): Promise<boolean> {
  if (count > most) return false
  const { rows } = await sql<{ used: number }>`
    insert into channel_use as u (county_code, channel, what, period, used)
    values (${county}, ${channel}, ${what}, ${period}, ${count})
    on conflict (county_code, channel, what, period)
    do update set used = u.used + excluded.used where u.used + excluded.used <= ${most}
    returning used
  `.execute(trx)
  return rows.length > 0
}
