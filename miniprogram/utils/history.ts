import type { z } from 'zod'
import type { TurnsBody, TurnView } from '../../src/contract/chat.ts'
import { askAsResident } from './session'
import { store } from './store'

/** As many as stand on the page at first, and as many as each wish for older ones adds. */
export const A_LOOK_BACK = 20
/** As many as the phone keeps. */
const KEPT = 40

let turns: TurnView[] | null = null

/** What was said, oldest first; what was said lately stands there before any network answers. */
export function turnsHere(): TurnView[] {
  turns ??= store.get('chat.turns') ?? []
  return turns
}

export function addTurn(turn: TurnView): void {
  turns = [...turnsHere(), turn]
  store.copy('chat.turns', turns.slice(-KEPT))
}

/** Fetches those just before the oldest here. @throws ApiProblem */
export async function addOlder(): Promise<void> {
  const first = turnsHere()[0]?.seq ?? 1
  const query = { after: Math.max(0, first - 1 - A_LOOK_BACK), limit: A_LOOK_BACK }
  const older = await askAsResident<z.infer<typeof TurnsBody>>('/api/chat/turns', { query })
  turns = [...older.turns.filter(({ seq }) => seq < first), ...turnsHere()]
}

/** Also of a page that shows them still. */
export function forgetTurns(): void {
  turns = []
  store.remove('chat.turns')
}
