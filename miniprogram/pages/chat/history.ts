import type { z } from 'zod'
import type { TurnsBody, TurnView } from '../../../src/contract/chat.ts'
import { askAsResident } from '../../utils/session'
import { store } from '../../utils/store'

type Turns = z.infer<typeof TurnsBody>

/** As many as stand on the page at first, and as many as each wish for older ones adds. */
export const A_LOOK_BACK = 20
/** As many as the phone keeps. */
const KEPT = 40

/** What was said lately stands on the page before any network answers. */
export function keptTurns(): TurnView[] {
  return store.get('chat.turns') ?? []
}

export function keepTurns(turns: TurnView[]): void {
  store.set('chat.turns', turns.slice(-KEPT))
}

export function forgetTurns(): void {
  store.remove('chat.turns')
}

/** Those just before `seq`, oldest first. @throws ApiProblem */
export async function turnsBefore(seq: number): Promise<TurnView[]> {
  const query = { after: Math.max(0, seq - 1 - A_LOOK_BACK), limit: A_LOOK_BACK }
  const { turns } = await askAsResident<Turns>('/api/chat/turns', { query })
  return turns.filter((turn) => turn.seq < seq)
}
