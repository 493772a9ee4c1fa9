import { sql } from 'kysely'
import type { ChannelTokens, StoredToken } from '../../app/ports/channel-tokens.ts'
import type { Channel } from '../../contract/terms.ts'
import type { Trx } from './transaction.ts'

export function channelTokensOf(trx: Trx, county: string): ChannelTokens {
  const held = (channel: Channel, app: string, holder: string) =>
    trx
      .updateTable('channel_token')
      .where('county_code', '=', county)
      .where('channel', '=', channel)
      .where('app', '=', app)
      .where('holder', '=', holder)
  return {
    find: (channel, app) => find(trx, county, channel, app),
    async lease(channel, app, holder, now, until) {
      const { rows } = await sql<Row>`
        insert into channel_token as t (county_code, channel, app, holder, held_until)
        values (${county}, ${channel}, ${app}, ${holder}, ${until})
        on conflict (county_code, channel, app)
        do update set holder = excluded.holder, held_until = excluded.held_until
          where t.holder is null or t.held_until <= ${now}
        returning token, expires_at as "expiresAt"
      `.execute(trx)
      const [row] = rows
      return row
        ? { mine: true, stored: storedIn(row) }
        : { mine: false, stored: await find(trx, county, channel, app) }
    },
    async force(channel, app, holder, now, since) {
      const { numUpdatedRows } = await held(channel, app, holder)
        .where((where) => where.or([where('forced_at', 'is', null), where('forced_at', '<=', since)]))
        .set({ forced_at: now })
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    async put(channel, app, holder, token, expiresAt) {
      const { numUpdatedRows } = await held(channel, app, holder)
        .set({ token, expires_at: expiresAt, holder: null, held_until: null })
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    async letGo(channel, app, holder) {
      await held(channel, app, holder).set({ holder: null, held_until: null }).execute()
    },
  }
}

type Row = { token: string | null; expiresAt: Date | null }

async function find(trx: Trx, county: string, channel: Channel, app: string): Promise<StoredToken | null> {
  const row = await trx
    .selectFrom('channel_token')
    .select(['token', 'expires_at as expiresAt'])
    .where('county_code', '=', county)
    .where('channel', '=', channel)
    .where('app', '=', app)
    .executeTakeFirst()
  return row ? storedIn(row) : null
}

/** Before the first token the row holds a lease alone. */
function storedIn({ token, expiresAt }: Row): StoredToken | null {
  return token !== null && expiresAt !== null ? { token, expiresAt } : null
}
