import { afterEach, expect, it } from 'vitest'
import type { Change, ChangeFeed, Store } from '../../src/app/ports/store.ts'
import { serveRegions } from '../../src/app/serve-regions.ts'
import { onBoth } from '../support/database.ts'

const [HOME, OTHER, LATER] = ['440229', '441324', '360425']

onBoth('regions in memory', (use) => {
  const stops: (() => void)[] = []
  afterEach(() => {
    for (const stop of stops.splice(0)) stop()
  })
  const fail = (error: unknown) => {
    throw error
  }
  const putCounty = (county: string, name = '某县') =>
    use().store.transaction({ kind: 'system', county }, async (tx) => {
      await tx.regions.put([{ code: county, name, active: true }])
      await tx.announce({ topic: 'roster', county })
    })
  const serve = async (feed: ChangeFeed = use().database.feed, store: Store = use().store) => {
    const regions = await serveRegions(store, feed, [HOME], fail)
    stops.push(regions.stop)
    return regions
  }

  it('has nothing before a county is set up, and then has it without a restart', async () => {
    const regions = await serve()
    expect(regions.counties()).toEqual([])
    await putCounty(HOME)
    await expect.poll(regions.counties).toEqual([HOME])
  })

  it('serves every county of the database after a restart, not only the configured one', async () => {
    await putCounty(HOME)
    await putCounty(OTHER)
    const regions = await serve()
    expect(regions.counties().sort()).toEqual([HOME, OTHER])
    expect(regions.of(OTHER)?.county.code).toBe(OTHER)
  })

  it('misses no change that comes while it loads, and finds counties that were made while nobody listened', async () => {
    await putCounty(HOME, '旧名')
    const listeners: ((change: Change | 'resync') => void)[] = []
    const feed: ChangeFeed = {
      subscribe(onChange) {
        listeners.push(onChange)
        return () => {}
      },
    }
    let reads = 0
    // The first read of the county answers only after a change, and the reading again that it calls for, are through.
    const store: Store = {
      ...use().store,
      transaction: async (actor, work) => {
        const first = ++reads === 2
        const answer = await use().store.transaction(actor, work)
        if (!first) return answer
        await putCounty(HOME, '新名')
        for (const tell of listeners) tell({ topic: 'roster', county: HOME })
        await new Promise((resolve) => setTimeout(resolve, 100))
        return answer
      },
    }
    const regions = await serve(feed, store)
    await expect.poll(() => regions.of(HOME)?.placeName(HOME)).toContain('新名')
    await putCounty(LATER)
    for (const tell of listeners) tell('resync')
    await expect.poll(regions.counties).toContain(LATER)
  })
})
