import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { z } from 'zod'
import { Session } from '../../../src/contract/account.ts'
import type { TurnView } from '../../../src/contract/chat.ts'
import { LeadDetail, type LeadSummary, QueuePage, QueueServerFrame } from '../../../src/contract/lead.ts'
import { ChatClient, words } from '../../support/chat-client.ts'
import { call } from './call.ts'
import { type RealApp, startRealApp } from './real-app.fixture.ts'

let real: RealApp
beforeAll(async () => {
  real = await startRealApp()
}, 180_000)
afterAll(() => real.close())

const get = (path: string, token: string) => call(real.url, 'GET', path, { token })
const post = (path: string, body: unknown, token: string) => call(real.url, 'POST', path, { body, token })

async function logIn(cadreId: string): Promise<z.infer<typeof Session>> {
  return Session.parse((await call(real.url, 'POST', '/api/demo/login', { body: { cadreId } })).body)
}

async function cadres(role: string): Promise<{ id: string; areas: string[] }[]> {
  const { body } = await call(real.url, 'GET', '/api/demo/cadres')
  return (body as unknown as { id: string; role: string; areas: string[] }[]).filter((cadre) => cadre.role === role)
}

async function watch(token: string) {
  const socket = new WebSocket(`${real.url.replace('http', 'ws')}/queue`)
  const frames: z.infer<typeof QueueServerFrame>[] = []
  socket.on('message', (data) => frames.push(QueueServerFrame.parse(JSON.parse(data.toString()))))
  await new Promise((resolve) => socket.once('open', resolve))
  socket.send(JSON.stringify({ type: 'hello', token }))
  await vi.waitFor(() => expect(frames.some((frame) => frame.type === 'ready')).toBe(true), { timeout: 15_000 })
  const leads = () => frames.flatMap((frame) => (frame.type === 'lead' ? [frame.lead] : []))
  return { socket, leads }
}

const receiptOf = (turn: TurnView) => turn.replies.find((block) => block.kind === 'receipt')

/** The report of golden 02, in one resident's words. */
const STORY = [
  '房子漏雨，墙裂了一条大缝，不敢住',
  '同意',
  '我自己家',
  '户主是李大山',
  '连溪',
  '去年台风以后',
  '3',
  '一两万',
  '13812345678',
  '好的',
]

describe('from what a resident says to what a cadre does', () => {
  let wang: ChatClient
  let lead: LeadSummary
  let holder: z.infer<typeof Session>
  let picture: string

  it('a chat becomes a lead in the queues of those who may see it, at once', async () => {
    const [officer] = await cadres('county_officer')
    const screen = await watch((await logIn(officer?.id ?? '')).token)
    wang = await ChatClient.connect(real.url)
    expect((await wang.hello()).replies.length).toBeGreaterThan(0)
    const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(1000)])
    const kept = await call(real.url, 'POST', '/api/chat/attachments', {
      raw: jpeg,
      type: 'image/jpeg',
      token: wang.token ?? '',
    })
    picture = String(kept.body.attachment)
    const turns: TurnView[] = []
    for (const text of STORY) {
      turns.push(await wang.say(text))
      if (turns.length === 1) turns.push(await wang.say({ kind: 'picture', attachment: picture }))
    }
    const receipt = turns.map(receiptOf).find(Boolean)
    expect(receipt, turns.map(words).join('\n---\n')).toBeDefined()
    const numbers = receipt?.leads.map((each) => each.number).sort()
    await vi.waitFor(
      () =>
        expect(
          screen
            .leads()
            .map((each) => each.number)
            .sort(),
        ).toEqual(numbers),
      { timeout: 15_000 },
    )
    lead = screen.leads().find((each) => each.riskType === 'unsafe_housing') as LeadSummary
    expect(lead.status).toBe('open')
    screen.socket.close()
    expect(wang.turns.map((turn) => turn.seq)).toEqual(wang.turns.map((_, at) => at + 1))
  })

  it('is in the queue of its holder, and invisible to the next village', async () => {
    holder = await logIn(lead.holder.id)
    const mine = QueuePage.parse((await get('/api/leads', holder.token)).body)
    expect(mine.leads.map((each) => each.id)).toContain(lead.id)
    const stranger = (await cadres('village_cadre')).find(
      (cadre) => !cadre.areas.some((area) => lead.region.startsWith(area)),
    )
    const { token } = await logIn(stranger?.id ?? '')
    expect(QueuePage.parse((await get('/api/leads?mine=false', token)).body).leads).toEqual([])
    for (const path of [`/api/leads/${lead.id}`, `/api/leads/${lead.id}/colleagues`, `/api/attachments/${picture}`])
      expect((await get(path, token)).status, path).toBe(404)
    expect((await post(`/api/leads/${lead.id}/phone`, undefined, token)).status).toBe(404)
    expect(
      (await post(`/api/leads/${lead.id}/actions`, { action: 'claim', version: lead.version }, token)).status,
    ).toBe(404)
    const screen = await watch(token)
    await post(
      `/api/leads/${lead.id}/actions`,
      { action: 'note', version: lead.version, text: '先打了电话' },
      holder.token,
    )
    lead = LeadDetail.parse((await get(`/api/leads/${lead.id}`, holder.token)).body)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(screen.leads()).toEqual([])
    screen.socket.close()
  })

  it('shows its holder the words, the picture and, on request, the phone', async () => {
    const detail = LeadDetail.parse((await get(`/api/leads/${lead.id}`, holder.token)).body)
    expect(detail.words.join()).toContain('漏雨')
    expect(detail.phone).toBe('138****5678')
    expect(JSON.stringify(detail)).not.toContain('13812345678')
    expect((await get(`/api/attachments/${picture}`, holder.token)).type).toBe('image/jpeg')
    expect((await get(`/api/chat/attachments/${picture}`, wang.token ?? '')).status).toBe(200)
    expect((await post(`/api/leads/${lead.id}/phone`, undefined, holder.token)).body).toEqual({ phone: '13812345678' })
  })

  it('is claimed once: who comes second is told who was faster', async () => {
    const actions = `/api/leads/${lead.id}/actions`
    const [first, second] = await Promise.all([
      post(actions, { action: 'claim', version: lead.version }, holder.token),
      post(actions, { action: 'claim', version: lead.version }, holder.token),
    ])
    expect([first.status, second.status].sort()).toEqual([200, 409])
    const late = first.status === 409 ? first : second
    expect(late.body).toMatchObject({ code: 'somebody_was_faster', current: { version: lead.version + 1 } })
  })

  it('tells the resident what becomes of it, also when he was away', async () => {
    await vi.waitFor(() => expect(wang.pushed.length).toBeGreaterThan(0), { timeout: 15_000 })
    const seen = wang.pushed.length
    const away = wang.close()
    await away
    const detail = LeadDetail.parse((await get(`/api/leads/${lead.id}`, holder.token)).body)
    const visit = { action: 'visit', version: detail.version, text: '到家里看了，墙有裂缝' }
    expect((await post(`/api/leads/${lead.id}/actions`, visit, holder.token)).status).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 300))
    await wang.reconnect()
    await wang.says('我的进度').hears(new RegExp(lead.number))
    expect(wang.pushed.length).toBeGreaterThanOrEqual(seen)
    const seqs = wang.turns.map((turn) => turn.seq)
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b))
    await wang.close()
  })

  it('leaves no word, number or token in the log', () => {
    expect(real.log()).toContain('/api/leads/:id/actions')
    expect(real.log()).not.toMatch(/漏雨|李大山|13812345678|138\*|"level":50/)
    for (const secret of [wang.token, holder.token]) expect(real.log()).not.toContain(secret)
  })
})

describe('a real account', () => {
  it('is made by invitation, logs in and out', async () => {
    const [admin] = await cadres('admin')
    const [village] = await cadres('village_cadre')
    const { token } = await logIn(admin?.id ?? '')
    const { body } = await post(`/api/cadres/${village?.id}/invitation`, undefined, token)
    const account = { account: 'lihuaiji', password: 'a-long-enough-password' }
    const made = await call(real.url, 'POST', '/api/accounts/accept-invitation', {
      body: { code: body.code, ...account },
    })
    expect(Session.parse(made.body).me.id).toBe(village?.id)
    const again = await call(real.url, 'POST', '/api/accounts/accept-invitation', {
      body: { code: body.code, account: 'another', password: account.password },
    })
    expect(again).toMatchObject({ status: 400, body: { code: 'bad_invitation' } })
    const wrong = await call(real.url, 'POST', '/api/login', { body: { ...account, password: 'not-the-password' } })
    expect(wrong).toMatchObject({ status: 401, body: { code: 'wrong_password' } })
    const session = Session.parse((await call(real.url, 'POST', '/api/login', { body: account })).body)
    expect((await get('/api/me', session.token)).body).toEqual(session.me)
    expect((await post(`/api/cadres/${village?.id}/invitation`, undefined, session.token)).status).toBe(403)
    const screen = await watch(session.token)
    const closed = new Promise<number>((resolve) => screen.socket.once('close', resolve))
    expect((await post('/api/logout', undefined, session.token)).status).toBe(204)
    expect(await closed).toBe(4003)
    expect((await get('/api/me', session.token)).status).toBe(401)
  })
})

describe('messages by both doors at once', () => {
  it('are taken once each, in one order for all', async () => {
    const zhao = await ChatClient.connect(real.url)
    await zhao.hello()
    const tablet = await ChatClient.connect(real.url)
    await tablet.hello({ token: zhao.token ?? '' })
    const byPost = (n: number) =>
      post('/api/chat/messages', { id: `by-post-${n}`, message: { kind: 'text', text: '你好' } }, zhao.token ?? '')
    await Promise.all([1, 2, 3, 4].flatMap((n) => [zhao.say('你好', `by-socket-${n}`), byPost(n), byPost(n)]))
    await tablet.turn(8)
    await zhao.turn(8)
    for (const screen of [zhao, tablet]) expect(screen.turns.map((turn) => turn.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    await Promise.all([zhao.close(), tablet.close()])
  })
})
