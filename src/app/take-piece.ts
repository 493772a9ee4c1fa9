import { createHash } from 'node:crypto'
import type { Deps } from './deps.ts'
import type { Upload } from './ports/uploads.ts'

/** So many files of one sender may be on their way at once; a phone sends one after the other. */
const MOST_AT_ONCE = 4

/** How far the file is, or all of it. */
export type Arrived = { received: number } | { whole: Uint8Array }

/**
 * Takes a piece of a file. The last one, and the last one again, brings the whole file: it is kept for a day, because the answer may be
 * lost on the way. A file that is not what was announced begins anew.
 */
export async function takePiece(
  deps: Pick<Deps, 'store' | 'clock'>,
  county: string,
  upload: Upload,
  offset: number,
  bytes: Uint8Array,
): Promise<Arrived> {
  const { owner, id, total, sha256 } = upload
  return deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const received = await tx.uploads.add(upload, offset, bytes, deps.clock.now())
    await tx.uploads.keepNewest(owner, MOST_AT_ONCE)
    if (received < total) return { received }
    const whole = await tx.uploads.whole(owner, id)
    if (sha256 === null || createHash('sha256').update(whole).digest('hex') === sha256) return { whole }
    await tx.uploads.forget(owner, id)
    return { received: 0 }
  })
}
