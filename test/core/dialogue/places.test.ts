import { describe, expect, test } from 'vitest'
import { placeIn } from '../../../src/core/dialogue/places.ts'
import { wengyuan } from '../region/wengyuan.ts'

describe('places', () => {
  test.each([
    ['孩子读高一了', 'none'],
    ['家里没有热水', 'none'],
    ['我是联群的', 'village'],
    ['住在热水村', 'village'],
    ['我在始兴县江尾村', 'elsewhere'],
  ])('free words: %s → %s', (text, kind) => expect(placeIn(text, wengyuan, false).kind).toBe(kind))

  test.each([
    ['热水', 'village'],
    ['江尾', 'several'],
    ['江尾镇', 'township'],
    ['官渡村', 'inactive'],
    ['始兴县马市镇', 'elsewhere'],
    ['火星村', 'unknown'],
    ['翁源县江尾镇连溪村', 'village'],
    ['不晓得', 'none'],
  ])('asked: %s → %s', (text, kind) => expect(placeIn(text, wengyuan, true).kind).toBe(kind))
})
