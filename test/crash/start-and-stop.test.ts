/** How the program starts and ends: one process a data folder, one a port, and an orderly end that drops nothing. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LeadSummary } from '../../src/contract/lead.ts'
import { call } from '../adapters/http/call.ts'
import { ChatClient } from '../support/chat-client.ts'
import { logIn } from './officer.ts'
import { makeHome, ServerProcess } from './server-process.ts'

const PATIENCE_MS = 300_000
const ends: (() => Promise<void>)[] = []
let environment: Record<string, string>
let server: ServerProcess

beforeAll(async () => {
  environment = (await makeHome('pglite', ends, 'empty')).environment
  server = new ServerProcess(environment)
  ends.push(async () => void (await server.kill()))
  await server.url
}, PATIENCE_MS)
afterAll(async () => {
  for (const end of ends.reverse()) await end()
}, PATIENCE_MS)

describe('a second process', { timeout: PATIENCE_MS }, () => {
  it('on the same data folder is refused in words, and the first goes on', async () => {
    const ended = await new ServerProcess(environment).ended
    expect(ended).toMatchObject({ code: 1, signal: null })
    expect(ended.errors).toContain(`数据目录 ${environment.DATA_DIR} 正被另一个进程使用`)
    expect(ended.errors).not.toContain('    at ')
    const li = await ChatClient.connect(await server.url)
    await li.hello()
    await li.says('你好').hears(/./)
    await li.close()
  })

  it('on the same port is told so', async () => {
    const other = await makeHome('server', ends)
    const { port } = new URL(await server.url)
    const ended = await new ServerProcess({ ...other.environment, PORT: port }).ended
    expect(ended).toMatchObject({ code: 1, signal: null })
    expect(ended.errors).toContain('端口已被占用，请用 PORT 换一个')
    expect(ended.errors).toContain(port)
  })
})

describe('SIGTERM', { timeout: PATIENCE_MS }, () => {
  it('answers what is in hand, then ends with 0; what was not taken is told so or never answered, and is not stored', async () => {
    const url = await server.url
    const phones = await Promise.all([1, 2, 3, 4].map(() => ChatClient.connect(url)))
    for (const phone of phones) await phone.hello()
    // An emergency is a lead at once.
    for (const phone of phones) await phone.says('心口好痛，喘不上气，在江尾镇连溪村').hears(/120/)
    const { token, lead } = await cadreWithLead(url)
    const said = phones.flatMap((phone) => Array.from({ length: 8 }, () => ({ phone, id: randomUUID() })))
    for (const { phone, id } of said)
      phone.raw(JSON.stringify({ type: 'message', id, message: { kind: 'text', text: '查进度' } }))
    const claim = call(url, 'POST', `/api/leads/${lead.id}/actions`, {
      token,
      body: { action: 'claim', version: lead.version },
    }).catch(() => null)
    // The first answer shows that the server has begun with them.
    await phones[0]?.next((frame) => frame.type === 'turn')
    expect(await server.kill('SIGTERM')).toEqual({ code: 0, signal: null, errors: '' })
    for (const phone of phones) expect((await phone.closed).code).toBe(1001)
    const answered = said.map(({ phone, id }) => phone.turns.some((turn) => turn.messageId === id))
    const claimed = await claim

    server = new ServerProcess(environment)
    const next = await server.url
    for (const phone of phones) {
      const again = await ChatClient.connect(next)
      const { lastSeq } = await again.hello({ token: phone.token ?? '' })
      await again.turn(lastSeq)
      const stored = said.filter(({ id }) => again.turns.some((turn) => turn.messageId === id))
      expect(stored).toEqual(said.filter((each, at) => each.phone === phone && answered[at]))
      for (const turn of phone.turns) expect(again.turns[turn.seq - 1]).toEqual(turn)
      await again.close()
    }
    const { body } = await call(next, 'GET', `/api/leads/${lead.id}`, { token })
    // Null: the door was shut before the request came.
    expect(body.status).toBe(claimed ? 'claimed' : 'open')
    if (claimed) expect(claimed.status).toBe(200)
  })
})

async function cadreWithLead(url: string): Promise<{ token: string; lead: LeadSummary }> {
  const { body } = await call(url, 'GET', '/api/demo/cadres')
  const all = body as unknown as { id: string; role: string }[]
  const token = await logIn(url, all.find((cadre) => cadre.role === 'county_officer')?.id ?? '')
  const page = await call(url, 'GET', '/api/leads?mine=false', { token })
  const [lead] = page.body.leads as LeadSummary[]
  if (!lead) throw new Error('no lead in the queue')
  return { token, lead }
}
