import { describe, expect, it } from 'vitest'
import { indexEntries } from '../../../src/core/card/card-index.ts'
import { findCard } from '../../../src/core/card/find-card.ts'
import { VILLAGE } from './village.fixture.ts'

const index = indexEntries(VILLAGE)

describe('finding a card', () => {
  it.each([
    ['请问最低生活保障要怎样申请', 'social-aid'],
    ['住院的费用报销以后还是负担重', 'medical-aid'],
    ['墙裂了房子又漏雨', 'unsafe-housing'],
    ['我想学电工', 'job-training'],
    ['脱贫户小额信贷利息', 'micro-credit'],
    ['申請危房改造補助', 'unsafe-housing'],
  ])('%s', (question, card) => {
    const finding = findCard(index, question)
    expect(finding).toMatchObject({ kind: 'answered', best: card })
    expect(finding.score).toBeGreaterThan(0.5)
  })

  it('knows by another name what people call otherwise', () => {
    const [aid, ...others] = VILLAGE.map((entry) => ({ ...entry, phrasings: [] }))
    expect(findCard(indexEntries([...others, ...(aid ? [aid] : [])]), '吃低保').best).toBe('social-aid')
    expect(findCard(indexEntries(others), '屋顶滴水').best).toBe('unsafe-housing')
  })

  it.each([
    '',
    '   ',
    '？！。',
    '的了吗呢',
    '\u0000\ud800',
    '🙂🙂',
    '今天天气怎么样',
    '高铁票在哪里买',
    '股票能不能买',
  ])('has no answer to "%s"', (question) => {
    expect(findCard(index, question).kind).toBe('unanswered')
  })

  it('names nothing where no word is known', () => {
    expect(findCard(index, '')).toEqual({
      kind: 'unanswered',
      best: null,
      second: null,
      ranked: [],
      score: 0,
      margin: 0,
    })
    expect(findCard(indexEntries([]), '危房改造').best).toBeNull()
  })

  it('asks back where two are asked for by the same words', () => {
    const twins = ['one', 'two'].map((id) => ({ id, title: '护林员补贴', passages: [], phrasings: ['护林员补贴多少'] }))
    const both = indexEntries([...VILLAGE, ...twins])
    expect(findCard(both, '护林员补贴多少？')).toMatchObject({ kind: 'close', best: 'one', second: 'two', margin: 0 })
    expect(findCard(both, '护林员有多少补贴')).toMatchObject({ kind: 'close', best: 'one', second: 'two' })
  })

  it('never finds what the scope does not admit', () => {
    const admits = (id: string): boolean => id !== 'unsafe-housing'
    const finding = findCard(index, '危房改造补多少钱', { admits })
    expect(finding.best).not.toBe('unsafe-housing')
    expect(finding.ranked.map(({ id }) => id)).not.toContain('unsafe-housing')
    expect(finding.kind).toBe('unanswered')
  })

  it('answers by a phrasing that another region also has, where only one is admitted', () => {
    const [housing] = VILLAGE.filter(({ id }) => id === 'unsafe-housing')
    const elsewhere = housing ? [{ ...housing, id: 'unsafe-housing-elsewhere' }] : []
    const both = indexEntries([...VILLAGE, ...elsewhere])
    const admits = (id: string): boolean => id !== 'unsafe-housing'
    expect(findCard(both, '危房改造补多少钱')).toMatchObject({ kind: 'close' })
    expect(findCard(both, '危房改造补多少钱', { admits })).toMatchObject({
      kind: 'answered',
      best: 'unsafe-housing-elsewhere',
      score: 1,
    })
  })
})
