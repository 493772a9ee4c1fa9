import type { Deps } from './deps.ts'
import type { Door } from './door.ts'
import { fileKind } from './file-kind.ts'
import { openConversation } from './open-conversation.ts'
import type { Refusal } from './refusal.ts'

/** Keeps a picture or recording for the messages that will name it. @param id his phone's own: sent again it is the same one. */
export async function keepAttachment(
  deps: Deps,
  door: Door,
  bytes: Uint8Array,
  id?: string,
): Promise<{ attachment: string } | Refusal> {
  const mime = fileKind(bytes)
  if (mime === null) return { refused: 'unsafe_attachment' }
  const conversation = await openConversation(deps, door)
  if (!conversation) return { refused: 'unknown_county' }
  const attachment = id ?? deps.ids.uuid()
  const kept = {
    id: attachment,
    county: door.county,
    residentId: conversation.residentId,
    mime,
    bytes,
    at: deps.clock.now(),
  }
  const put = await deps.store.transaction({ kind: 'system', county: door.county }, (tx) => tx.attachments.put(kept))
  return put === 'taken' ? { refused: 'id_taken' } : { attachment }
}
