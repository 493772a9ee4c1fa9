import { sql } from 'kysely'
import type { Upload, Uploads } from '../../app/ports/uploads.ts'
import type { Trx } from './transaction.ts'

export function uploadsOf(trx: Trx, county: string): Uploads {
  const pieces = (owner: string) =>
    trx.deleteFrom('upload_piece').where('county_code', '=', county).where('owner_id', '=', owner)
  return {
    async add(upload, offset, bytes, at) {
      const { owner, id, total, sha256 } = upload
      await pieces(owner)
        .where('upload_id', '=', id)
        .where((or) => or.or([or('total', '<>', total), sql<boolean>`sha256 is distinct from ${sha256}`]))
        .execute()
      // One without bytes would stand where the next one begins.
      if (bytes.length > 0 && offset === (await received(trx, county, upload)))
        await trx
          .insertInto('upload_piece')
          .values({
            county_code: county,
            owner_id: owner,
            upload_id: id,
            at_byte: offset,
            bytes: Buffer.from(bytes),
            total,
            sha256,
            at,
          })
          // The same piece at the same time, because its answer was lost.
          .onConflict((conflict) => conflict.doNothing())
          .execute()
      return received(trx, county, upload)
    },
    async whole(owner, id) {
      const rows = await trx
        .selectFrom('upload_piece')
        .select('bytes')
        .where('county_code', '=', county)
        .where('owner_id', '=', owner)
        .where('upload_id', '=', id)
        .orderBy('at_byte')
        .execute()
      return Buffer.concat(rows.map(({ bytes }) => bytes))
    },
    async forget(owner, id) {
      await pieces(owner).where('upload_id', '=', id).execute()
    },
    async keepNewest(owner, most) {
      await pieces(owner)
        .where(
          sql<boolean>`upload_id not in (select p.upload_id from upload_piece p
            where p.county_code = ${county} and p.owner_id = ${owner}
            group by p.upload_id order by max(p.at) desc, p.upload_id limit ${most})`,
        )
        .execute()
    },
    async drop(before) {
      const { numDeletedRows } = await trx
        .deleteFrom('upload_piece')
        .where('county_code', '=', county)
        .where('at', '<', before)
        // One that still grows is none the shorter for it.
        .where(
          sql<boolean>`not exists (select from upload_piece p where p.county_code = upload_piece.county_code
            and p.owner_id = upload_piece.owner_id and p.upload_id = upload_piece.upload_id and p.at >= ${before})`,
        )
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}

async function received(trx: Trx, county: string, { owner, id }: Upload): Promise<number> {
  const row = await trx
    .selectFrom('upload_piece')
    .select(sql<number>`coalesce(sum(length(bytes)), 0)::int`.as('received'))
    .where('county_code', '=', county)
    .where('owner_id', '=', owner)
    .where('upload_id', '=', id)
    .executeTakeFirst()
  return row?.received ?? 0
}
