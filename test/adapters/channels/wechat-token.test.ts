import { beforeEach, expect, it } from 'vitest'
import type { WechatAccount } from '../../../src/adapters/channels/wechat-account.ts'
import type { ApiAnswer } from '../../../src/adapters/channels/wechat-fetch.ts'
import { wechatTokens } from '../../../src/adapters/channels/wechat-token.ts'
import { openVault } from '../../../src/adapters/vault.ts'
import type { Tx } from '../../../src/app/ports/store.ts'
import { onBoth } from '../../support/database.ts'

const COUNTY = '440229'
const CHANNEL = 'official_account'
const SECONDS = 7_200
const vault = openVault([Buffer.alloc(32, 7)])

onBoth('the token of an account', (use) => {
  let now: Date
  let account: WechatAccount
  /** What the platform was asked, and what it gives; a plan answers in place of it. */
  let asked: { forced: boolean }[]
  let given: string
  let plan: ((forced: boolean) => Promise<ApiAnswer> | null) | null
  let paused: number
  let apps = 0

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => use().store.transaction({ kind: 'system', county: COUNTY }, work)
  const grant = (): ApiAnswer => ({
    kind: 'answered',
    errcode: 0,
    fields: { access_token: given, expires_in: SECONDS },
  })
  /** A process of its own: nothing in its memory. */
  const open = async () => {
    const { store } = await use().another()
    const deps = {
      store,
      vault,
      clock: { now: () => now },
      ids: { uuid: () => crypto.randomUUID(), secret: () => 'x' },
    }
    return wechatTokens(
      deps,
      account,
      async (_account, forced) => {
        asked.push({ forced })
        const planned = plan?.(forced)
        if (planned) return planned
        if (forced) given = `${given}+`
        return grant()
      },
      async (ms) => {
        paused += ms
        later(ms)
        await new Promise((resolve) => setTimeout(resolve, 5))
      },
    )
  }
  const later = (ms: number) => {
    now = new Date(now.getTime() + ms)
  }

  beforeEach(() => {
    now = new Date('2026-11-23T02:00:00Z')
    apps++
    account = { channel: CHANNEL, county: COUNTY, appId: `wx-${apps}`, secret: 's', apiUrl: 'http://127.0.0.1:9' }
    ;[asked, given, plan, paused] = [[], 'first', null, 0]
  })

  it('is asked for by one process, while the database serves everybody', async () => {
    const [here, there] = [await open(), await open()]
    const reply = Promise.withResolvers<ApiAnswer>()
    plan = () => reply.promise
    const first = here.get()
    await expect.poll(() => asked.length).toBe(1)
    // On PGlite, which has one connection, this would wait for the platform.
    expect(await inTx((tx) => tx.channelTokens.find(CHANNEL, account.appId))).toBeNull()
    const second = there.get()
    await expect.poll(() => paused).toBeGreaterThan(0)
    reply.resolve(grant())
    expect(await Promise.all([first, second])).toEqual([{ token: 'first' }, { token: 'first' }])
    expect(asked).toHaveLength(1)
  })

  it('serves, the old one, while somebody asks for the next', async () => {
    const [here, there] = [await open(), await open()]
    await here.get()
    await there.get()
    later(SECONDS * 1000 - 4 * 60_000)
    const reply = Promise.withResolvers<ApiAnswer>()
    plan = () => reply.promise
    const next = here.get()
    await expect.poll(() => asked.length).toBe(2)
    expect(await there.get()).toEqual({ token: 'first' })
    expect(await here.get()).toEqual({ token: 'first' })
    given = 'second'
    reply.resolve(grant())
    expect(await next).toEqual({ token: 'second' })
    expect(await there.get()).toEqual({ token: 'second' })
    expect([asked.length, paused]).toEqual([2, 0])
  })

  it('serves, the old one, where the platform gives no other', async () => {
    const here = await open()
    await here.get()
    later(SECONDS * 1000 - 4 * 60_000)
    plan = async () => ({ kind: 'answered', errcode: -1, fields: {} })
    expect(await here.get()).toEqual({ token: 'first' })
    later(4 * 60_000)
    expect(await here.get()).toEqual({ failed: 'no token: errcode -1' })
    plan = null
    given = 'second'
    expect(await here.get()).toEqual({ token: 'second' })
  })

  it('is asked for by somebody else when the lease of one that died runs out', async () => {
    const lease = (holder: string, ms: number) =>
      inTx((tx) => tx.channelTokens.lease(CHANNEL, account.appId, holder, now, new Date(now.getTime() + ms)))
    expect(await lease('dead', 3_000)).toMatchObject({ mine: true })
    expect(await lease('another', 3_000)).toMatchObject({ mine: false })
    expect(await (await open()).get()).toEqual({ token: 'first' })
    expect(paused).toBe(3_000)
    // It was slow, not dead: what it got counts no more.
    const put = inTx((tx) => tx.channelTokens.put(CHANNEL, account.appId, 'dead', vault.sealText('stale'), now))
    expect(await put).toBe(false)
    expect(await (await open()).get()).toEqual({ token: 'first' })
  })

  it('is not waited for without end', async () => {
    await inTx((tx) => tx.channelTokens.lease(CHANNEL, account.appId, 'dead', now, new Date(now.getTime() + 60_000)))
    expect(await (await open()).get()).toMatchObject({ failed: expect.stringContaining('somebody else') })
    expect(paused).toBeLessThan(12_000)
  })

  it('is forced once when several processes hear that the same one is refused', async () => {
    const [here, there] = [await open(), await open()]
    await here.get()
    await there.get()
    const renewed = await Promise.all([here.renew('first'), there.renew('first'), here.renew('first')])
    expect(renewed).toEqual(Array.from({ length: 3 }, () => ({ token: 'first+' })))
    expect(await (await open()).renew('first')).toEqual({ token: 'first+' })
    expect(asked).toEqual([{ forced: false }, { forced: true }])
  })

  it('is forced at most every 30 seconds, and 20 times a day', async () => {
    const here = await open()
    await here.get()
    const refused = async () => {
      const current = await here.get()
      return 'failed' in current ? current : here.renew(current.token)
    }
    expect(await refused()).toEqual({ token: 'first+' })
    expect(await refused()).toMatchObject({ failed: expect.stringContaining('refuses') })
    // Whoever else shares the account has a new one: asked plainly, the platform tells.
    given = 'of another'
    expect(await refused()).toEqual({ token: 'of another' })
    for (let forced = 2; forced <= 20; forced++) {
      later(30_000)
      expect(await refused()).toMatchObject({ token: expect.stringMatching(/\+$/) })
    }
    later(30_000)
    expect(await refused()).toMatchObject({ failed: expect.stringContaining('refuses') })
    expect(asked.filter(({ forced }) => forced)).toHaveLength(20)
    later(24 * 3_600_000)
    given = 'of the next day'
    await here.get()
    expect(await refused()).toEqual({ token: 'of the next day+' })
  })
})
