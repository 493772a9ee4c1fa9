import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildRegionTree } from '../../../src/core/region/region-tree.ts'
import { WENGYUAN, wengyuan } from './wengyuan.ts'

const found = (text: string) => wengyuan.find(text).map((match) => wengyuan.placeName(match.code))

describe('names as people write them', () => {
  test.each([
    '连溪村委会',
    '连溪村',
    '连溪',
    '连溪村委',
    '江尾镇连溪村',
    '江尾连溪',
    '我是江尾镇的，连溪村',
    '连溪社区',
  ])('%s is 江尾镇连溪村', (text) => expect(found(text)[0]).toBe('江尾镇连溪村'))

  test('the longest name wins and the range covers it', () => {
    expect(wengyuan.find('我住连溪村委会旁边')).toEqual([{ code: '440229106201', start: 2, end: 7 }])
  })

  test('a township narrows namesakes to its own villages', () => {
    const tree = buildRegionTree('440229', [...WENGYUAN, { code: '440229104299', name: '连溪村委会', active: true }])
    expect(tree.find('连溪村').map((match) => match.code)).toEqual(['440229104299', '440229106201'])
    expect(tree.find('坝仔镇连溪村').map((match) => match.code)[0]).toBe('440229104299')
    expect(tree.find('坝仔镇连溪村').filter((match) => match.code.length === 12)).toHaveLength(1)
  })

  test('where the township has no such village, the village counts more', () => {
    expect(found('江尾镇联群村')[0]).toBe('龙仙镇联群村')
  })

  test('a name shared by township, village and residents’ committee gives all of them', () => {
    expect(found('江尾')).toEqual(['江尾镇江尾居委会', '江尾镇江尾村', '江尾镇'])
    expect(found('江尾村')).toEqual(['江尾镇江尾村'])
    expect(found('江尾居委会')).toEqual(['江尾镇江尾居委会'])
    expect(found('江尾镇')).toEqual(['江尾镇'])
  })

  test('a residents’ committee without a village of its name is found as a village too', () => {
    expect(found('仙鹤村')).toEqual(['江尾镇仙鹤居委会'])
  })

  test('unknown places give nothing', () => {
    expect(found('我家在深圳市宝安区')).toEqual([])
    expect(found('')).toEqual([])
  })

  test('village of other counties are never in the tree', () => {
    const tree = buildRegionTree('440229', [...WENGYUAN, { code: '440222100201', name: '远方村委会', active: true }])
    expect(tree.find('远方村')).toEqual([])
    expect(tree.get('440222100201')).toBeNull()
  })
})

test('children, names and unknown codes', () => {
  expect(wengyuan.children('440229').map((one) => one.name)).toContain('江尾镇')
  expect(wengyuan.children('440229106')).toHaveLength(24 + 3)
  expect(wengyuan.children('440229106201')).toEqual([])
  expect(wengyuan.placeName('440229106220')).toBe('江尾镇中村')
  expect(wengyuan.placeName('440229')).toBe('翁源县')
  expect(wengyuan.get('440229106999')).toBeNull()
})

test('inactive villages are known as such', () => {
  expect(wengyuan.get(wengyuan.find('官渡村')[0]?.code ?? '')?.active).toBe(false)
})

test('any text: ranges lie inside it and codes exist', () => {
  const piece = fc.constantFrom('江尾', '镇', '连溪', '村', '村委会', '的', '联', '群', 'a', '，')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const text = pieces.join('')
      for (const match of wengyuan.find(text)) {
        expect(wengyuan.get(match.code)).not.toBeNull()
        expect(match.start).toBeLessThan(match.end)
        expect(match.end).toBeLessThanOrEqual(text.length)
      }
    }),
  )
})
