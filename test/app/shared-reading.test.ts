import { expect, it } from 'vitest'
import { sharedReading } from '../../src/app/shared-reading.ts'

/** Reads a number that grows by each reading; each waits until it is let go. */
function slow() {
  const open: (() => void)[] = []
  let begun = 0
  const read = () => {
    const mine = ++begun
    return new Promise<number>((resolve) => open.push(() => resolve(mine)))
  }
  const letGo = async () => {
    open.shift()?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { read, letGo, begun: () => begun }
}

it('reads twice for all who ask while one is read: nobody gets what began before he asked', async () => {
  const { read, letGo, begun } = slow()
  const store = {}
  const first = sharedReading(store, 'a', read)
  const later = Array.from({ length: 20 }, () => sharedReading(store, 'a', read))
  expect(begun()).toBe(1)
  await letGo()
  expect([await first, begun()]).toEqual([1, 2])
  // Whoever asks now asks behind the second.
  const last = sharedReading(store, 'a', read)
  await letGo()
  expect(await Promise.all(later)).toEqual(Array.from({ length: 20 }, () => 2))
  await letGo()
  expect(await last).toBe(3)
  const anew = sharedReading(store, 'a', read)
  await letGo()
  expect(await anew).toBe(4)
})

it('keeps keys and stores apart, and goes on after a failure', async () => {
  const store = {}
  const fails = sharedReading(store, 'a', () => Promise.reject(new Error('away')))
  const behind = sharedReading(store, 'a', async () => 'here')
  const other = sharedReading(store, 'b', async () => 'b')
  const elsewhere = sharedReading({}, 'a', async () => 'c')
  await expect(fails).rejects.toThrow('away')
  expect(await Promise.all([behind, other, elsewhere])).toEqual(['here', 'b', 'c'])
  expect(await sharedReading(store, 'a', async () => 'again')).toBe('again')
})
