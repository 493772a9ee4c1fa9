import type { CardShelf } from '../../../src/core/card/shelf.ts'
import { shelves } from '../../support/policies.ts'
import { wengyuan } from '../region/wengyuan.ts'

/** The county's real cards on a day (yyyy-mm-dd). */
export const CARDS = (day: string): CardShelf => shelves(wengyuan.county.code, day)
