import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { idOf } from '../../../src/app/set-up-county.ts'
import { MAX_ATTACHMENT } from '../../../src/contract/chat.ts'
import { MAX_PIECE } from '../../../src/contract/upload.ts'
import { readPicture } from '../../support/read-picture.ts'
import { call, expectProblem } from './call.ts'
import { DEMO_COUNTY, type RealApp, startRealApp } from './real-app.fixture.ts'

const VILLAGE = '440229100201'
const HOUSEHOLD = idOf(DEMO_COUNTY, `${VILLAGE}/叶例和`, 'household')
const PNG = Buffer.from('\x89PNG\r\n\x1a\n rest', 'latin1')
let real: RealApp
let cadre: string
let guest: string

beforeAll(async () => {
  real = await startRealApp()
  const cadreId = idOf(DEMO_COUNTY, `cadre-${VILLAGE}`)
  cadre = String((await call(real.url, 'POST', '/api/demo/login', { body: { cadreId } })).body.token)
  guest = String((await call(real.url, 'POST', '/api/chat/hello', { body: {} })).body.token)
}, 120_000)
afterAll(() => real.close())

/** As wx.uploadFile sends it: one file in a form, with fields of its own beside it. */
async function uploads(path: string, token: string, bytes: Buffer, name = 'file') {
  const form = new FormData()
  form.set('from', 'album')
  if (bytes.length > 0) form.set(name, new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'a.png')
  const headers = { authorization: `Bearer ${token}` }
  const response = await fetch(real.url + path, { method: 'POST', headers, body: form })
  const type = response.headers.get('content-type') ?? ''
  return {
    status: response.status,
    type,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  }
}

const doors = (): [path: string, token: string][] => [
  ['/api/chat/attachments', guest],
  [`/api/households/${HOUSEHOLD}/photos`, cadre],
]

it('a form with one file is taken wherever the bare bytes are, and again under its id it is the same', async () => {
  for (const [path, token] of doors()) {
    const id = randomUUID()
    for (let sent = 0; sent < 2; sent++)
      expect((await uploads(`${path}?id=${id}`, token, PNG)).body, path).toEqual({ attachment: id })
    const bare = await call(real.url, 'POST', `${path}?id=${id}`, { token, raw: PNG, type: 'image/png' })
    expect(bare.body).toEqual({ attachment: id })
    const other = await uploads(path, token, PNG, 'picture')
    expect(other.body.attachment).not.toBe(id)
  }
  const [[path, token]] = doors() as [[string, string]]
  const { attachment } = (await uploads(path, token, PNG)).body
  const back = await fetch(`${real.url}${path}/${attachment}`, { headers: { authorization: `Bearer ${token}` } })
  expect([back.headers.get('content-type'), Buffer.from(await back.arrayBuffer())]).toEqual(['image/png', PNG])
})

it('what is too large, no picture, or no file at all is refused in Chinese', async () => {
  for (const [path, token] of doors()) {
    const large = Buffer.concat([PNG, Buffer.alloc(MAX_ATTACHMENT)])
    expectProblem(await uploads(path, token, large), 413, 'file_too_large')
    expectProblem(await uploads(path, token, Buffer.from('<svg/>')), 415, 'unsafe_attachment')
    expectProblem(await uploads(path, token, Buffer.alloc(0)), 415, 'wrong_media_type')
    expectProblem(await uploads(`${path}?id=1`, token, PNG), 400, 'invalid_fields')
    const json = await call(real.url, 'POST', path, { token, body: {} })
    expectProblem(json, 415, 'wrong_media_type')
  }
  expectProblem(await uploads(`/api/households/${HOUSEHOLD}/photos`, guest, PNG), 401, 'not_signed_in')
})

/** @returns how the server answered the piece that begins there. */
async function piece(
  path: string,
  token: string,
  id: string,
  file: Buffer,
  [from, to]: [number, number],
  sum?: string,
) {
  const sha256 = sum ?? createHash('sha256').update(file).digest('hex')
  const query = `id=${id}&offset=${from}&total=${file.length}&sha256=${sha256}`
  const { status, body } = await call(real.url, 'POST', `${path}?${query}`, {
    token,
    raw: file.subarray(from, to),
    type: 'image/png',
  })
  return { status, body }
}

it('a file comes in pieces, each once, however often the line breaks', async () => {
  const file = Buffer.concat([PNG, randomBytes(300_000)])
  for (const [path, token] of doors()) {
    const id = randomUUID()
    const sent = (from: number, to: number) => piece(path, token, id, file, [from, to])
    const here = (received: number) => ({ status: 202, body: { received } })
    expect(await sent(0, 65_536), path).toEqual(here(65_536))
    // Its answer was lost; and two that arrive at once.
    expect(await sent(0, 65_536)).toEqual(here(65_536))
    expect(await Promise.all([sent(65_536, 131_072), sent(65_536, 131_072)])).toEqual([here(131_072), here(131_072)])
    // One that leaves a hole is told where it goes on.
    expect(await sent(200_000, 250_000)).toEqual(here(131_072))
    expect(await sent(131_072, 300_000)).toEqual(here(300_000))
    const whole = { status: 200, body: { attachment: id } }
    expect([await sent(300_000, file.length), await sent(300_000, file.length)]).toEqual([whole, whole])
    const back = await fetch(`${real.url}${path}/${id}`, { headers: { authorization: `Bearer ${token}` } })
    expect(Buffer.from(await back.arrayBuffer()).equals(file)).toBe(true)
  }
})

it('pieces are looked at as whole files are, and nobody adds to another one’s', async () => {
  const file = Buffer.concat([PNG, randomBytes(1_000)])
  const large = Buffer.concat([PNG, randomBytes(MAX_PIECE)])
  for (const [path, token] of doors()) {
    const id = randomUUID()
    expect((await piece(path, token, id, large, [0, large.length])).status).toBe(413)
    expect((await piece(path, token, id, file, [0, 500])).body).toEqual({ received: 500 })
    // Another file under the same id begins anew; so does one that is not what was announced.
    const other = Buffer.concat([PNG, randomBytes(900)])
    expect((await piece(path, token, id, other, [0, 100])).body).toEqual({ received: 100 })
    const wrong = '0'.repeat(64)
    expect((await piece(path, token, id, file, [0, file.length], wrong)).body).toEqual({ received: 0 })
    expect((await piece(path, token, id, file, [0, file.length])).body).toEqual({ attachment: id })
    const page = Buffer.from('<svg/>')
    const refused = await piece(path, token, randomUUID(), page, [0, page.length])
    expect([refused.status, refused.body.code]).toEqual([415, 'unsafe_attachment'])
    const short = `${path}?id=${randomUUID()}&offset=0&total=5`
    expectProblem(await call(real.url, 'POST', short, { token, raw: PNG, type: 'image/png' }), 413, 'file_too_large')
    for (const query of [
      'offset=0&total=5',
      `id=${randomUUID()}&offset=0`,
      `id=${randomUUID()}&offset=0&total=99999999`,
    ])
      expectProblem(
        await call(real.url, 'POST', `${path}?${query}`, { token, raw: PNG, type: 'image/png' }),
        400,
        'invalid_fields',
      )
  }
  const [[path, token]] = doors() as [[string, string]]
  const id = randomUUID()
  await piece(path, token, id, file, [0, 500])
  const stranger = String((await call(real.url, 'POST', '/api/chat/hello', { body: {} })).body.token)
  expect((await piece(path, stranger, id, file, [500, file.length])).body).toEqual({ received: 0 })
})

it('an id that somebody else used is refused', async () => {
  const id = randomUUID()
  await uploads(`/api/chat/attachments?id=${id}`, guest, PNG)
  const stranger = String((await call(real.url, 'POST', '/api/chat/hello', { body: {} })).body.token)
  expectProblem(await uploads(`/api/chat/attachments?id=${id}`, stranger, PNG), 409, 'id_taken')
})

it('the code of a village opens its chat, on paper as on a screen', async () => {
  const headers = { authorization: `Bearer ${cadre}` }
  const at = (format: string) => fetch(`${real.url}/api/villages/${VILLAGE}/qr?format=${format}`, { headers })
  const png = await at('png')
  expect(png.headers.get('content-type')).toBe('image/png')
  expect(readPicture(Buffer.from(await png.arrayBuffer())).code).toBe(`${real.url}/?village=${VILLAGE}`)
  expect(await (await at('svg')).text()).toMatch(/^<svg/)
  expectProblem(await call(real.url, 'GET', '/api/villages/440229999999/qr', { token: cadre }), 400, 'unknown_place')
  const poster = `/api/villages/${VILLAGE}/miniprogram-code`
  expectProblem(await call(real.url, 'GET', poster, { token: cadre }), 404, 'no_miniprogram')
  expectProblem(await call(real.url, 'GET', poster, {}), 401, 'not_signed_in')
})

it('a phone lets a browser in, and the code carries no secret', async () => {
  const asked = (await call(real.url, 'POST', '/api/login/scan', { body: {} })).body
  expect(asked.code).toBe(`mingbai:login:${asked.ticket}`)
  expect(String(asked.svg)).not.toContain(String(asked.secret))
  const poll = () => call(real.url, 'POST', `/api/login/scan/${asked.ticket}/poll`, { body: { secret: asked.secret } })
  expect((await poll()).body).toEqual({ state: 'waiting' })
  const path = `/api/login/scan/${asked.ticket}`
  expectProblem(await call(real.url, 'GET', path, { token: guest }), 401, 'not_signed_in')
  expect((await call(real.url, 'GET', path, { token: cadre })).body).toMatchObject({ address: '127.0.0.1' })
  expect((await poll()).body).toEqual({ state: 'seen' })
  await call(real.url, 'POST', `${path}/decision`, { token: cadre, body: { decision: 'confirm' } })
  const { session } = (await poll()).body as { session: { token: string } }
  expect((await call(real.url, 'GET', '/api/me', { token: session.token })).status).toBe(200)
  expectProblem(await poll(), 409, 'scan_taken')
  expectProblem(
    await call(real.url, 'GET', '/api/login/scan/440229.nobody-asked-for-this-one', { token: cadre }),
    410,
    'scan_over',
  )
})

it('a resident reads his reports, acts on one, takes his data along and has it deleted', async () => {
  const say = (text: string, id: string) =>
    call(real.url, 'POST', '/api/chat/messages', { token: guest, body: { id, message: { kind: 'text', text } } })
  expect((await call(real.url, 'GET', '/api/chat/reports', { token: guest })).body).toEqual({ reports: [] })
  await say('救命，房子塌了，我在江尾镇连溪村', 'http-say-1')
  const { reports } = (await call(real.url, 'GET', '/api/chat/reports', { token: guest })).body as {
    reports: { id: string; timeline: unknown[] }[]
  }
  const [report] = reports
  const path = `/api/chat/reports/${report?.id}`
  const act = { act: 'add', id: 'http-act-1', words: '有两个人在里面' }
  const acted = await call(real.url, 'POST', `${path}/acts`, { token: guest, body: act })
  expect((acted.body.timeline as unknown[]).length).toBe((report?.timeline.length ?? 0) + 1)
  expect((await call(real.url, 'GET', path, { token: guest })).body).toEqual(acted.body)
  expectProblem(
    await call(real.url, 'POST', `${path}/acts`, { token: guest, body: { ...act, words: ' ' } }),
    400,
    'invalid_fields',
  )
  expectProblem(await call(real.url, 'GET', path, {}), 401, 'bad_token')
  const file = await call(real.url, 'GET', '/api/chat/me/export', { token: guest })
  expect(file.headers.get('content-disposition')).toContain('attachment')
  expect((await call(real.url, 'GET', '/api/privacy-notice', {})).body.lines).toContain(
    '收入和电话可以不说，报了以后也可以撤回。',
  )
  const off = { publicity: false }
  expect((await call(real.url, 'PUT', '/api/chat/me/choices', { token: guest, body: off })).body).toEqual({
    publicity: false,
    caseNews: true,
  })
  const erased = await call(real.url, 'POST', '/api/chat/me/erasure', { token: guest, body: { id: 'http-gone-1' } })
  expect(erased.body.withdrawn).toHaveLength(1)
  expect(JSON.stringify((await call(real.url, 'GET', '/api/chat/turns', { token: guest })).body)).not.toContain(
    '房子塌了',
  )
})
