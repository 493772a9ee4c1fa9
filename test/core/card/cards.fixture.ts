import { cardsFor, type EffectiveCard } from '../../../src/core/card/cards-for.ts'
import { policies } from '../../support/policies.ts'

export { policies }

export const REGIONS = ['11', '36', '360724', '360425', '44', '4413', '440229', '440229106201']
export const DAYS = ['2019-12-31', '2021-10-15', '2022-03-01', '2023-08-15', '2024-10-15', '2026-02-01']

export function cardOf(region: string, day: string, topic: string): EffectiveCard {
  const found = cardsFor(policies, region, day).cards.find(({ card }) => card.topic === topic)
  if (!found) throw new Error(`no card on ${topic} in ${region} on ${day}`)
  return found
}
