import type { CadreActs } from '../../app/ports/acts.ts'
import type { Trx } from './transaction.ts'

export function cadreActsOf(trx: Trx, county: string): CadreActs {
  return {
    async take({ id, cadreId: cadre_id, act, subject, at }) {
      // Where another transaction is writing this id, the insert waits for its end.
      const made = await trx
        .insertInto('cadre_act')
        .values({ county_code: county, id, cadre_id, act, subject, at })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      if (made.numInsertedOrUpdatedRows === 1n) return 'new'
      const known = await trx
        .selectFrom('cadre_act')
        .select(['cadre_id', 'act', 'subject'])
        .where('county_code', '=', county)
        .where('id', '=', id)
        .executeTakeFirst()
      return known?.cadre_id === cadre_id && known.act === act && known.subject === subject ? 'known' : 'taken'
    },
    async drop(before) {
      const { numDeletedRows } = await trx
        .deleteFrom('cadre_act')
        .where('county_code', '=', county)
        .where('at', '<', before)
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}
