import Fastify from 'fastify'
import { openWeCom, type WeCom } from '../../../src/adapters/channels/wecom/wecom.ts'
import type { CadreActor } from '../../../src/app/accounts.ts'
import { makeContactCode } from '../../../src/app/bind-contact.ts'
import { deliverGroupPosts } from '../../../src/app/deliver-group-posts.ts'
import type { Deps } from '../../../src/app/deps.ts'
import type { TestDatabase } from '../database.ts'
import { COUNTY, makeWorld, resident, VILLAGE } from '../world.ts'
import { startWeCom, WECOM } from './wecom.ts'

const TABLES = ['cadre_contact', 'channel_use', 'channel_token', 'group_chat', 'group_post', 'inbox']
let run = 0

/** The invented county with an application on the stand-in for WeCom, and nothing left of an earlier one. */
export async function weComWorld(use: TestDatabase) {
  const world = await makeWorld(use)
  const { pool } = use.database
  await pool.query(TABLES.map((table) => `delete from ${table}`).join(';'))
  await pool.query(`update lead set status = 'withdrawn'`)
  const errors: unknown[] = []
  const platform = await startWeCom(() => world.deps.clock.now(), 2_000)

  /** Opens the application over these deps, as a process does it. */
  const open = (of: Deps): { deps: Deps; weCom: WeCom } => {
    const here: Deps = { ...of, channels: {}, groups: {} }
    const opened = openWeCom(here, COUNTY, { ...WECOM, apiUrl: platform.url }, (error) => errors.push(error))
    here.channels.wecom = opened.channel
    here.groups.wecom = opened.channel
    return { deps: here, weCom: opened }
  }
  const { deps, weCom } = open(world.deps)
  const app = Fastify()
  app.register(weCom.routes)
  platform.call(`${await app.listen({ port: 0, host: '127.0.0.1' })}/channels/wecom`)

  const says = async (userId: string, text: string, id?: string) => {
    platform.join(userId)
    const statuses = await platform.writes(userId, text, id)
    await weCom.idle()
    return statuses
  }
  return {
    world,
    platform,
    deps,
    weCom,
    app,
    errors,
    open,
    says,
    heard: (userId: string) => platform.texts(userId).at(-1) ?? '',
    bind: async (userId: string, { actor }: { actor: CadreActor }) => {
      platform.join(userId)
      const { code } = await makeContactCode(deps, actor)
      await says(userId, `绑定 ${code}`)
    },
    posts: async () => {
      while ((await deliverGroupPosts(deps, COUNTY, (error) => errors.push(error))) > 0);
    },
    aLead: async (name = '王示雨') => {
      const who = { county: COUNTY, channel: 'web', userId: `r-${++run}`, village: VILLAGE } as const
      await resident(deps, who).reports('我家房子漏雨', name, '联群村', '13800000008')
      const [lead] = (await world.village.queue()).toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
      if (!lead) throw new Error('no lead')
      return lead
    },
    /** Somebody new in each world. */
    villager: `villager-${++run}`,
    stop: async () => {
      await app.close()
      await weCom.idle()
      await platform.stop()
      world.stop()
    },
  }
}
export type WeComWorld = Awaited<ReturnType<typeof weComWorld>>
