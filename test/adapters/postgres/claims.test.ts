import { beforeEach, describe, expect, it } from 'vitest'
import type { PostReach } from '../../../src/app/ports/groups.ts'
import type { Store, Tx } from '../../../src/app/ports/store.ts'
import { onBoth } from '../../support/database.ts'

const COUNTY = '440229'
const NOON = new Date('2026-03-02T04:00:00Z')
const REACH: PostReach = { ready: ['wechaty'], all: ['wechaty'], staleAt: new Date(0) }
const at = (seconds: number) => new Date(NOON.getTime() + seconds * 1000)

onBoth('what is worked off under a claim', (use) => {
  const inTx = <T>(work: (tx: Tx) => Promise<T>, store: Store = use().store) =>
    store.transaction({ kind: 'system', county: COUNTY }, work)
  beforeEach(() => use().database.pool.query('delete from inbox; delete from group_post; delete from group_chat'))

  /** Two processes, three claims at a time each, until nothing is left. */
  const race = async <T>(claim: (tx: Tx) => Promise<T[]>): Promise<T[][]> => {
    const stores = [use().store, (await use().another()).store]
    const batches: T[][] = []
    const worker = async (store: Store) => {
      for (;;) {
        const batch = await inTx(claim, store)
        if (batch.length === 0) return
        batches.push(batch)
      }
    }
    await Promise.all([...stores, ...stores, ...stores].map(worker))
    return batches
  }

  describe('messages that came in', () => {
    const CHANNEL = 'official_account'
    const put = (messageId: string, userId = `of ${messageId}`, seconds = 0) =>
      inTx((tx) =>
        tx.inbox.put({ county: COUNTY, channel: CHANNEL, messageId, userId, body: 'x' }, at(seconds), at(seconds + 30)),
      )
    const claim = (now: number, until: number, limit = 10) =>
      inTx(async (tx) => (await tx.inbox.claim(CHANNEL, limit, at(now), at(until))).map(({ messageId }) => messageId))
    const failed = (messageId: string, hold: number, now: number) =>
      inTx((tx) => tx.inbox.failed(CHANNEL, messageId, at(hold), at(now), 'slow'))

    it('are in the hand of whoever took them in, and then of whoever claims them', async () => {
      await put('a')
      expect(await claim(29, 60)).toEqual([])
      expect(await claim(30, 60)).toEqual(['a'])
      expect(await claim(59, 90)).toEqual([])
      expect(await claim(60, 90)).toEqual(['a'])
    })

    it('are not put off by one whose time ran out', async () => {
      await put('a')
      await claim(30, 60)
      await failed('a', 30, 31)
      await claim(60, 90)
      await failed('a', 60, 61)
      expect((await use().database.pool.query('select next_at, attempts, error from inbox')).rows).toEqual([
        { next_at: at(90), attempts: 0, error: null },
      ])
      await failed('a', 90, 62)
      expect((await use().database.pool.query('select next_at, attempts, error from inbox')).rows).toEqual([
        { next_at: at(67), attempts: 1, error: 'slow' },
      ])
    })

    it('are done when anybody has worked them off, and stay so', async () => {
      await put('a')
      await claim(30, 60)
      const done = (now: number) => inTx((tx) => tx.inbox.done(CHANNEL, 'a', at(now)))
      await done(31)
      await failed('a', 60, 32)
      await done(33)
      expect((await use().database.pool.query('select done_at, error from inbox')).rows).toEqual([
        { done_at: at(31), error: null },
      ])
    })

    it('are claimed in the order of each person, who waits for one that failed a while', async () => {
      const isBehind = (messageId: string) => inTx((tx) => tx.inbox.isBehind(CHANNEL, messageId))
      await put('a-1', 'a', 0)
      await put('a-2', 'a', 1)
      await put('b-1', 'b', 2)
      expect(await Promise.all(['a-1', 'a-2', 'b-1'].map(isBehind))).toEqual([false, true, false])
      expect(await claim(40, 70)).toEqual(['a-1', 'b-1'])
      await inTx((tx) => tx.inbox.letGo(CHANNEL, 'a-2', at(31), at(40)))
      await failed('a-1', 70, 40)
      expect(await claim(41, 71)).toEqual([])
      expect(await claim(45, 75)).toEqual(['a-1'])
      await inTx((tx) => tx.inbox.done(CHANNEL, 'a-1', at(46)))
      expect(await isBehind('a-2')).toBe(false)
      expect(await claim(46, 76)).toEqual(['a-2'])
      // What always fails keeps him no longer than a minute or two.
      await put('a-3', 'a', 80)
      for (const hold of [76, 180, 280, 380]) {
        expect(await isBehind('a-3')).toBe(true)
        await failed('a-2', hold, hold - 30)
        await claim(hold + 70, hold + (hold === 76 ? 104 : 100))
      }
      expect(await isBehind('a-3')).toBe(false)
    })

    it('are claimed by one process each, and no more at once than asked for', async () => {
      for (let one = 0; one < 40; one++) await put(`m-${one}`)
      const batches = await race((tx) => tx.inbox.claim(CHANNEL, 3, at(30), at(60)))
      const claimed = batches.flat().map(({ messageId }) => messageId)
      expect(claimed.toSorted()).toEqual(Array.from({ length: 40 }, (_, one) => `m-${one}`).toSorted())
      expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(3)
    })
  })

  describe('posts to groups', () => {
    const to = { channel: 'wechaty', groupId: 'room' } as const
    const put = (key: string) =>
      inTx(async (tx) => {
        await tx.groups.put({ ...to, region: `${COUNTY}101`, kind: 'cadres', name: '群', webhook: null })
        await tx.groupPosts.put({ key, to, leadId: null, words: '早', mentions: [], taps: [] }, NOON)
      })
    const claim = (now: number, until: number) =>
      inTx(async (tx) => (await tx.groupPosts.claim(REACH, 10, at(now), at(until))).map(({ key }) => key))
    const stored = async () =>
      (await use().database.pool.query('select next_at, delivered_at, error from group_post')).rows[0]

    it('are neither put off nor given up by one whose claim is over', async () => {
      await put('k')
      expect(await claim(0, 30)).toEqual(['k'])
      expect(await claim(30, 60)).toEqual(['k'])
      await inTx((tx) => tx.groupPosts.retry({ key: 'k', until: at(30) }, at(31), 'slow'))
      expect(await inTx((tx) => tx.groupPosts.giveUp({ key: 'k', until: at(30) }, at(31), 'slow'))).toBe(false)
      expect(await stored()).toEqual({ next_at: at(60), delivered_at: null, error: null })
      await inTx((tx) => tx.groupPosts.retry({ key: 'k', until: at(60) }, at(90), 'busy'))
      expect(await stored()).toEqual({ next_at: at(90), delivered_at: null, error: 'busy' })
      expect(await claim(90, 120)).toEqual(['k'])
      expect(await inTx((tx) => tx.groupPosts.giveUp({ key: 'k', until: at(120) }, at(91), 'gone'))).toBe(true)
      expect(await stored()).toMatchObject({ delivered_at: at(91), error: 'gone' })
    })

    it('are over once anybody has delivered them', async () => {
      await put('k')
      await claim(0, 30)
      await claim(30, 60)
      await inTx((tx) => tx.groupPosts.delivered('k', at(31)))
      await inTx((tx) => tx.groupPosts.retry({ key: 'k', until: at(60) }, at(90), 'busy'))
      expect(await inTx((tx) => tx.groupPosts.giveUp({ key: 'k', until: at(60) }, at(90), 'busy'))).toBe(false)
      expect(await stored()).toMatchObject({ delivered_at: at(31), error: null })
    })

    it('are claimed by one process each, and no more at once than asked for', async () => {
      for (let one = 0; one < 40; one++) await put(`k-${one}`)
      const batches = await race((tx) => tx.groupPosts.claim(REACH, 3, at(0), at(60)))
      const claimed = batches.flat().map(({ key }) => key)
      expect(claimed.toSorted()).toEqual(Array.from({ length: 40 }, (_, one) => `k-${one}`).toSorted())
      expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(3)
    })
  })
})
