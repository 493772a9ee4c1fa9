import { createHash } from 'node:crypto'
import type { AuditEntry } from '../../app/ports/audit.ts'

/** The hash of an entry, over the one before it: the same as the database's `audit_append` makes, here to check it. */
export function auditHash(before: Buffer | null, county: string, seq: number, entry: AuditEntry): Buffer {
  const fields = [county, String(seq), entry.at.toISOString(), entry.actor, entry.act, entry.subject]
  const hash = createHash('sha256')
  if (before) hash.update(before)
  return hash.update(fields.map(netstring).join('')).digest()
}

/** Length in bytes, the bytes, a comma: no two rows of fields look the same when strung together. */
function netstring(field: string): string {
  return `${Buffer.byteLength(field)}:${field},`
}
