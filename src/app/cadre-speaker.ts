import { chinaDay } from '../core/words/when.ts'
import type { CadreSaid, Heard, Speaker } from './cadre-said.ts'
import type { Deps } from './deps.ts'
import type { GroupChat } from './ports/groups.ts'

/** Who speaks, what this message was answered before, and where it was said. */
export async function lookUp(deps: Deps, { county, channel, userId, groupId, messageId }: CadreSaid) {
  return deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const cadreId = await tx.contacts.cadreOf(channel, userId)
    const cadre = cadreId === null ? null : await tx.accounts.cadre(cadreId, chinaDay(deps.clock.now()))
    const before = await tx.cadreMessages.replyTo(channel, messageId)
    const group: GroupChat | null = groupId === null ? null : await tx.groups.get(channel, groupId)
    if (!cadre?.active) return { speaker: null, before, group }
    const { id, name, role, areas } = cadre
    const speaker: Speaker = { actor: { kind: 'cadre', county, cadreId: id, role, areas }, name }
    return { speaker, before, group }
  })
}

/** Stores the answer, unless what was done has stored it already. Answers what stands there. */
export async function keepAnswer(
  deps: Deps,
  { county, channel, messageId }: CadreSaid,
  { actor }: Speaker,
  { words, done }: { words: string; done: boolean },
) {
  return deps.store.transaction({ kind: 'system', county }, async (tx) => {
    await tx.cadreMessages.put({ channel, messageId, cadreId: actor.cadreId, words, done }, deps.clock.now())
    return (await tx.cadreMessages.replyTo(channel, messageId)) ?? { words, done }
  })
}

export function heardOf({ words, done }: { words: string | null; done: boolean }): Heard {
  return words === null ? { kind: 'nothing' } : { kind: 'answer', words, done }
}

/** What somebody else answered to the same message meanwhile. @throws `error` where nobody did */
export async function answeredBefore(deps: Deps, said: CadreSaid, error: unknown): Promise<Heard> {
  const stored = (await lookUp(deps, said)).before
  if (!stored) throw error
  return heardOf(stored)
}
