import type { Deps } from './deps.ts'
import type { Door } from './door.ts'
import { fileKind } from './file-kind.ts'
import { waitingFileId } from './hear-cadre-file.ts'
import { keepAttachment } from './keep-attachment.ts'
import type { Refusal } from './refusal.ts'

/**
 * Keeps what the bot hands over before the message that brings it: a bound cadre's waits for him and enters nobody's conversation.
 * @param messageId WeChat's own, where the bot tells: a file that is handed over again is the same one
 */
export async function keepBotFile(
  deps: Deps,
  door: Door,
  bytes: Uint8Array,
  messageId: string | undefined,
): Promise<{ attachment: string } | Refusal> {
  const { county, channel, userId } = door
  const system = { kind: 'system', county } as const
  const cadreId = await deps.store.transaction(system, (tx) => tx.contacts.cadreOf(channel, userId))
  if (cadreId === null) return keepAttachment(deps, door, bytes)
  const mime = fileKind(bytes)
  if (mime === null) return { refused: 'unsafe_attachment' }
  const id = messageId === undefined ? deps.ids.uuid() : waitingFileId({ county, channel, messageId })
  const waiting = { id, county, cadreId, mime, bytes, at: deps.clock.now() }
  await deps.store.transaction(system, (tx) => tx.attachments.putWaiting(waiting))
  return { attachment: id }
}
