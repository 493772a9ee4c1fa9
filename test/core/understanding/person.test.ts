import relationship from 'relationship.js'
import { describe, expect, test } from 'vitest'
import { DIALECT_KIN, STANDARD_KIN } from '../../../src/core/understanding/kin-terms.ts'
import { understand } from '../../../src/core/understanding/understand.ts'
import { cpuTime } from '../../support/cpu-time.ts'

const persons = (text: string) =>
  understand(text).persons.map(({ words, kin, own }) => `${words}=${kin ?? '自己'}${own ? '' : '（别家）'}`)

/** The library takes 40 ms a word. */
const SLOW = 120_000

test(
  'standard words mean whom the kinship library says they mean',
  () => {
    for (const [kin, all] of Object.entries(STANDARD_KIN)) {
      const meant = relationship({ text: kin })
      expect(meant, kin).not.toEqual([])
      for (const words of all.split(' ')) expect(relationship({ text: words }), words).toEqual(meant)
    }
  },
  SLOW,
)

test(
  'our own table holds only what the library lacks or takes for somebody else',
  () => {
    for (const [kin, all] of Object.entries(DIALECT_KIN))
      for (const words of all.split(' ')) {
        const known = relationship({ text: words })
        if (known.length > 0) expect(known, words).not.toEqual(relationship({ text: kin }))
      }
  },
  SLOW,
)

test('no word stands for two relatives', () => {
  const all = [STANDARD_KIN, DIALECT_KIN].flatMap((table) => Object.values(table).flatMap((words) => words.split(' ')))
  expect(new Set(all).size).toBe(all.length)
})

describe('who is spoken of', () => {
  test.each([
    ['我妈住院', '我妈=母亲'],
    ['俺娘瘫在床上', '俺娘=母亲'],
    ['我母亲得了癌症', '我母亲=母亲'],
    ['阿妈眼睛看不见', '阿妈=母亲'],
    ['我老豆中风', '我老豆=父亲'],
    ['屋里人病倒了', '屋里人=妻子'],
    ['我男人出去打工', '我男人=丈夫'],
    ['我崽住院', '我崽=孩子'],
    ['妹崽不读书', '妹崽=女儿'],
    ['我的细佬出车祸', '我的细佬=弟弟'],
    ['我家公摔了', '我家公=公公'],
    ['我家公公摔了', '我家公公=公公'],
    ['我家婆病了', '我家婆=婆婆'],
    ['家里老人病了', '家里老人=老人'],
    ['我爸腦梗', '我爸=父亲'],
    ['我失业了', '我=自己'],
    ['我自己病了', '我自己=自己'],
    ['隔壁阿婆没人管', '隔壁阿婆=奶奶（别家）'],
    ['张奶奶瘫了', '张奶奶=奶奶（别家）'],
    ['他老婆跑了', '他老婆=妻子（别家）'],
  ])('%s: %s', (text, found) => expect(persons(text)).toEqual([found]))

  test('several, in order', () => {
    expect(persons('住院的是我妈不是我爸')).toEqual(['我妈=母亲', '我爸=父亲'])
    expect(persons('我失业了，老婆也没工作')).toEqual(['我=自己', '老婆=妻子'])
  })

  test.each(['我家房子漏雨', '我娘家', '我弟兄三个', '我女朋友', '牛奶坏了', '一个男人来过', '我们村没水', '大妈', ''])(
    '%s speaks of nobody',
    (text) => expect(persons(text)).toEqual([]),
  )
})

test('looking for people costs little of the reading', () => {
  const text = '我妈住院，我老公在工地摔断腿，我家公公瘫了三年，'.repeat(80)
  expect(cpuTime(() => expect(understand(text).persons.length).toBe(240))).toBeLessThan(2_000)
})
