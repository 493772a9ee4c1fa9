import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import type { Actor, Tx } from './ports/store.ts'
import { isRefusal, type Refusal } from './refusal.ts'

export interface OnceAct {
  /** Made by his device for this act; without one nothing is known of it, and sent again it is done again. */
  id: string | undefined
  by: CadreActor
  act: string
  subject: string
  /** As whom it is written, where he may not write it himself. */
  as?: Actor
}

/** A refusal on its way out of the transaction: what was refused has left no trace, not even its id. */
class Undone extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.refused)
    this.refusal = refusal
  }
}

/**
 * One transaction that does a cadre's act once: a double tap, or a request that is sent again because its answer got lost, changes
 * nothing and is answered with how it stands. What was refused can be sent again under the same id.
 * @param work does it. @param again answers for what is done already.
 */
export async function once<T>(
  deps: Deps,
  { id, by, act, subject, as = by }: OnceAct,
  work: (tx: Tx) => Promise<T | Refusal>,
  again: (tx: Tx) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  try {
    return await deps.store.transaction(as, async (tx) => {
      if (id !== undefined) {
        const taken = await tx.cadreActs.take({ id, cadreId: by.cadreId, act, subject, at: deps.clock.now() })
        if (taken === 'known') return again(tx)
        if (taken === 'taken') return { refused: 'id_taken' }
      }
      const done = await work(tx)
      if (isRefusal(done)) throw new Undone(done)
      return done
    })
  } catch (error) {
    if (error instanceof Undone) return error.refusal
    throw error
  }
}
