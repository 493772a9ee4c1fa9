import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bytesOf, splitText } from '../../../src/core/channel/split-text.ts'

it('cuts behind the last sentence that fits', () => {
  expect(splitText('先去村委会。带上身份证。再去镇上！', 40)).toEqual(['先去村委会。带上身份证。', '再去镇上！'])
})

it('cuts a long sentence between characters, never within one', () => {
  const text = '😀'.repeat(5)
  expect(splitText(text, 9)).toEqual(['😀😀', '😀😀', '😀'])
})

it('sends nothing for nothing, and all of a short one in one part', () => {
  expect(splitText('  \n', 2048)).toEqual([])
  expect(splitText('好的。', 2048)).toEqual(['好的。'])
})

it('loses nothing but space at the cuts, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('好', 'a', '。', '！', '\n', ' ', '😀', '123')),
      fc.integer({ min: 4, max: 50 }),
      (pieces, most) => {
        const text = pieces.join('')
        const parts = splitText(text, most)
        for (const part of parts) expect(bytesOf(part)).toBeLessThanOrEqual(most)
        expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
      },
    ),
  )
})
