import { MAX_ATTACHMENT } from '../contract/chat.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { fileKind } from './file-kind.ts'
import { openForWriting } from './household-ledger.ts'
import { isRefusal, type Refusal } from './refusal.ts'

/** Keeps a picture of a household for the visit that will name it. @param ownId of his phone: sent again it is the same one. */
export async function keepHouseholdPhoto(
  deps: Deps,
  actor: CadreActor,
  householdId: string,
  bytes: Uint8Array,
  ownId?: string,
): Promise<{ attachment: string } | Refusal> {
  const mime = fileKind(bytes)
  if (!mime?.startsWith('image/') || bytes.length > MAX_ATTACHMENT) return { refused: 'unsafe_attachment' }
  return deps.store.transaction(actor, async (tx) => {
    const writing = await openForWriting(tx, deps, actor, householdId)
    if (isRefusal(writing)) return writing
    const id = ownId ?? deps.ids.uuid()
    const put = await tx.ledgers.putPhoto({ id, householdId, cadreId: actor.cadreId, mime, bytes, at: writing.now })
    return put === 'taken' ? { refused: 'id_taken' } : { attachment: id }
  })
}

/** A picture of a household, for whoever may see its ledger. Each look at one is an entry in the audit. */
export async function readHouseholdPhoto(
  deps: Deps,
  actor: CadreActor,
  householdId: string,
  photoId: string,
): Promise<{ mime: string; bytes: Uint8Array } | Refusal> {
  return deps.store.transaction(actor, async (tx) => {
    const photo = await tx.ledgers.photo(householdId, photoId)
    if (!photo) return { refused: 'not_found' }
    await tx.audit.append({ at: deps.clock.now(), actor: actor.cadreId, act: 'attachment_read', subject: photoId })
    return photo
  })
}
