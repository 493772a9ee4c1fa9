import { describe, expect, it } from 'vitest'
import { askShelf } from '../../../src/core/card/ask-shelf.ts'
import { cardDraft } from '../../../src/core/card/card-draft.ts'
import { type Entry, indexEntries } from '../../../src/core/card/card-index.ts'
import { findCard } from '../../../src/core/card/find-card.ts'
import { businessWordsIn } from '../../../src/core/card/matters.ts'
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

it.each(['桥头村', '坏的', '签字', '周末', '质量', '一年级', '孕妇', '党员', '退役军人'])(
  '%s alone names no other business',
  (word) => {
    expect([...businessWordsIn(`${word}低保怎么申请`)]).toEqual([])
  },
)

it('nor does what the cards of the place speak of', () => {
  const ours: Entry = { id: 'x', title: '驾照补贴', passages: ['考驾照有补贴。'], phrasings: ['考驾照补多少'] }
  const index = indexEntries([...VILLAGE, ours])
  expect(index.business.has('驾照')).toBe(true)
  expect(indexEntries(VILLAGE).business.has('驾照')).toBe(false)
})

it('a title and a question beside a number or a village name find as the question alone', () => {
  const shelf = shelfFor(policies, '440229', '2023-08-15')
  const places = {
    find: (text: string) => (text.startsWith('驾校村') ? [{ code: '440229106201', start: 0, end: 2 }] : []),
  }
  const alone = askShelf(shelf, '公益岗位怎么报名')
  expect(alone).toMatchObject({ kind: 'answered', best: 'wengyuan-2023-public-post' })
  expect(askShelf(shelf, '公益岗位怎么报名，我的电话13800000001')).toEqual(alone)
  expect(askShelf(shelf, '驾校村公益岗位怎么报名', places)).toEqual(alone)
  expect(askShelf(shelf, '小额贷款扩大生产')).toMatchObject({ kind: 'answered', best: 'wengyuan-2023-micro-credit' })
})

it('the draft of a card keeps the question, not who asked', () => {
  const question = '你好，我是王秀英，骨灰堂收不收费，我的电话138****0001'
  const { yaml } = cardDraft({ id: '12345678', question, answer: '不收。' })
  expect(yaml).toMatch(/title: "骨灰堂收不收费"[\s\S]*phrasings:\n {2}- "骨灰堂收不收费"/)
  expect(yaml).not.toMatch(/王秀英|138/)
  expect(yaml).toMatch(/8 到 30 句/)
})
