import { MAX_ATTACHMENT } from '../contract/chat.ts'
import type { Deps } from './deps.ts'
import type { Door } from './door.ts'
import { openConversation } from './open-conversation.ts'
import type { Refusal } from './refusal.ts'

/** What a file really is, by its first bytes, whatever its name says. Nothing that can run is on the list. */
const KINDS: { mime: string; at: number; bytes: string }[] = [
  { mime: 'image/jpeg', at: 0, bytes: '\xff\xd8\xff' },
  { mime: 'image/png', at: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { mime: 'image/webp', at: 8, bytes: 'WEBP' },
  { mime: 'audio/amr', at: 0, bytes: '#!AMR' },
  { mime: 'audio/mpeg', at: 0, bytes: 'ID3' },
  { mime: 'audio/mpeg', at: 0, bytes: '\xff\xfb' },
]

/** Keeps a picture or recording for the messages that will name it. */
export async function keepAttachment(
  deps: Deps,
  door: Door,
  bytes: Uint8Array,
): Promise<{ attachment: string } | Refusal> {
  const mime = kindOf(bytes)
  if (mime === null) return { refused: 'unsafe_attachment' }
  const conversation = await openConversation(deps, door)
  if (!conversation) return { refused: 'unknown_county' }
  const attachment = deps.ids.uuid()
  const kept = {
    id: attachment,
    county: door.county,
    residentId: conversation.residentId,
    mime,
    bytes,
    at: deps.clock.now(),
  }
  await deps.store.transaction({ kind: 'system', county: door.county }, (tx) => tx.attachments.put(kept))
  return { attachment }
}

/** Null where it is nothing that we keep, or too large. */
export function kindOf(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  const kind = KINDS.find((each) => head.startsWith(each.bytes, each.at))
  return kind && bytes.length <= MAX_ATTACHMENT ? kind.mime : null
}
