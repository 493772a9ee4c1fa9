import { readFile } from 'node:fs/promises'
import Fastify from 'fastify'
import { z } from 'zod'
import { MENU } from '../../src/adapters/channels/official-account/menu.ts'
import type { StandIn, WechatUser } from '../../test/support/wechat/stand-in.ts'

const MOST_BYTES = 6 * 1024 * 1024
const Act = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('subscribe'), village: z.string().optional() }),
  z.object({ kind: z.literal('unsubscribe') }),
  z.object({ kind: z.literal('say'), text: z.string().min(1) }),
  z.object({ kind: z.literal('tap'), key: z.string() }),
  z.object({ kind: z.literal('voice'), words: z.string().default('') }),
  z.object({ kind: z.literal('picture'), base64: z.string() }),
  z.object({ kind: z.literal('location'), label: z.string() }),
])

/** The page of the phone, and what its buttons do. Each visitor has a phone of his own. */
export async function servePhone(
  wechat: StandIn,
  port: number,
  newVisitor: () => string,
): Promise<{ url: string; close: () => Promise<void> }> {
  const app = Fastify({ bodyLimit: MOST_BYTES, forceCloseConnections: true })
  const page = await readFile(new URL('./phone.html', import.meta.url))
  app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(page))
  app.get('/visitor', () => ({
    id: newVisitor(),
    menu: Object.entries(MENU).map(([key, { name }]) => ({ key, name })),
  }))
  app.get('/phones/:id', (request) => {
    const { phone } = wechat.user(idOf(request.params))
    return { follows: phone.follows, shown: phone.shown.map(({ by, via, text }) => ({ by, via, text })) }
  })
  app.post('/phones/:id', async (request) => {
    const act = Act.parse(request.body)
    const { tries, status } = await doIt(wechat.user(idOf(request.params)), act)
    return { tries, status }
  })
  return { url: await app.listen({ port, host: '127.0.0.1' }), close: () => app.close() }
}

function doIt(user: WechatUser, act: z.infer<typeof Act>) {
  switch (act.kind) {
    case 'subscribe':
      return user.subscribes(act.village || undefined)
    case 'unsubscribe':
      return user.unsubscribes()
    case 'say':
      return user.says(act.text)
    case 'tap':
      return user.taps(act.key)
    case 'voice':
      return user.sendsVoice(Buffer.from('#!AMR\n'), act.words)
    case 'picture':
      return user.sendsPicture(Buffer.from(act.base64, 'base64'))
    case 'location':
      return user.sendsLocation(24.35, 114.13, act.label)
  }
}

function idOf(params: unknown): string {
  return z.object({ id: z.string().regex(/^visitor-[\w-]{1,40}$/) }).parse(params).id
}
