import { readFile } from 'node:fs/promises'
import Fastify from 'fastify'
import { z } from 'zod'
import { MENU } from '../../src/adapters/channels/official-account/menu.ts'
import type { StandIn, WechatUser } from '../../test/support/wechat/stand-in.ts'
import type { PhoneApp } from './app.ts'
import { officialPhone } from './official-phone.ts'

const MOST_BYTES = 6 * 1024 * 1024
export const APPS = { account: '公众号', wecom: '企业微信', bot: '机器人', group: '干部群' } as const
export type AppName = keyof typeof APPS
const names = Object.keys(APPS) as [AppName, ...AppName[]]

const Act = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('subscribe'), village: z.string().optional() }),
  z.object({ kind: z.literal('unsubscribe') }),
  z.object({ kind: z.literal('say'), text: z.string().min(1) }),
  z.object({ kind: z.literal('tap'), key: z.string() }),
  z.object({ kind: z.literal('voice'), words: z.string().default('') }),
  z.object({ kind: z.literal('picture'), base64: z.string() }),
  z.object({ kind: z.literal('location'), label: z.string() }),
])
const Visit = z.object({ id: z.string().regex(/^visitor-[\w-]{1,40}$/), app: z.enum(names) })

/** The page of the phone, and what its buttons do. Each visitor has a phone of his own; `others` are there once mingbai is. */
export async function servePhone(
  wechat: StandIn,
  others: Partial<Record<AppName, PhoneApp>>,
  port: number,
  newVisitor: () => string,
): Promise<{ url: string; close: () => Promise<void> }> {
  const app = Fastify({ bodyLimit: MOST_BYTES, forceCloseConnections: true })
  const page = await readFile(new URL('./phone.html', import.meta.url))
  const account = officialPhone(wechat)
  const appOf = (name: AppName) => (name === 'account' ? account : others[name])
  app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(page))
  app.get('/visitor', () => ({
    id: newVisitor(),
    apps: Object.entries(APPS).map(([name, words]) => ({ name, words })),
    menu: Object.entries(MENU).map(([key, { name }]) => ({ key, name })),
  }))
  app.get('/phones/:id/:app', (request) => {
    const { id, app: name } = Visit.parse(request.params)
    const follows = name !== 'account' || wechat.user(id).phone.follows
    return { follows, shown: appOf(name)?.shown(id) ?? [] }
  })
  app.post('/phones/:id/:app', async (request) => {
    const { id, app: name } = Visit.parse(request.params)
    const act = Act.parse(request.body)
    if (name === 'account') await onAccount(wechat.user(id), act)
    else await onApp(others[name], id, act)
    return { done: true }
  })
  return { url: await app.listen({ port, host: '127.0.0.1' }), close: () => app.close() }
}

async function onApp(app: PhoneApp | undefined, visitor: string, act: z.infer<typeof Act>): Promise<void> {
  switch (act.kind) {
    case 'say':
      return app?.says(visitor, act.text)
    case 'picture':
      return app?.sendsPicture?.(visitor, Buffer.from(act.base64, 'base64'))
    case 'tap':
      return app?.taps?.(visitor, act.key)
    // Of the official account alone.
    case 'subscribe':
    case 'unsubscribe':
    case 'voice':
    case 'location':
      return
  }
}

function onAccount(user: WechatUser, act: z.infer<typeof Act>) {
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
