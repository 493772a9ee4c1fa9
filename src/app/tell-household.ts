import type { Household } from './ports/people.ts'
import type { Tx } from './ports/store.ts'

/** Puts a sentence into the chat of everybody who reported for this household as his own. The key makes a second time harmless. */
export async function tellHousehold(
  tx: Tx,
  household: Pick<Household, 'id' | 'county'>,
  key: string,
  text: string,
  at: Date,
) {
  for (const conversationId of await tx.measures.listeners(household.id))
    await tx.outbox.put({
      key: `${key}:${conversationId}`,
      county: household.county,
      conversationId,
      blocks: [{ kind: 'text', text }],
      at,
    })
  await tx.announce({ topic: 'outbox', county: household.county })
}
