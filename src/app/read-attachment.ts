import type { Deps } from './deps.ts'
import type { Door } from './door.ts'
import type { Attachment } from './ports/attachments.ts'
import type { Actor } from './ports/store.ts'
import type { Refusal } from './refusal.ts'

/** A picture or recording, as far as the actor may see it. A cadre's look at one is an entry in the audit. */
export async function readAttachment(
  deps: Deps,
  actor: Actor,
  id: string,
): Promise<Pick<Attachment, 'mime' | 'bytes'> | Refusal> {
  return deps.store.transaction(actor, async (tx) => {
    const attachment = await tx.attachments.get(id)
    if (!attachment) return { refused: 'not_found' }
    if (actor.kind === 'cadre')
      await tx.audit.append({ at: deps.clock.now(), actor: actor.cadreId, act: 'attachment_read', subject: id })
    return { mime: attachment.mime, bytes: attachment.bytes }
  })
}

/** The resident behind a door, for reading what is his; null before his first message. */
export async function residentAt(deps: Deps, door: Door): Promise<Actor | null> {
  const head = await deps.store.transaction({ kind: 'system', county: door.county }, (tx) =>
    tx.conversations.find(door.channel, door.userId),
  )
  return head && { kind: 'resident', county: door.county, residentId: head.residentId }
}
