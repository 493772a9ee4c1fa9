import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { afterAll, describe, expect, it } from 'vitest'
import { readCountyFile } from '../../../src/adapters/county-file/read-county-file.ts'
import { drawCards } from '../../../src/adapters/picture/draw-cards.ts'
import { readPacksAndCards } from '../../../src/adapters/policies/read-cards.ts'
import type { CardView } from '../../../src/contract/card.ts'
import type { Card } from '../../../src/core/card/card.ts'
import type { CardPicture } from '../../../src/core/card/picture.ts'
import { readPicture } from '../../support/read-picture.ts'

const CARD: CardView = {
  id: 'a',
  topic: 'a',
  kind: 'help',
  title: '想找活',
  says: ['想找活的，人社局来帮。'],
  forWhom: '人人',
  also: [],
  get: [],
  apply: [],
  papers: [],
  departments: [],
  warning: null,
  sources: ['依据：某文件 第1条。'],
  audio: [],
  region: '440229',
  place: '翁源县',
  date: '2026-11-28',
}
const pictureOf = (card: Partial<CardView>): CardPicture => ({
  card: { ...CARD, ...card },
  size: 'normal',
  made: '2026-11-28',
  link: 'https://mingbai.example.cn/?village=440229106201',
})

const { draw, stop } = drawCards()
afterAll(stop)

describe('drawing cards', () => {
  it('makes the same picture of the same card, and its code can be read', async () => {
    const [one, two] = [await draw(pictureOf({})), await draw(pictureOf({}))]
    expect(one.etag).toBe(two.etag)
    expect(readPicture(one.png).code).toBe('https://mingbai.example.cn/?village=440229106201')
    expect((await draw(pictureOf({ title: '找活干' }))).etag).not.toBe(one.etag)
  })

  it('has every character of every card and of the demo’s places, in print and in bold', async () => {
    const { packs, cards } = await readPacksAndCards('policies')
    expect(cards.length).toBeGreaterThan(100)
    const written = JSON.stringify([cards.map(({ card }) => shown(card)), packs, readCountyFile('demo/440229').regions])
    const characters = [...new Set(`${written}〇㎡％℃〔〕《》“”‘’—…·、。，：；？！￥元0123456789`)]
      .filter((each) => each.trim() !== '' && each !== '\\')
      .join('')
    expect(characters.length).toBeGreaterThan(800)
    // In parts: so many in one picture would be a layout like no card's.
    for (let at = 0; at < characters.length; at += 200) {
      const part = characters.slice(at, at + 200)
      const { png } = await draw(pictureOf({ title: part, says: [part] }))
      expect(png.length).toBeGreaterThan(0)
    }
  }, 120_000)

  it('brings rarer characters, as in names of villages, from further slices of the font', async () => {
    await expect(draw(pictureOf({ place: '岽垌埇村①‰' }))).resolves.toMatchObject({ etag: expect.any(String) })
  })

  it('refuses a character that the font lacks, by its number, and goes on', async () => {
    await expect(draw(pictureOf({ title: '\u{30EDD}面' }))).rejects.toThrow('U+30EDD')
    await expect(draw(pictureOf({}))).resolves.toMatchObject({ etag: expect.any(String) })
  })

  it('begins anew after its thread has ended', async () => {
    await stop()
    const ended = draw(pictureOf({}))
    await stop()
    await expect(ended).rejects.toThrow('the painter ended')
    await expect(draw(pictureOf({}))).resolves.toMatchObject({ etag: expect.any(String) })
  })

  it('begins anew after its thread has died between two pictures', async () => {
    const own = drawCards()
    const begun = once(process, 'worker') as Promise<[Worker]>
    await own.draw(pictureOf({}))
    const [thread] = await begun
    await thread.terminate()
    await expect(own.draw(pictureOf({}))).resolves.toMatchObject({ etag: expect.any(String) })
    await own.stop()
  }, 20_000)
})

/** How people ask is not drawn. */
function shown({ phrasings: _, not: __, ...card }: Card): object {
  return card
}
