import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { phoneOf } from './lead-phone.ts'
import type { Refusal } from './refusal.ts'

/** The clear phone number behind a lead. Each such read is an entry in the audit. */
export async function revealPhone(deps: Deps, actor: CadreActor, id: string): Promise<{ phone: string } | Refusal> {
  return deps.store.transaction(actor, async (tx) => {
    const lead = await tx.leads.get(id)
    if (!lead) return { refused: 'not_found' }
    const sealed = await phoneOf(tx, lead)
    if (!sealed) return { refused: 'not_possible_now', why: '这户没有留电话。' }
    await tx.audit.append({ at: deps.clock.now(), actor: actor.cadreId, act: 'phone_read', subject: id })
    return { phone: deps.vault.open(sealed.sealed) }
  })
}
