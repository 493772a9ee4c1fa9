import { expect, it } from 'vitest'
import { safeError } from '../../../src/adapters/http/logging.ts'
import { TokenBucket, TokenBuckets } from '../../../src/adapters/http/token-bucket.ts'
import { fewAtOnce } from '../../../src/app/few-at-once.ts'

it('a bucket lets a burst through, then so many a second', () => {
  const bucket = new TokenBucket(3, 2, 0)
  expect([0, 0, 0, 0].map((now) => bucket.take(1, now))).toEqual([true, true, true, false])
  expect([500, 500, 1_000].map((now) => bucket.take(1, now))).toEqual([true, false, true])
  expect([100_000, 100_000, 100_000, 100_000].map((now) => bucket.take(1, now))).toEqual([true, true, true, false])
})

it('buckets are one for each sender, and only so many are kept', () => {
  const buckets = new TokenBuckets(1, 0.001, 2)
  expect(buckets.take('wang')).toBe(true)
  expect(buckets.take('wang')).toBe(false)
  expect(buckets.take('li')).toBe(true)
  expect(buckets.take('zhao')).toBe(true)
  expect(buckets.take('li')).toBe(false)
})

it('works a few at a time, in order, also when one fails', async () => {
  const few = fewAtOnce(2)
  const order: number[] = []
  let running = 0
  let most = 0
  const work = (n: number) => async () => {
    order.push(n)
    most = Math.max(most, ++running)
    await new Promise((resolve) => setTimeout(resolve, 2))
    running--
    if (n === 1) throw new Error('one of them')
    return n
  }
  const results = await Promise.allSettled([0, 1, 2, 3, 4, 5].map((n) => few(work(n))))
  expect(results.filter((result) => result.status === 'rejected')).toHaveLength(1)
  expect(order).toEqual([0, 1, 2, 3, 4, 5])
  expect(most).toBe(2)
})

it('an error is logged without what people said', () => {
  const error = Object.assign(new Error('invalid input for "王大山": 13812345678, 440229199001011234 户主王大山'), {
    code: '22P02',
  })
  const logged = safeError(error)
  expect(logged).toMatchObject({ type: 'Error', code: '22P02' })
  expect(JSON.stringify(logged)).not.toMatch(/王大山|\d{5,}/)
  expect(logged.at[0]).toContain('limiting.test.ts')
  expect(safeError('王大山')).toEqual({ type: 'string', message: '', at: [] })
})
