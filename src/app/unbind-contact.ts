import type { MyContacts } from '../contract/group.ts'
import type { Channel } from '../contract/terms.ts'
import { UNBOUND } from '../core/cadre-words/answers.ts'
import type { CadreActor } from './accounts.ts'
import { answer, type CadreSaid, type Heard } from './cadre-said.ts'
import type { Deps } from './deps.ts'
import type { Tx } from './ports/store.ts'

/** Where he is known, for himself. */
export async function listContacts(deps: Deps, actor: CadreActor): Promise<MyContacts> {
  const contacts = await deps.store.transaction({ kind: 'system', county: actor.county }, (tx) =>
    tx.contacts.of(actor.cadreId),
  )
  return { contacts: contacts.map(({ channel, boundAt }) => ({ channel, boundAt: boundAt.toISOString() })) }
}

/** All his contacts, or that of one channel, are his no more, such as after a telephone was lost. Where he has none nothing changes. */
export async function unbindContacts(deps: Deps, actor: CadreActor, channel: Channel | null): Promise<void> {
  await deps.store.transaction({ kind: 'system', county: actor.county }, async (tx) => {
    if ((await tx.contacts.unbind(actor.cadreId, channel)) > 0) await audited(tx, deps, actor)
  })
}

/** The contact that he writes from. Its answer is stored with it: the same message again comes from nobody whom we know. */
export async function unbindThis(deps: Deps, said: CadreSaid, actor: CadreActor): Promise<Heard> {
  const { channel, messageId } = said
  await deps.store.transaction({ kind: 'system', county: actor.county }, async (tx) => {
    await tx.contacts.unbind(actor.cadreId, channel)
    const message = { channel, messageId, cadreId: actor.cadreId, words: UNBOUND, done: true }
    await tx.cadreMessages.put(message, deps.clock.now())
    await audited(tx, deps, actor)
  })
  return answer(UNBOUND, true)
}

async function audited(tx: Tx, deps: Deps, { cadreId }: CadreActor): Promise<void> {
  await tx.audit.append({ at: deps.clock.now(), actor: cadreId, act: 'contact_unbound', subject: cadreId })
}
