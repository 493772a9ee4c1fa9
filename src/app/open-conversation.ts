import type { Known } from '../core/dialogue/conversation.ts'
import { freshState } from '../core/dialogue/converse.ts'
import type { Deps } from './deps.ts'
import type { Door } from './door.ts'
import type { LoadedConversation } from './ports/chats.ts'

/** Finds or begins the conversation at this door. Null where this deployment does not serve the county. */
export async function openConversation(deps: Deps, door: Door): Promise<LoadedConversation | null> {
  if (!deps.regions(door.county)) return null
  return deps.store.transaction({ kind: 'system', county: door.county }, async (tx) => {
    const head = await tx.conversations.open({
      channel: door.channel,
      userId: door.userId,
      residentId: deps.ids.uuid(),
      conversationId: deps.ids.uuid(),
      village: door.village,
      at: deps.clock.now(),
      demo: deps.demo,
    })
    if (head.state) return { ...head, state: head.state }
    const resident = await tx.residents.get(head.residentId)
    const household = resident?.householdId ? await tx.households.get(resident.householdId) : null
    const known: Known = {}
    const village = household?.region ?? resident?.village ?? door.village
    if (village?.length === 12) known.village = village
    if (household) known.name = household.headName
    return { ...head, state: freshState(known) }
  })
}
