import { expect, it, vi } from 'vitest'
import { cardPictures } from '../../src/app/card-pictures.ts'
import type { DrawnPicture } from '../../src/app/ports/pictures.ts'
import type { CardView } from '../../src/contract/card.ts'
import type { CardPicture } from '../../src/core/card/picture.ts'

const DRAWN: DrawnPicture = { png: new Uint8Array([1]), etag: '"a"' }
const pictureOf = (id: string): CardPicture => ({
  card: { id } as CardView,
  size: 'normal',
  made: '2026-11-28',
  link: 'https://mingbai.example.cn',
})

it('draws one at a time, and each once', async () => {
  let running = 0
  let most = 0
  const draw = vi.fn(async () => {
    most = Math.max(most, ++running)
    await new Promise((resolve) => setTimeout(resolve, 5))
    running--
    return DRAWN
  })
  const pictures = cardPictures(draw, () => {})
  await Promise.all(['a', 'b', 'a', 'c', 'b'].map((id) => pictures(pictureOf(id))))
  expect(most).toBe(1)
  expect(draw).toHaveBeenCalledTimes(3)
})

it('forgets the one that nobody asked for longest', async () => {
  const draw = vi.fn(async () => DRAWN)
  const pictures = cardPictures(draw, () => {})
  for (let i = 0; i < 64; i++) await pictures(pictureOf(`${i}`))
  await pictures(pictureOf('0'))
  await pictures(pictureOf('64'))
  expect(draw).toHaveBeenCalledTimes(65)
  await pictures(pictureOf('0'))
  expect(draw).toHaveBeenCalledTimes(65)
  await pictures(pictureOf('1'))
  expect(draw).toHaveBeenCalledTimes(66)
})

it('answers null where drawing fails, tells why, and tries again', async () => {
  const draw = vi.fn(async () => DRAWN).mockRejectedValueOnce(new Error('no ink'))
  const told: unknown[] = []
  const pictures = cardPictures(draw, (error) => told.push(error))
  expect(await pictures(pictureOf('a'))).toBeNull()
  expect(told).toEqual([new Error('no ink')])
  expect(await pictures(pictureOf('a'))).toBe(DRAWN)
})

it('turns away whoever would wait too long', async () => {
  const { promise, resolve } = Promise.withResolvers<DrawnPicture>()
  const pictures = cardPictures(
    () => promise,
    () => {},
  )
  const waiting = Array.from({ length: 21 }, (_, i) => pictures(pictureOf(`${i}`)))
  expect(await pictures(pictureOf('late'))).toBeNull()
  resolve(DRAWN)
  expect(await Promise.all(waiting)).toEqual(waiting.map(() => DRAWN))
  expect(await pictures(pictureOf('late'))).toBe(DRAWN)
})
