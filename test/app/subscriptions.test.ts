import { beforeAll, expect, it } from 'vitest'
import { recordSubscription } from '../../src/app/subscriptions.ts'
import { onBoth } from '../support/database.ts'
import { answered, makeWorld } from '../support/world.ts'

onBoth('messages that somebody allows', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld(use())
    return world.stop
  })

  it('taken back twice at once, what he allows afterwards counts', async () => {
    const elsewhere = world.elsewhere((await use().another()).store)
    const { door } = world.resident('reader')
    const records = async (allowed: boolean, deps = world.deps) =>
      answered(await recordSubscription(deps, door, 'news', allowed)).left
    for (let nth = 0; nth < 5; nth++) {
      expect([await records(true), await records(true)]).toEqual([1, 2])
      const left = await Promise.all([world.deps, elsewhere, world.deps, elsewhere].map((deps) => records(false, deps)))
      expect(left).toEqual([0, 0, 0, 0])
      expect(await records(true)).toBe(1)
      expect(await records(false)).toBe(0)
    }
  })
})
