import { readPacksAndCards } from '../../src/adapters/policies/read-cards.ts'
import { cardShelves } from '../../src/app/card-shelves.ts'

/** The project's packs and cards, read once for all files of a process: reading them takes longer than most tests. */
export const policies = await readPacksAndCards(new URL('../../policies', import.meta.url).pathname)
export const shelves = cardShelves(() => policies)
