import Fastify from 'fastify'
import { openOfficialAccount } from '../../../src/adapters/channels/official-account/official-account.ts'
import { deliverOwed } from '../../../src/app/deliver-turns.ts'
import type { Deps } from '../../../src/app/deps.ts'
import { sendMass } from '../../../src/app/send-mass.ts'
import { workOffLeft } from '../../../src/app/take-in.ts'
import type { TestDatabase } from '../database.ts'
import { COUNTY, makeWorld } from '../world.ts'
import { type StandInOptions, startWechat } from './stand-in.ts'

const KEY = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ'
let persons = 0

export interface Changes {
  wechat?: StandInOptions
  publicUrl?: string
  daily?: { messages: number; keptPercent: number }
  template?: boolean | 'subscribe'
}

/** The invented county with an official account on the stand-in: people write there, and `pump` does what the clock would. */
export async function officialWorld(use: TestDatabase, changes: Changes = {}) {
  const world = await makeWorld(use)
  const now = () => world.deps.clock.now()
  const mode = changes.wechat?.account?.mode ?? 'plain'
  const account = { aesKey: mode === 'plain' ? null : KEY, ...changes.wechat?.account }
  const wechat = await startWechat({ now, ...changes.wechat, account })
  /** Hears of each request, by its number. */
  let onAsked: (count: number) => void = () => {}
  const errors: unknown[] = []
  const closes: (() => Promise<unknown>)[] = [wechat.close]

  /** A process that serves the account over these deps. */
  const serve = async (base: Deps) => {
    const deps: Deps = { ...base, channels: {} }
    const { appId, secret, token, aesKey } = wechat.account
    const settings = {
      appId,
      secret,
      token,
      aesKey: aesKey === null ? null : Buffer.from(`${aesKey}=`, 'base64'),
      apiUrl: wechat.url,
      template:
        changes.template === false
          ? null
          : {
              id: 'template-news',
              fields: ['number', 'kind', 'progress'] as const,
              by: changes.template === 'subscribe' ? ('subscribe' as const) : ('template' as const),
            },
      daily: changes.daily ?? { messages: 500_000, keptPercent: 20 },
    }
    const official = openOfficialAccount(deps, COUNTY, settings, changes.publicUrl ?? null, (error) =>
      errors.push(error),
    )
    deps.channels.official_account = official.channel
    const app = Fastify({ forceCloseConnections: true })
    let asked = 0
    app.addHook('onRequest', async () => onAsked(++asked))
    app.register(official.routes)
    const url = `${await app.listen({ port: 0, host: '127.0.0.1' })}/channels/official-account`
    closes.unshift(() => app.close())
    /** What the chore does every few seconds. */
    const pump = async () => {
      await official.idle()
      await world.deliver()
      await workOffLeft(deps, COUNTY, 'official_account', (error) => errors.push(error))
      while ((await deliverOwed(deps, COUNTY, 'official_account', () => false)) > 0);
      await sendMass(deps, COUNTY, 'official_account', () => false)
      await wechat.reportMass()
      await official.idle()
    }
    return { deps, official, app, url, pump }
  }
  const here = await serve(world.deps)
  let abandoned = false
  wechat.setCallback(here.url)
  return {
    ...here,
    world,
    wechat,
    errors,
    serve,
    villager: (name = `o${++persons}`) => wechat.user(`${name}-${use.engine}`),
    onAsked: (hear: (count: number) => void) => {
      onAsked = hear
    },
    /** The process died in the middle: it never comes to rest. */
    abandon: () => {
      abandoned = true
    },
    stop: async () => {
      if (!abandoned) await here.official.idle()
      for (const close of closes) await close()
      world.stop()
    },
  }
}
export type OfficialWorld = Awaited<ReturnType<typeof officialWorld>>
