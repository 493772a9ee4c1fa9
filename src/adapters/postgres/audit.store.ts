import { sql } from 'kysely'
import type { AuditEntry } from '../../app/ports/audit.ts'
import { auditHash } from './audit-hash.ts'
import type { Trx } from './transaction.ts'

const PAGE = 1_000

/** One entry at a time per county, until the transaction ends: so append last, when the rest of the work is done. */
export async function appendAudit(trx: Trx, entry: AuditEntry): Promise<void> {
  await sql`select audit_append(${entry.at}, ${entry.actor}, ${entry.act}, ${entry.subject})`.execute(trx)
}

/**
 * Walks the chain from its beginning and makes every hash anew. `entries` counts what was read, `brokenAt` is the first seq
 * that is missing, or whose entry is not the one that was written. That the newest entries were cut off can't be seen from
 * the chain itself; compare `entries` with an earlier walk.
 */
export async function verifyAudit(trx: Trx, county: string): Promise<{ entries: number; brokenAt: number | null }> {
  let before: Buffer | null = null
  let seq = 0
  while (true) {
    const page: { seq: number; at: Date; actor: string; act: string; subject: string; hash: Buffer }[] = await trx
      .selectFrom('audit')
      .select(['seq', 'at', 'actor', 'act', 'subject', 'hash'])
      .where('county_code', '=', county)
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(PAGE)
      .execute()
    if (page.length === 0) return { entries: seq, brokenAt: null }
    for (const row of page) {
      const expected = auditHash(before, county, seq + 1, row)
      if (row.seq !== seq + 1 || !expected.equals(row.hash)) return { entries: seq, brokenAt: seq + 1 }
      before = row.hash
      seq = row.seq
    }
  }
}
