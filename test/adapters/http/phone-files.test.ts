import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { idOf } from '../../../src/app/set-up-county.ts'
import { MAX_ATTACHMENT } from '../../../src/contract/chat.ts'
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

it('an id that somebody else used is refused', async () => {
  const id = randomUUID()
  await uploads(`/api/chat/attachments?id=${id}`, guest, PNG)
  const stranger = String((await call(real.url, 'POST', '/api/chat/hello', { body: {} })).body.token)
  expectProblem(await uploads(`/api/chat/attachments?id=${id}`, stranger, PNG), 409, 'id_taken')
})
