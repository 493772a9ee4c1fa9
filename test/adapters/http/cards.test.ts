import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LIMITS } from '../../../src/adapters/http/limits.ts'
import { buildServer } from '../../../src/adapters/http/server.ts'
import type { DrawnPicture } from '../../../src/app/ports/pictures.ts'
import { CardList, CardView } from '../../../src/contract/card.ts'
import type { CardPicture } from '../../../src/core/card/picture.ts'
import { CARD_WORDS } from '../../../src/core/dialogue/card-words.ts'
import { addDays } from '../../../src/core/procedure/calendar.ts'
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
    // Another place, another sum than the card's own.
    expect((await list(`?q=${encodeURIComponent('公益岗怎么报名，惠州的')}`)).found?.notes).toEqual([
      CARD_WORDS.otherPlace,
    ])
    expect((await list(`?q=${encodeURIComponent('监测线是不是8000')}`)).found).toMatchObject({
      kind: 'answered',
      notes: [CARD_WORDS.otherSum],
    })
    expect((await list(`?q=${encodeURIComponent('监测线是不是10420')}`)).found).toMatchObject({ notes: [] })
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
    for (const date of ['2014-12-31', '2101-01-01', '9999-12-31'])
      expect((await get(`/api/cards?date=${date}`)).body.detail).toContain('2015 年到 2100 年')
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

  it('say of which day they tell where it is not today, and lead to today', async () => {
    for (const path of ['/cards', `/cards/${CARD}`]) {
      const { text } = await page(`${path}?region=${VILLAGE}&date=2024-05-01`)
      expect(text).toContain(`按2024年5月1日的规定。<a class="press" href="${path}?region=${VILLAGE}">看今天的</a>`)
      const { date } = await list()
      expect((await page(`${path}?date=${date}`)).text).not.toMatch(/看今天的|date=/)
    }
  })

  it('answer to many days without a shelf for each', async () => {
    const days = Array.from({ length: 300 }, (_, at) => addDays('2024-01-01', at * 90))
    const before = process.cpuUsage()
    for (const day of days) expect((await list(`?date=${day}&kind=line`)).date).toBe(day)
    const { user, system } = process.cpuUsage(before)
    // A shelf for each would take some 25 s.
    expect((user + system) / 1e6).toBeLessThan(12)
  }, 60_000)

  it('keep a private number out of page, links and address, and no question in a cache', async () => {
    for (const [number, shown] of [
      ['13812345678', '138****5678'],
      ['440229199001011234', '4402**********1234'],
      ['138 1234 5678 和 0751-2871234', '138****5678'],
      ['622202123456789012345', '622'],
    ] as const) {
      const address = `/cards?q=${encodeURIComponent(`公益岗怎么报名，我电话${number}`)}&size=large`
      const first = await fetch(app.url + address, { redirect: 'manual' })
      expect([first.status, first.headers.get('cache-control')]).toEqual([303, 'no-store'])
      const there = first.headers.get('location') ?? ''
      expect(decodeURIComponent(there)).toMatch(/^\/cards\?q=公益岗怎么报名，我电话.*\*\*\*.*&size=large$/)
      const second = await fetch(app.url + there, { redirect: 'manual' })
      expect([second.status, second.headers.get('cache-control')]).toEqual([200, 'no-store'])
      expect(second.headers.has('etag')).toBe(false)
      const text = await second.text()
      expect(text).toContain(`value="公益岗怎么报名，我电话${shown}`)
      expect(text).toContain('说的是这张')
      expect(decodeURIComponent(text)).not.toMatch(/\d{9}|1234 5678|1234567/)
    }
    expect((await fetch(`${app.url}/cards`)).headers.get('cache-control')).toBe('no-cache')
  })

  it('ask the beginning of a long question, in which no number is cut in two', async () => {
    const { text } = await page(`/cards?q=${encodeURIComponent(`${'问'.repeat(72)}13812345678`)}`)
    expect(text).toContain(`value="${'问'.repeat(72)}138****5"`)
  })

  it('say what is wrong with an address, with a way on', async () => {
    for (const [path, status] of [
      ['/cards/none', 404],
      ['/cards?region=360425', 400],
      [`/cards/${CARD}?date=gestern`, 400],
      [`/cards/${CARD}?date=2200-01-01`, 400],
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
    // Then it does not matter what the client calls us.
    const answer = await own.inject({ url: `/cards/${CARD}/picture.png`, headers: { host: 'a/b' } })
    expect(answer.statusCode).toBe(503)
    expect(answer.json()).toMatchObject({ code: 'no_picture', detail: expect.stringContaining('图片现在做不出来') })
    expect(asked.map(({ link }) => link)).toEqual(['https://mingbai.example.cn/?county=440229'])
    expect((await own.inject('/health/live')).statusCode).toBe(200)
    await own.close()
  })

  it('is not made for a host that is none, or too long for a code', async () => {
    for (const host of ['a/b', '"><b>', `${'a'.repeat(3_000)}.cn`]) {
      const answer = await app.app.inject({ url: `/cards/${CARD}/picture.png`, headers: { host } })
      expect(answer.json()).toMatchObject({
        status: 400,
        code: 'wrong_host',
        detail: expect.stringContaining('网址不对'),
      })
    }
  })

  it('is refused in Chinese to whoever has three in hand, and goes on for others', async () => {
    const { promise, resolve } = Promise.withResolvers<DrawnPicture>()
    const options = { deps: app.deps, feed: makeFeed(), county: DEMO_COUNTY, ready: async () => true, demo: false }
    const own = buildServer({ ...options, logger: pino({ level: 'silent' }), drawPicture: () => promise })
    const ask = async (date: string, remoteAddress: string) =>
      await own.inject({ url: `/cards/${CARD}/picture.png?date=${date}`, remoteAddress })
    const three = ['2024-05-01', '2024-05-02', '2024-05-03'].map((date) => ask(date, '192.0.2.1'))
    const fourth = await ask('2024-05-04', '192.0.2.1')
    expect(fourth.json()).toMatchObject({ status: 429, code: 'slow_down_pictures' })
    expect(fourth.headers['retry-after']).toBe('2')
    const other = ask('2024-05-05', '192.0.2.2')
    resolve({ png: new Uint8Array([1]), etag: '"a"' })
    expect((await Promise.all([...three, other])).map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200])
    await own.close()
  })

  it('is not sent twice', async () => {
    const etag = (await picture()).headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[\w-]{22}"$/)
    const again = await picture('', { 'if-none-match': etag })
    expect([again.status, (await again.bytes()).length]).toEqual([304, 0])
  })
})
