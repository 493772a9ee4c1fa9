import { describe, expect, it } from 'vitest'
import { type Entry, indexEntries } from '../../../src/core/card/card-index.ts'
import { findCard } from '../../../src/core/card/find-card.ts'
import { shelfFor } from '../../../src/core/card/shelf.ts'
import { policies } from './cards.fixture.ts'
import { VILLAGE } from './village.fixture.ts'

describe('other business of offices', () => {
  const asked = '驾照培训怎么报名'
  it('is not answered by a card that sounds alike', () => {
    const finding = findCard(indexEntries(VILLAGE), asked)
    expect(finding).toMatchObject({ kind: 'unanswered', best: 'job-training' })
    expect(findCard(indexEntries(VILLAGE), '技能培训怎么报名')).toMatchObject({
      kind: 'answered',
      best: 'job-training',
    })
  })

  it('is answered once a card speaks of it', () => {
    const card: Entry = {
      id: 'licence',
      title: '考驾照',
      passages: ['到驾校报名。'],
      phrasings: ['驾照培训去哪里报名'],
    }
    expect(findCard(indexEntries([...VILLAGE, card]), asked)).toMatchObject({ kind: 'answered', best: 'licence' })
  })

  it.each([
    ['440229', '2023-08-15'],
    ['360724', '2024-10-15'],
  ])('a homestead to be granted is no idle one to be let, in %s', (region, day) => {
    const { index, cards } = shelfFor(policies, region, day)
    for (const question of ['宅基地怎么申请', '我想批一块宅基地起新屋', '两兄弟分家宅基地怎么分'])
      expect(findCard(index, question).kind, question).not.toBe('answered')
    const { best, kind } = findCard(index, '闲置的宅基地可以盘活吗')
    expect({ kind, topic: cards.get(best ?? '')?.card.topic }).toEqual({ kind: 'answered', topic: 'land-income' })
  })
})

it('a question that a card sends away goes to the next, other questions stay', () => {
  const [credit] = VILLAGE.filter(({ id }) => id === 'micro-credit')
  if (!credit) throw new Error('no micro-credit')
  const index = indexEntries([...VILLAGE.filter((one) => one !== credit), { ...credit, not: ['房子贷款'] }])
  expect(findCard(index, '房子贷款利息多少').best).not.toBe('micro-credit')
  expect(findCard(indexEntries(VILLAGE), '房子贷款利息多少').best).toBe('micro-credit')
  expect(findCard(index, '贷款利息多少').best).toBe('micro-credit')
})

it('what people ask elsewhere helps to find a card, but is no phrasing of its own', () => {
  const bare = { id: 'lamp', title: '照明', passages: ['晚上亮灯。'], phrasings: ['照明怎么弄'] }
  const found = (entry: Entry) => findCard(indexEntries([...VILLAGE, entry]), '巷子里黑咕隆咚的找哪个')
  expect(found(bare).best).not.toBe('lamp')
  const helped = found({ ...bare, alsoAsked: ['巷子里黑咕隆咚的找哪个'] })
  expect(helped.best).toBe('lamp')
  expect(helped.score).toBeLessThan(1)
})

it('a shelf never takes from elsewhere what is another card’s phrasing here', () => {
  const { index, cards } = shelfFor(policies, '440229', '2023-08-15')
  for (const { card } of cards.values())
    for (const phrasing of card.phrasings)
      expect(findCard(index, phrasing), phrasing).toMatchObject({ kind: 'answered', best: card.id, score: 1 })
})
