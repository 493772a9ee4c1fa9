import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { Card } from '../../../src/core/card/card.ts'
import { problemsOfCard } from '../../../src/core/card/card-problems.ts'
import { packOf } from '../policy/packs.fixture.ts'

const guide = readFileSync(join(import.meta.dirname, '../../../docs/cards.md'), 'utf8')

it('the card that the guide shows is a good card, but for the phrasings that it leaves out', () => {
  const shown = parse(/```yaml\n([\s\S]*?)```/.exec(guide)?.[1] ?? '') as { phrasings: string[] }
  const more = ['找工', '想上班', '没活干', '介绍工作', '哪里招工', '想揾工', '我要做工', '有没有岗位']
  const card = Card.parse({ ...shown, phrasings: [...shown.phrasings, ...more] })
  expect(problemsOfCard(card, packOf('wengyuan-2023'))).toEqual([])
})

it('the guide names every kind and unit that a card knows', () => {
  const { kind, figures } = Card.shape
  expect(kind.options.filter((name) => !guide.includes(`${name} `))).toEqual([])
  const [ofRule] = figures.unwrap().valueType.options
  expect(ofRule.shape.unit.options.filter((name) => !guide.includes(`\`${name}\``))).toEqual([])
})
