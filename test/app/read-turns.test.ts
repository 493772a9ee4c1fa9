import { expect, it } from 'vitest'
import { greet } from '../../src/app/greet.ts'
import type { Actor } from '../../src/app/ports/store.ts'
import { readTurns } from '../../src/app/read-turns.ts'
import { onBoth } from '../support/database.ts'
import { answered, makeWorld } from '../support/world.ts'

onBoth('reading a chat', (use) => {
  it('is done as the resident whose it is, once he is known', async () => {
    const world = await makeWorld(use())
    const wang = world.resident('wang')
    const turn = await wang.send('房子漏雨')
    const reads: { actor: Actor; turns: number }[] = []
    const store: typeof world.deps.store = {
      ...world.deps.store,
      transaction: (actor, work) =>
        world.deps.store.transaction(actor, (tx) => {
          const { turnsAfter } = tx.conversations
          const counted: typeof turnsAfter = async (...args) => {
            const turns = await turnsAfter(...args)
            reads.push({ actor, turns: turns.length })
            return turns
          }
          return work({ ...tx, conversations: { ...tx.conversations, turnsAfter: counted } })
        }),
    }
    const deps = { ...world.deps, store }
    expect(await readTurns(deps, wang.door, 0)).toEqual([turn])
    expect(answered(await greet(deps, wang.door))).toMatchObject({ lastSeq: 1, replies: [] })
    expect(await readTurns(deps, { ...wang.door, userId: 'nobody' }, 0)).toEqual([])
    expect(reads).toMatchObject([{ actor: { kind: 'resident' }, turns: 1 }])
    for (let n = 2; n <= 5; n++) await wang.send('你好')
    expect((await readTurns(deps, wang.door, 1, 3)).map(({ seq }) => seq)).toEqual([2, 3, 4])
    expect(reads.at(-1)?.turns).toBe(3)
    world.stop()
  })
})
