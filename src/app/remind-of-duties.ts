import type { DutyDeps } from './make-duties.ts'

/**
 * Reminds whoever holds something that is due soon, or was missed during a pause; answers how many. Each is reminded of once: it
 * is marked, stands among the nearly due in his queue, and everybody who watches is sent his new figures.
 */
export async function remindOfDuties({ store, clock }: DutyDeps, county: string): Promise<number> {
  return store.transaction({ kind: 'system', county }, async (tx) => {
    const reminded = await tx.duties.remind(clock.now())
    if (reminded > 0) await tx.announce({ topic: 'duty', county })
    return reminded
  })
}
