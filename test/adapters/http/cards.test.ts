import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LIMITS } from '../../../src/adapters/http/limits.ts'
import { buildServer } from '../../../src/adapters/http/server.ts'
import { CardList, CardView } from '../../../src/contract/card.ts'
import type { CardPicture } from '../../../src/core/card/picture.ts'
import { readPicture } from '../../support/read-picture.ts'
import { call, expectProblem } from './call.ts'
import { makeFeed } from './fake-app.ts'
import { DEMO_COUNTY, type RealApp, startRealApp } from './real-app.fixture.ts'

const VILLAGE = '440229106201'
const CARD = 'wengyuan-2023-public-post'

let app: RealApp
beforeAll(async () => {
  app = await startRealApp()
}, 120_000)
afterAll(() => app.close(), 30_000)

const get = (path: string) => call(app.url, 'GET', path)
const list = async (query = '') => CardList.parse((await get(`/api/cards${query}`)).body)

describe('the cards of a place', () => {
  it('are there for anybody, of the own county and of today where nothing is said, and not without limit', async () => {
    const { body, headers } = await get('/api/cards')
    const { region, place, date, cards, found } = CardList.parse(body)
    expect({ region, place, found }).toEqual({ region: '440229', place: '翁源县', found: null })
    expect(date).toMatch(/^20\d\d-\d\d-\d\d$/)
    expect(cards.find(({ id }) => id === CARD)).toMatchObject({ kind: 'help', title: '公益岗位和以工代赈' })
    // Neither Yongxiu's papers nor Huizhou's.
    expect(cards.filter(({ id }) => /yongxiu|huizhou|jiangxi/.test(id))).toEqual([])
    expect(headers.get('x-ratelimit-limit')).toBe(String(LIMITS.cardsPerMinute))
  })

  it('are named with the village, and chosen by kind, topic and day', async () => {
    expect((await list(`?region=${VILLAGE}`)).place).toBe('翁源县江尾镇连溪村')
    const { cards: lines } = await list('?kind=line')
    expect(lines.length).toBeGreaterThan(0)
    expect(new Set(lines.map(({ kind }) => kind))).toEqual(new Set(['line']))
    expect((await list('?topic=public-post')).cards.map(({ id }) => id)).toEqual([CARD])
    // Before the county's paper.
    expect((await list('?date=2022-01-01')).cards.map(({ id }) => id)).not.toContain(CARD)
  })

  it('are found by a question in plain words, and where nothing is laid down that is said', async () => {
    expect((await list(`?q=${encodeURIComponent('公益岗怎么报名')}`)).found).toMatchObject({
      kind: 'answered',
      cards: [{ id: CARD }],
    })
    expect((await list(`?q=${encodeURIComponent('高考加分怎么算')}`)).found).toEqual({
      kind: 'unanswered',
      cards: [],
      notes: [],
    })
    // The card says nothing of such a sum.
    expect((await list(`?q=${encodeURIComponent('公益岗怎么报名，惠州的')}`)).found?.notes).not.toEqual([])
  })

  it('come whole, with source, warning and what is read aloud', async () => {
    const card = CardView.parse((await get(`/api/cards/${CARD}?date=2024-05-01`)).body)
    expect(card).toMatchObject({ id: CARD, date: '2024-05-01', place: '翁源县', departments: ['人社局'] })
    expect(card.sources.join()).toContain('翁源县2023年防止返贫动态监测和帮扶工作要点 翁乡振字〔2023〕10号 第10条')
    expect(card.warning).toContain('2023-12-31 已到期')
    expect(card.audio).toEqual([...card.says, '这份文件已经到期，没有新的以前先照这个说。'])
    expect(CardView.parse((await get(`/api/cards/${CARD}?date=2023-08-15`)).body).warning).toBeNull()
  })

  it('that are not there, places and days that are none: each is told in Chinese', async () => {
    expectProblem(await get('/api/cards/no-such-card'), 404, 'no_such_card')
    expectProblem(await get(`/api/cards/${CARD}?date=2020-01-01`), 404, 'no_such_card')
    expectProblem(await get('/api/cards?region=360425'), 400, 'unknown_county')
    expectProblem(await get('/api/cards?region=44'), 400, 'unknown_county')
    expectProblem(await get('/api/cards?region=440229999'), 400, 'unknown_place')
    const wrong = await get('/api/cards?date=2023-02-30')
    expectProblem(wrong, 400, 'invalid_fields')
    expect(wrong.body.detail).toContain('日期要写成')
    expectProblem(await get('/api/cards?kind=oops'), 400, 'invalid_fields')
    expectProblem(await get('/cards/no-such-card/picture.png'), 404, 'no_such_card')
  })
})

describe('the pages of the cards', () => {
  const page = async (path: string) => {
    const response = await fetch(app.url + path)
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
  }

  it('need no script, and have nothing inline that the CSP forbids', async () => {
    for (const path of ['/cards', `/cards/${CARD}`, '/cards/none', '/cards?region=1']) {
      const { type, text } = await page(path)
      expect(type).toBe('text/html; charset=utf-8')
      expect(text).not.toMatch(/<script>|<style| style=| on\w+="/)
      for (const [, asked = ''] of text.matchAll(/(?:src|href)="(\/cards\/[\w-]+\.(?:js|css))"/g))
        expect([asked, (await page(asked)).status]).toEqual([asked, 200])
    }
  })

  it('show the whole card, in the size that is asked for, with place and day carried along', async () => {
    const { text, status } = await page(`/cards/${CARD}?region=${VILLAGE}&date=2024-05-01&size=largest`)
    expect(status).toBe(200)
    for (const words of ['公益岗位和以工代赈', '给谁', '怎么办', '找哪个部门', '第10条', '这份文件已经到期', '连溪村'])
      expect(text).toContain(words)
    expect(text).toContain('<html lang="zh-CN" data-size="largest" data-chosen>')
    expect(text).toContain(`href="/cards?region=${VILLAGE}&amp;date=2024-05-01&amp;size=largest"`)
    expect(text).toContain(`href="/?village=${VILLAGE}"`)
  })

  it('answer a question without a script, and say so where nothing is written', async () => {
    const { text } = await page(`/cards?q=${encodeURIComponent('公益岗怎么报名')}`)
    expect(text).toMatch(/说的是这张[\s\S]*公益岗位和以工代赈/)
    const none = await page(`/cards?q=${encodeURIComponent('高考加分怎么算"><b>')}`)
    expect(none.text).toContain('这里没有写到')
    expect(none.text).toContain('value="高考加分怎么算&quot;>&lt;b>"')
  })

  it('say what is wrong with an address, with a way on', async () => {
    for (const [path, status] of [
      ['/cards/none', 404],
      ['/cards?region=360425', 400],
      [`/cards/${CARD}?date=gestern`, 400],
    ] as const) {
      const answer = await page(path)
      expect(answer.status).toBe(status)
      expect(answer.text).toMatch(/请从全部明白卡里找[\s\S]*href="\/cards"/)
    }
  })
})

describe('the picture of a card', () => {
  const picture = async (query = '', headers: Record<string, string> = {}) =>
    fetch(`${app.url}/cards/${CARD}/picture.png${query}`, { headers })
  const seen = async (query = '') => readPicture(await (await picture(query)).bytes())

  it('is a PNG for a phone, whose code leads back to the chat of the county or village', async () => {
    const response = await picture()
    expect(response.headers.get('content-type')).toBe('image/png')
    const { width, height, code, at } = readPicture(await response.bytes())
    expect(width).toBe(1080)
    expect(height).toBeGreaterThan(1500)
    expect(code).toBe(`${app.url}/?county=440229`)
    expect(at(5, 5)).toBe('#055f37')
    expect((await seen(`?region=${VILLAGE}`)).code).toBe(`${app.url}/?village=${VILLAGE}`)
  })

  it('is higher in larger type, and without the note of a paper that has not run out', async () => {
    const [normal, largest, inForce] = [await seen(), await seen('?size=largest'), await seen('?date=2023-08-15')]
    expect(largest.height).toBeGreaterThan(normal.height)
    expect(inForce.height).toBeLessThan(normal.height)
  })

  it('leads to where people reach us, if that is told; one that cannot be drawn is no crash', async () => {
    const asked: CardPicture[] = []
    const drawPicture = async (picture: CardPicture) => {
      asked.push(picture)
      throw new Error('no ink')
    }
    const { deps } = app
    const ready = async () => true
    const options = {
      deps,
      feed: makeFeed(),
      county: DEMO_COUNTY,
      ready,
      demo: false,
      logger: pino({ level: 'silent' }),
    }
    const own = buildServer({ ...options, drawPicture, publicUrl: 'https://mingbai.example.cn' })
    const answer = await own.inject(`/cards/${CARD}/picture.png`)
    expect(answer.statusCode).toBe(503)
    expect(answer.json()).toMatchObject({ code: 'no_picture', detail: expect.stringContaining('图片现在做不出来') })
    expect(asked.map(({ link }) => link)).toEqual(['https://mingbai.example.cn/?county=440229'])
    expect((await own.inject('/health/live')).statusCode).toBe(200)
    await own.close()
  })

  it('is not sent twice', async () => {
    const etag = (await picture()).headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[\w-]{22}"$/)
    const again = await picture('', { 'if-none-match': etag })
    expect([again.status, (await again.bytes()).length]).toEqual([304, 0])
  })
})
