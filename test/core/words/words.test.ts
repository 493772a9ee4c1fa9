import { expect, it } from 'vitest'
import { amountWords } from '../../../src/core/words/amount.ts'
import { maskName } from '../../../src/core/words/person.ts'
import { chinaDay, whenWords } from '../../../src/core/words/when.ts'

const now = new Date('2026-11-23T02:00:00Z')

it.each([
  ['2026-11-23T07:30:00Z', '今天下午3点半'],
  ['2026-11-23T15:59:00Z', '今天晚上11点半'],
  ['2026-11-23T16:00:00Z', '明天凌晨0点'],
  ['2026-11-24T04:10:00Z', '明天中午12点'],
  ['2026-11-25T02:00:00Z', '11月25日（周三）上午10点'],
  ['2027-01-01T00:00:00Z', '1月1日（周五）上午8点'],
])('%s is said as %s', (at, words) => expect(whenWords(new Date(at), now)).toBe(words))

it('the day is China’s whatever the server’s zone', () =>
  expect(chinaDay(new Date('2026-02-28T16:00:00Z'))).toBe('2026-03-01'))

it.each([
  ['王建国', '王**'],
  ['李四', '李*'],
  ['王', '王*'],
  ['', ''],
  ['（未说明）', '（未说明）'],
  ['𠮷田', '𠮷*'],
])('%s is masked as %s', (name, masked) => expect(maskName(name)).toBe(masked))

it.each([
  [32_000, 32_000, 'exact', '3.2万元'],
  [80_000, 89_999, 'gt', '8万元以上'],
  [4_000, 5_000, 'range', '4000到5000元'],
  [0, 10_000, 'lt', '不到1万元'],
  [10_000, 10_000, 'around', '大约1万元'],
] as const)('%d–%d %s is %s', (lo, hi, bound, words) => expect(amountWords({ lo, hi, bound })).toBe(words))
