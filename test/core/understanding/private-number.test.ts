import { describe, expect, test } from 'vitest'
import { maskPrivate, understand } from '../../../src/core/understanding/understand.ts'

// The identity numbers are made up; only the check digit of the valid ones holds.
describe('phone and identity numbers', () => {
  test.each<[string, string, string, boolean]>([
    ['我电话13812345678', 'phone', '13812345678', true],
    ['138 1234 5678', 'phone', '13812345678', true],
    ['138-1234-5678', 'phone', '13812345678', true],
    ['１３８１２３４５６７８', 'phone', '13812345678', true],
    ['+8613812345678', 'phone', '13812345678', true],
    ['幺三八一二三四五六七八', 'phone', '13812345678', true],
    ['1381234567', 'phone', '1381234567', false],
    ['12812345678', 'phone', '12812345678', false],
    ['身份证11010519491231002x', 'identity_number', '11010519491231002X', true],
    ['110105194912310021', 'identity_number', '110105194912310021', false],
    ['11010519491231002', 'identity_number', '11010519491231002', false],
    ['320311770706001', 'identity_number', '320311770706001', true],
  ])('%s', (text, kind, value, valid) => {
    const understood = understand(text)
    expect(understood.privateNumbers).toMatchObject([{ kind, value, valid }])
    expect(understood.amounts).toEqual([])
  })

  test('a sum behind a phone number stays a sum', () => {
    const { amounts, privateNumbers } = understand('电话13812345678,欠32000元')
    expect(privateNumbers).toHaveLength(1)
    expect(amounts).toMatchObject([{ lo: 32000 }])
  })
})

test('masks leave head and tail', () => {
  const text = '我叫阿明,13812345678,证号440229199001011234。'
  expect(maskPrivate(text, understand(text).privateNumbers)).toBe('我叫阿明,138****5678,证号4402**********1234。')
})
