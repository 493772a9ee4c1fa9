import { type CardShelf, shelfFor } from '../../../src/core/card/shelf.ts'
import { policies } from '../card/cards.fixture.ts'

/** The cards of a village of 翁源县 in 2026. */
export const shelfOf = (): CardShelf => shelfFor(policies, '440229106201', '2026-11-23')
