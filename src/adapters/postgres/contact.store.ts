import type { CadreMessages, Contacts } from '../../app/ports/groups.ts'
import type { Trx } from './transaction.ts'

export function contactsOf(trx: Trx, county: string): Contacts {
  const contacts = () => trx.selectFrom('cadre_contact').where('county_code', '=', county)
  /** Whoever left office is told nothing any more. */
  const active = () =>
    contacts().where((row) =>
      row.exists(
        row
          .selectFrom('cadre')
          .whereRef('cadre.county_code', '=', 'cadre_contact.county_code')
          .whereRef('cadre.id', '=', 'cadre_contact.cadre_id')
          .where('cadre.active', '=', true),
      ),
    )
  return {
    async cadreOf(channel, userId) {
      const rows = contacts().where('channel', '=', channel).where('user_id', '=', userId)
      return (await rows.select('cadre_id').executeTakeFirst())?.cadre_id ?? null
    },
    of: (cadreId) =>
      active()
        .where('cadre_id', '=', cadreId)
        .select(['channel', 'user_id as userId', 'bound_at as boundAt'])
        .orderBy('channel')
        .execute(),
    all: () =>
      active()
        .select(['cadre_id as cadreId', 'channel', 'user_id as userId'])
        .orderBy('cadre_id')
        .orderBy('channel')
        .execute(),
    async bind(channel, userId, cadreId, at) {
      await trx
        .deleteFrom('cadre_contact')
        .where('county_code', '=', county)
        .where('channel', '=', channel)
        .where((row) => row.or([row('user_id', '=', userId), row('cadre_id', '=', cadreId)]))
        .execute()
      await trx
        .insertInto('cadre_contact')
        .values({ county_code: county, channel, user_id: userId, cadre_id: cadreId, bound_at: at })
        .execute()
    },
    async unbind(cadreId, channel) {
      let rows = trx.deleteFrom('cadre_contact').where('county_code', '=', county).where('cadre_id', '=', cadreId)
      if (channel !== null) rows = rows.where('channel', '=', channel)
      return Number((await rows.executeTakeFirst()).numDeletedRows)
    },
    async putCode(cadreId, codeHash, expiresAt) {
      const row = { county_code: county, cadre_id: cadreId, code_hash: codeHash, expires_at: expiresAt }
      await trx
        .insertInto('contact_code')
        .values(row)
        .onConflict((conflict) => conflict.columns(['county_code', 'cadre_id']).doUpdateSet(row))
        .execute()
    },
    async redeem(codeHash, now) {
      // One statement, so that of two who bring the same code at once only one is let in.
      const row = await trx
        .deleteFrom('contact_code')
        .where('county_code', '=', county)
        .where('code_hash', '=', codeHash)
        .where('expires_at', '>', now)
        .returning('cadre_id')
        .executeTakeFirst()
      return row?.cadre_id ?? null
    },
  }
}

export function cadreMessagesOf(trx: Trx, county: string): CadreMessages {
  return {
    replyTo: (channel, messageId) =>
      trx
        .selectFrom('cadre_message')
        .select(['reply as words', 'done'])
        .where('county_code', '=', county)
        .where('channel', '=', channel)
        .where('message_id', '=', messageId)
        .executeTakeFirst(),
    async put({ channel, messageId, cadreId, words, done }, at) {
      const put = await trx
        .insertInto('cadre_message')
        .values({
          county_code: county,
          channel,
          message_id: messageId,
          cadre_id: cadreId,
          reply: words,
          done,
          at,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('message_id')
        .executeTakeFirst()
      return put ? 'new' : 'again'
    },
    async drop(before) {
      const { numDeletedRows } = await trx
        .deleteFrom('cadre_message')
        .where('county_code', '=', county)
        .where('at', '<', before)
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}
