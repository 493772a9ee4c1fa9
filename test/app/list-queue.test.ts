import { expect, it } from 'vitest'
import { listQueue } from '../../src/app/list-queue.ts'
import { QueueQuery } from '../../src/contract/lead.ts'
import { onBoth } from '../support/database.ts'
import { makeWorld } from '../support/world.ts'

const ID = '0b0f7f0e-3c1b-4d3e-9a52-6a3b1c2d3e4f'

onBoth('a page of the queue', (use) => {
  it('is refused where its beginning is none', async () => {
    const { deps, village, stop } = await makeWorld(use())
    const from = (after: string) => listQueue(deps, village.actor, QueueQuery.parse({ after }))
    for (const after of [
      'normal',
      `normal~0~${'-'.repeat(36)}`,
      `normal~-8640000000000000~${ID}`,
      `normal~8640000000000000~${ID}`,
      `normal~1e3~${ID}`,
      `normal~~${ID}`,
      `calm~0~${ID}`,
      `normal~0~${ID.slice(1)}0a`,
    ])
      expect(await from(after), after).toEqual({ refused: 'bad_page' })
    expect(await from(`normal~0~${ID}`)).toEqual({ leads: [], next: null })
    expect(await from(`normal~253402300799999~${ID}`)).toEqual({ leads: [], next: null })
    stop()
  })
})
