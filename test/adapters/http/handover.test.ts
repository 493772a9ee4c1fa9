/** A resident on his socket and a cadre on his, over the real use cases: what each sees, and when. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { z } from 'zod'
import { Session } from '../../../src/contract/account.ts'
import { TurnView } from '../../../src/contract/chat.ts'
import { HandoverDetail, HandoverList, type HandoverSummary } from '../../../src/contract/handover.ts'
import { QueueServerFrame } from '../../../src/contract/lead.ts'
import { ChatClient, words } from '../../support/chat-client.ts'
import { call } from './call.ts'
import { type RealApp, startRealApp } from './real-app.fixture.ts'

let real: RealApp
beforeAll(async () => {
  real = await startRealApp()
}, 180_000)
afterAll(() => real.close())

const VILLAGE = '440229106201'

async function logInTo(area: string) {
  const { body } = await call(real.url, 'GET', '/api/demo/cadres')
  const cadres = body as unknown as { id: string; name: string; areas: string[] }[]
  const cadre = cadres.find(({ areas }) => areas[0] === area)
  const { token } = Session.parse(
    (await call(real.url, 'POST', '/api/demo/login', { body: { cadreId: cadre?.id } })).body,
  )
  const socket = new WebSocket(`${real.url.replace('http', 'ws')}/queue`)
  const frames: z.infer<typeof QueueServerFrame>[] = []
  socket.on('message', (data) => frames.push(QueueServerFrame.parse(JSON.parse(data.toString()))))
  await new Promise((resolve) => socket.once('open', resolve))
  socket.send(JSON.stringify({ type: 'hello', token }))
  await vi.waitFor(() => expect(frames.some((frame) => frame.type === 'ready')).toBe(true), { timeout: 15_000 })
  const handovers = () => frames.flatMap((frame) => (frame.type === 'handover' ? [frame.handover] : []))
  return {
    name: cadre?.name ?? '',
    socket,
    /** The newest frame that fits. */
    sees: (fits: (handover: HandoverSummary) => boolean) =>
      vi.waitFor(() => handovers().findLast(fits) ?? expect.fail(JSON.stringify(handovers())), { timeout: 15_000 }),
    handovers,
    get: (path: string) => call(real.url, 'GET', path, { token }),
    post: (path: string, body?: unknown) => call(real.url, 'POST', path, { body, token }),
  }
}

async function resident(village = VILLAGE): Promise<ChatClient> {
  const wang = await ChatClient.connect(real.url)
  await wang.hello({ village })
  return wang
}

const replyOf = (text: string) => ({ id: randomBytes(8).toString('hex'), text })

describe('a hand-over over the wire', () => {
  it('reaches the cadre live, his words reach the resident live, and the word comes back', async () => {
    const cadre = await logInTo(VILLAGE)
    const elsewhere = await logInTo('440229100001')
    const wang = await resident()
    await wang.says('我家房子漏雨').hears(/您同意/)
    await wang.says('我想跟真人说').hears(new RegExp(`我请${cadre.name}（村干部）来跟您说`))
    const asked = await cadre.sees(({ state }) => state === 'open')
    expect(HandoverList.parse((await cadre.get('/api/handovers')).body).handovers.map(({ id }) => id)).toContain(
      asked.id,
    )

    const silent = await wang.say('我电话13800000001')
    expect(silent).toMatchObject({ inbound: { text: '我电话138****0001' }, replies: [] })
    await cadre.sees(({ id, version }) => id === asked.id && version > asked.version)
    const { turns } = HandoverDetail.parse((await cadre.get(`/api/handovers/${asked.id}`)).body)
    expect(turns.map(({ seq }) => seq)).toEqual([1, 2, 3])

    const reply = replyOf('我下午来')
    const heard = wang.next((frame) => frame.type === 'turn' && frame.turn.seq === 4)
    const first = await cadre.post(`/api/handovers/${asked.id}/replies`, reply)
    expect(TurnView.parse(first.body)).toMatchObject({ seq: 4, messageId: null })
    expect((await heard) as object).toMatchObject({
      turn: { replies: [{ kind: 'text', text: '我下午来', from: `${cadre.name}（村干部）` }] },
    })
    expect((await cadre.post(`/api/handovers/${asked.id}/replies`, reply)).body).toEqual(first.body)

    for (const path of ['', '/replies', '/return', '/holder'] as const) {
      const answer =
        path === ''
          ? await elsewhere.get(`/api/handovers/${asked.id}`)
          : await elsewhere.post(
              `/api/handovers/${asked.id}${path}`,
              path === '/replies' ? replyOf('在吗') : path === '/holder' ? { from: asked.holder.id } : undefined,
            )
      expect(answer.status, path).toBe(404)
    }
    expect(elsewhere.handovers()).toEqual([])

    const back = await cadre.post(`/api/handovers/${asked.id}/return`)
    expect(words(TurnView.parse(back.body))).toMatch(/说完了，我们接着来[\s\S]*您同意/)
    expect(words(await wang.turn(5))).toContain('说完了')
    await wang.says('同意').hears(/户主/)
    const late = await cadre.post(`/api/handovers/${asked.id}/replies`, replyOf('还有一句'))
    expect([late.status, late.body.code]).toEqual([409, 'handover_ended'])
    await Promise.all([wang.close(), ...[cadre, elsewhere].map(({ socket }) => socket.close())])
  })

  it('a phone that lost its line gets the person’s words by replay, once', async () => {
    const cadre = await logInTo(VILLAGE)
    const li = await resident()
    await li.says('找干部').hears(/来跟您说/)
    const asked = await cadre.sees(({ state }) => state === 'open')
    const reply = replyOf('您先别急')
    await li.close()
    await cadre.post(`/api/handovers/${asked.id}/replies`, reply)
    await cadre.post(`/api/handovers/${asked.id}/replies`, reply)
    await li.reconnect()
    await li.turn(2)
    expect(li.turns.filter((turn) => words(turn).includes('您先别急'))).toHaveLength(1)
    await li.says('不等了').hears(/接着跟我说/)
    await cadre.sees(({ id, state }) => id === asked.id && state === 'returned')
    await li.close()
    cadre.socket.close()
  })

  it('refuses words that nobody can read, and who is not logged in', async () => {
    const cadre = await logInTo(VILLAGE)
    const id = crypto.randomUUID()
    expect((await cadre.get(`/api/handovers/${id}`)).status).toBe(404)
    expect((await cadre.post(`/api/handovers/${id}/replies`, replyOf(' '))).status).toBe(400)
    expect((await cadre.post(`/api/handovers/${id}/replies`, { id: 'x', text: '在' })).status).toBe(400)
    expect((await call(real.url, 'GET', '/api/handovers')).status).toBe(401)
    cadre.socket.close()
  })

  it('an emergency goes to holder and deputy in the same turn, into both their queues', async () => {
    const cadre = await logInTo(VILLAGE)
    const wang = await resident()
    await wang.says('我想跟真人说').hears(/来跟您说/)
    await wang.says('我爸喝了农药，救命').hears(/120/)
    const { body } = await cadre.get('/api/leads?urgency=emergency')
    const [lead] = (body as unknown as { leads: { id: string; noticed: boolean }[] }).leads
    expect(lead?.noticed).toBe(true)
    const notices = await real.deps.store.transaction({ kind: 'system', county: '440229' }, (tx) =>
      tx.notices.claim(10, new Date(Date.now() + 3_600_000), new Date()),
    )
    // The background has dealt with them already: there is no gateway here, and that is what they say.
    expect(notices).toEqual([])
    await wang.says('不等了').hears(/接着跟我说|您先顾人/)
    await wang.close()
    cadre.socket.close()
  })
})
