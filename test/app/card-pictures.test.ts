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
  await Promise.all(['a', 'b', 'a', 'c', 'b'].map((id) => pictures(pictureOf(id), id)))
  expect(most).toBe(1)
  expect(draw).toHaveBeenCalledTimes(3)
})

it('forgets the one that nobody asked for longest', async () => {
  const draw = vi.fn(async () => DRAWN)
  const pictures = cardPictures(draw, () => {})
  for (let i = 0; i < 64; i++) await pictures(pictureOf(`${i}`), 'a')
  await pictures(pictureOf('0'), 'a')
  await pictures(pictureOf('64'), 'a')
  expect(draw).toHaveBeenCalledTimes(65)
  await pictures(pictureOf('0'), 'a')
  expect(draw).toHaveBeenCalledTimes(65)
  await pictures(pictureOf('1'), 'a')
  expect(draw).toHaveBeenCalledTimes(66)
})

it('answers null where drawing fails, tells why, and tries again', async () => {
  const draw = vi.fn(async () => DRAWN).mockRejectedValueOnce(new Error('no ink'))
  const told: unknown[] = []
  const pictures = cardPictures(draw, (error) => told.push(error))
  expect(await pictures(pictureOf('a'), 'a')).toEqual({ kind: 'not_now' })
  expect(told).toEqual([new Error('no ink')])
  expect(await pictures(pictureOf('a'), 'a')).toEqual({ kind: 'drawn', picture: DRAWN })
})

it('turns away whoever would wait too long', async () => {
  const { promise, resolve } = Promise.withResolvers<DrawnPicture>()
  const pictures = cardPictures(
    () => promise,
    () => {},
  )
  const waiting = Array.from({ length: 21 }, (_, i) => pictures(pictureOf(`${i}`), `${i}`))
  expect(await pictures(pictureOf('late'), 'late')).toEqual({ kind: 'not_now' })
  resolve(DRAWN)
  expect(await Promise.all(waiting)).toEqual(waiting.map(() => ({ kind: 'drawn', picture: DRAWN })))
  expect(await pictures(pictureOf('late'), 'late')).toEqual({ kind: 'drawn', picture: DRAWN })
})

it('lets nobody have more than three in hand, and others draw meanwhile', async () => {
  const { promise, resolve } = Promise.withResolvers<DrawnPicture>()
  const pictures = cardPictures(
    () => promise,
    () => {},
  )
  const greedy = Array.from({ length: 30 }, (_, i) => pictures(pictureOf(`${i}`), 'greedy'))
  // One that is being drawn anyway, he may wait for.
  const [first, other] = [pictures(pictureOf('0'), 'greedy'), pictures(pictureOf('30'), 'other')]
  resolve(DRAWN)
  const kinds = (await Promise.all(greedy)).map(({ kind }) => kind)
  expect(kinds.slice(0, 3)).toEqual(['drawn', 'drawn', 'drawn'])
  expect(new Set(kinds.slice(3))).toEqual(new Set(['too_many']))
  expect([(await first).kind, (await other).kind]).toEqual(['drawn', 'drawn'])
  expect((await pictures(pictureOf('5'), 'greedy')).kind).toBe('drawn')
})
