import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isIdentityNumber } from '../../../src/core/understanding/identity-number.ts'
import { maskPrivate } from '../../../src/core/understanding/mask-private.ts'
import { normalise } from '../../../src/core/understanding/normalise.ts'
import { findPrivateNumbers } from '../../../src/core/understanding/private-number.ts'
import { understand } from '../../../src/core/understanding/understand.ts'
import { runs } from '../../support/runs.ts'

const mask = (text: string) => maskPrivate(text, findPrivateNumbers(text))

// The identity numbers are made up; only the check digit of the valid ones holds.
describe('phone and identity numbers', () => {
  test.each<[string, string, string, boolean]>([
    ['我电话13812345678', 'phone', '13812345678', true],
    ['138 1234 5678', 'phone', '13812345678', true],
    ['138-1234-5678', 'phone', '13812345678', true],
    ['138  1234  5678', 'phone', '13812345678', true],
    ['138.1234.5678', 'phone', '13812345678', true],
    ['138/1234/5678', 'phone', '13812345678', true],
    ['1 3 8 1 2 3 4 5 6 7 8', 'phone', '13812345678', true],
    ['１３８１２３４５６７８', 'phone', '13812345678', true],
    ['１３８．１２３４．５６７８', 'phone', '13812345678', true],
    ['+8613812345678', 'phone', '13812345678', true],
    ['幺三八一二三四五六七八', 'phone', '13812345678', true],
    ['幺三八 一二三四 五六七八', 'phone', '13812345678', true],
    ['138一二三四5678', 'phone', '13812345678', true],
    ['我电话是幺三八1234五六七八', 'phone', '13812345678', true],
    ['110105一九四九1231002x', 'identity_number', '11010519491231002X', true],
    ['13812345678万一不通', 'phone', '13812345678', true],
    ['13812345678元宵节前打', 'phone', '13812345678', true],
    ['13812345678块钱', 'phone', '13812345678', true],
    ['0751-2881234', 'phone', '07512881234', true],
    ['07512881234', 'phone', '07512881234', true],
    ['（0751）2881234', 'phone', '07512881234', true],
    ['0755 8288 1234', 'phone', '075582881234', true],
    ['020-81234567', 'phone', '02081234567', true],
    ['1381234567', 'phone', '1381234567', false],
    ['12812345678', 'phone', '12812345678', false],
    ['身份证11010519491231002x', 'identity_number', '11010519491231002X', true],
    ['110105 19491231 002 X', 'identity_number', '11010519491231002X', true],
    ['110105.19491231.002X', 'identity_number', '11010519491231002X', true],
    ['110105194912310021', 'identity_number', '110105194912310021', false],
    ['440229199001011234元', 'identity_number', '440229199001011234', false],
    ['11010519491231002', 'identity_number', '11010519491231002', false],
    ['320311770706001', 'identity_number', '320311770706001', true],
  ])('%s', (text, kind, value, valid) => {
    const understood = understand(text)
    expect(understood.privateNumbers).toMatchObject([{ kind, value, valid }])
    expect(understood.amounts).toEqual([])
  })

  test.each([
    ['1381234567813912345678'],
    ['13812345678 13912345678'],
    ['13812345678/13912345678'],
    ['138 1234 5678 139 1234 5678'],
  ])('two in %s', (text) =>
    expect(understand(text).privateNumbers.map(({ value }) => value)).toEqual(['13812345678', '13912345678']),
  )

  test('a figure that stands before a number does not spoil it', () => {
    expect(understand('1 138 1234 5678').privateNumbers).toMatchObject([{ value: '13812345678', valid: true }])
  })

  test.each(['去年10月15日到2024.12.30', '花了3,800元,借了20,000元', '药费 15.5 住院 3000.00', '学费1500,3000,2800'])(
    'none in %s',
    (text) => {
      expect(understand(text).privateNumbers).toEqual([])
      expect(mask(text)).toBe(text)
    },
  )

  test('a sum behind a phone number stays a sum', () => {
    const { amounts, privateNumbers } = understand('电话13812345678,欠32000元')
    expect(privateNumbers).toHaveLength(1)
    expect(amounts).toMatchObject([{ lo: 32000 }])
  })
})

describe('masks', () => {
  test('leave head and tail', () => {
    expect(mask('我叫阿明,13812345678,证号440229199001011234。')).toBe('我叫阿明,138****5678,证号4402**********1234。')
  })

  test.each([
    ['卡号6222021234567890123', '卡号622****************'],
    ['卡号6222 0212 3456 7890 123', '卡号622* **** **** **** ***'],
    ['卡号６２２２０２１２３４５６７８９０', '卡号６２２*************'],
    ['打2881234找我', '打288****找我'],
    ['138,1234,5678', '138,****,****'],
    ['51.138.1234.56789', '51.138.****.*****'],
    ['138123456789012345678901', '138*********************'],
  ])('cover what is no phone and no identity number, but a long number: %s', (text, expected) => {
    expect(mask(text)).toBe(expected)
  })

  test('leave short numbers', () => {
    expect(mask('借了200000元,A1024')).toBe('借了200000元,A1024')
  })
})

const check = (seventeen: string) =>
  [...'0123456789X'].map((last) => seventeen + last).find((value) => isIdentityNumber(value)) ?? ''
const two = (number: number) => String(number).padStart(2, '0')
const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''))
const mobile = fc
  .tuple(fc.integer({ min: 3, max: 9 }), digits(9))
  .map(([second, rest]) => ({ parts: [`1${second}${rest[0]}`, rest.slice(1, 5), rest.slice(5)] }))
const landline = fc
  .tuple(fc.integer({ min: 310, max: 998 }), fc.integer({ min: 2, max: 8 }), digits(6))
  .map(([area, first, rest]) => ({ parts: [`0${area}`, `${first}${rest}`] }))
const identity = fc
  .tuple(
    fc.integer({ min: 1930, max: 2024 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    digits(3),
  )
  .map(([year, month, day, order]) => {
    const value = check(`440229${year}${two(month)}${two(day)}${order}`)
    return { parts: [value.slice(0, 6), value.slice(6, 14), value.slice(14)] }
  })
/** How people part a number: not at all, or all places alike. */
const separator = fc.constantFrom('', '', '-', ' ', '  ', '.', '/', '·', '—', '，', ' - ', '、', '_', '　', '\n')
const fullWidth = (text: string) => text.replace(/[0-9X]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))
const PIECES = [
  ...'我家电话是的打不通万元块钱宵一二三十百半年个月，。？、 \n-./:0123456789xX+()（）',
  '身份证',
  '欠三万',
  '2024-11-23',
  '1500',
]
const talk = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join(''))

test('no writing of a valid number, wherever it stands, leaves it in what is stored', () => {
  fc.assert(
    fc.property(
      fc.oneof(mobile, landline, identity),
      separator,
      fc.boolean(),
      talk,
      talk,
      ({ parts }, apart, wide, before, after) => {
        const written = parts.join(apart)
        const masked = mask(before + (wide ? fullWidth(written) : written) + after)
        // Stars stay: figures before and after them don't belong together.
        const left = normalise(masked).replace(/[^\dx*]/g, '')
        expect(left).not.toContain(parts.join('').toLowerCase())
      },
    ),
    { numRuns: runs(3_000) },
  )
})
