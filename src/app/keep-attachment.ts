import type { Deps } from './deps.ts'
import type { Door } from './door.ts'
import { fileKind } from './file-kind.ts'
import { openConversation } from './open-conversation.ts'
import type { Refusal } from './refusal.ts'

/**
 * Keeps a picture or recording for the messages that will name it.
 * @param id his phone's own: sent again it is the same one.
 * @param sentAt when it began to come in; what he has deleted meanwhile takes it along.
 */
export async function keepAttachment(
  deps: Deps,
  door: Door,
  bytes: Uint8Array,
  id?: string,
  sentAt?: Date,
): Promise<{ attachment: string } | Refusal> {
  const now = deps.clock.now()
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
    at: now,
  }
  const put = await deps.store.transaction({ kind: 'system', county: door.county }, (tx) =>
    tx.attachments.put(kept, sentAt),
  )
  switch (put) {
    case 'erased':
      return { refused: 'not_possible_now', why: '您刚把资料都删掉了，这个没有再存。要发，请再发一次。' }
    case 'taken':
      return { refused: 'id_taken' }
    case 'put':
    case 'known':
      return { attachment }
  }
}
