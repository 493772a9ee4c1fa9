import { expect, it } from 'vitest'
import type { Outbox, OutboxItem } from '../../../src/app/ports/outbox.ts'
import type { Actor, Store } from '../../../src/app/ports/store.ts'
import { onBoth } from '../../support/database.ts'
import { HOUR, later, NOON, newCadre, newConversation, newReportedLead, system } from './county.fixture.ts'

const SECOND = 1_000

onBoth('outbox', (use) => {
  // A county of its own for each test, so that none takes another's items.
  const fill = async (store: Store, county: string, count: number): Promise<OutboxItem[]> => {
    const { conversationId } = await newConversation(store, county)
    const items = Array.from(
      { length: count },
      (_, nth): OutboxItem => ({
        key: `${county}:${nth}`,
        county,
        conversationId,
        blocks: [{ kind: 'text', text: `第${nth}条` }],
        at: later(nth * SECOND),
      }),
    )
    for (const item of items) await store.transaction(system(county), (tx) => tx.outbox.put(item))
    return items
  }
  const take = (store: Store, county: string, limit: number, now: Date) =>
    store.transaction(system(county), (tx) => tx.outbox.take(limit, now))

  it('hands items out oldest first, once put and until delivered', async () => {
    const { store } = use()
    const [county, now] = ['440101', later(HOUR)]
    const items = await fill(store, county, 3)
    await store.transaction(system(county), (tx) => tx.outbox.put(items[0] as OutboxItem))
    expect(await take(store, county, 10, now)).toEqual(items)
    expect(await take(store, county, 2, now)).toEqual(items.slice(0, 2))
    expect(await take(store, county, 10, later(SECOND))).toEqual(items.slice(0, 2))
    await store.transaction(system(county), (tx) => tx.outbox.delivered(items[0]?.key ?? '', now))
    expect(await take(store, county, 10, now)).toEqual(items.slice(1))
  })

  it('gives each item to one of two workers', async () => {
    const { store } = use()
    const other = (await use().another()).store
    const county = '440102'
    const items = await fill(store, county, 40)
    const delivered: string[] = []
    const work = async (here: Store) => {
      for (let more = true; more; ) {
        more = await here.transaction(system(county), async (tx) => {
          const taken = await tx.outbox.take(3, later(HOUR))
          // What the other has in hand is skipped, so both are busy at the same time.
          await new Promise((resolve) => setTimeout(resolve, 5))
          for (const item of taken) await tx.outbox.delivered(item.key, NOON)
          delivered.push(...taken.map((item) => item.key))
          return taken.length > 0
        })
      }
    }
    await Promise.all([work(store), work(other)])
    expect(delivered.sort()).toEqual(items.map((item) => item.key).sort())
  })

  it('gives an item back when the worker fails', async () => {
    const { store } = use()
    const county = '440103'
    const [item] = await fill(store, county, 1)
    const crash = store.transaction(system(county), async (tx) => {
      await tx.outbox.take(1, later(HOUR))
      throw new Error('power cut')
    })
    await expect(crash).rejects.toThrow('power cut')
    expect(await take(store, county, 1, later(HOUR))).toEqual([item])
  })

  it('waits longer after every failure, an hour at most', async () => {
    const { store } = use()
    const county = '440104'
    const [item] = await fill(store, county, 1)
    let now = NOON.getTime()
    const waits: number[] = []
    for (let nth = 0; nth < 14; nth++) {
      const retryAt = new Date(now + 5 * SECOND)
      await store.transaction(system(county), (tx) => tx.outbox.failed(item?.key ?? '', retryAt, '对方没接'))
      const { rows } = await use().database.pool.query('select next_at from outbox where county_code = $1', [county])
      const next = rows[0].next_at.getTime()
      expect(await take(store, county, 1, new Date(next - 1))).toEqual([])
      expect(await take(store, county, 1, new Date(next))).toEqual([item])
      waits.push((next - now) / SECOND)
      now = next
    }
    expect(waits.slice(0, 4)).toEqual([5, 10, 20, 40])
    expect(Math.max(...waits)).toBe(3605)
  })

  it('takes news from a cadre who can’t see what is in it', async () => {
    const { store } = use()
    const county = '440105'
    const village = `${county}101001`
    const cadreId = await newCadre(store, county, 'village_cadre', [village])
    const { conversation } = await newReportedLead(store, village, cadreId)
    const actor = (areas: string[]): Actor => ({ kind: 'cadre', county, cadreId, role: 'village_cadre', areas })
    const { conversationId } = conversation
    const news: OutboxItem = { key: 'news', county, conversationId, blocks: [{ kind: 'text', text: '来了' }], at: NOON }
    await store.transaction(actor([village]), async (tx) => {
      await tx.outbox.put(news)
      await tx.outbox.put(news)
      expect(await tx.outbox.take(10, later(HOUR))).toEqual([])
    })
    expect(await take(store, county, 10, later(HOUR))).toContainEqual(news)
    // Not into the chat of somebody who reported nothing in his village.
    const more = (item: Partial<OutboxItem>, areas: string[]) =>
      store.transaction(actor(areas), (tx) => tx.outbox.put({ ...news, key: 'more', ...item }))
    const stranger = await newConversation(store, county)
    await expect(more({ conversationId: stranger.conversationId }, [village])).rejects.toThrow('row-level security')
    await expect(more({}, [`${county}101002`])).rejects.toThrow('row-level security')
  })

  it('forgets what was delivered long ago, and nothing else', async () => {
    const { store } = use()
    const county = '440106'
    const items = await fill(store, county, 3)
    const asSystem = <Answer>(work: (outbox: Outbox) => Promise<Answer>, actor = system(county)) =>
      store.transaction(actor, (tx) => work(tx.outbox))
    await asSystem((outbox) => outbox.delivered(items[0]?.key ?? '', NOON))
    await asSystem((outbox) => outbox.delivered(items[1]?.key ?? '', later(HOUR)))
    expect(await asSystem((outbox) => outbox.dropDelivered(later(HOUR)), system('440107'))).toBe(0)
    expect(await asSystem((outbox) => outbox.dropDelivered(later(HOUR)))).toBe(1)
    const { rows } = await use().database.pool.query('select key from outbox where county_code = $1 order by key', [
      county,
    ])
    expect(rows).toEqual([{ key: items[1]?.key }, { key: items[2]?.key }])
  })
})
