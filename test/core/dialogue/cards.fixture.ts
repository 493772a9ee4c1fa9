import { readPacksAndCards } from '../../../src/adapters/policies/read-cards.ts'
import { cardShelves } from '../../../src/app/card-shelves.ts'
import type { CardShelf } from '../../../src/core/card/shelf.ts'
import { wengyuan } from '../region/wengyuan.ts'

const all = await readPacksAndCards('policies')
const shelves = cardShelves(() => all)

/** The county's real cards on a day (yyyy-mm-dd). */
export const CARDS = (day: string): CardShelf => shelves(wengyuan.county.code, day)
