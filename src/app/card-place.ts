import type { CardPlace } from '../contract/card.ts'
import type { CardShelf } from '../core/card/shelf.ts'
import type { RegionTree } from '../core/region/region-tree.ts'
import { chinaDay } from '../core/words/when.ts'
import type { Deps } from './deps.ts'
import type { Refusal } from './refusal.ts'

/** What reading cards takes of the deps. */
export type CardDeps = Pick<Deps, 'regions' | 'clock' | 'cards'>

const COUNTY_DIGITS = 6

/** A place that is served, with its name and the cards that hold there on a day. */
export interface CardsThere {
  region: string
  /** 翁源县, or with county, township and village for places within it. */
  place: string
  date: string
  shelf: CardShelf
  /** The divisions of its county. */
  tree: RegionTree
}

/** @param home the deployment's own county, for whoever names no region */
export function cardsThere({ regions, clock, cards }: CardDeps, home: string, asked: CardPlace): CardsThere | Refusal {
  const region = asked.region ?? home
  const tree = regions(region.slice(0, COUNTY_DIGITS))
  if (!tree) return { refused: 'unknown_county' }
  if (!tree.get(region)) return { refused: 'unknown_place' }
  const date = asked.date ?? chinaDay(clock.now())
  return { region, place: wholeName(tree, region), date, shelf: cards(region, date), tree }
}

function wholeName(tree: RegionTree, region: string): string {
  return region === tree.county.code ? tree.county.name : `${tree.county.name}${tree.placeName(region)}`
}
