import { expect, it } from 'vitest'
import type { Deps } from '../../src/app/deps.ts'
import { keepDoing } from '../../src/app/keep-doing.ts'
import type { Arrived, PushChannels } from '../../src/app/ports/channels.ts'
import type { Change, ChangeFeed, Store } from '../../src/app/ports/store.ts'
import type { Channel } from '../../src/contract/terms.ts'

const COUNTY = '440229'

/** A store in which nothing is to be done, but for what `inbox` holds for each channel. */
function storeWith(inbox: Map<Channel, string[]>): Store {
  const nothing = new Proxy({}, { get: () => async () => [] })
  const claim = async (channel: Channel): Promise<(Arrived & { attempts: number })[]> =>
    (inbox.get(channel) ?? []).splice(0).map((messageId) => ({
      county: COUNTY,
      channel,
      messageId,
      userId: 'u',
      body: 'b',
      attempts: 0,
    }))
  const tx = new Proxy({}, { get: (_, name) => (name === 'inbox' ? { claim, failed: async () => {} } : nothing) })
  return { transaction: async (_actor: unknown, work: (tx: unknown) => unknown) => work(tx) } as unknown as Store
}

function feed() {
  const listeners = new Set<Parameters<ChangeFeed['subscribe']>[0]>()
  return {
    subscribe(onChange: Parameters<ChangeFeed['subscribe']>[0]) {
      listeners.add(onChange)
      return () => void listeners.delete(onChange)
    },
    tell: (change: Change) => {
      for (const listener of listeners) listener(change)
    },
  }
}

it('looks after each channel by itself: a slow one keeps no other waiting, and is never done twice at a time', async () => {
  const inbox = new Map<Channel, string[]>([
    ['official_account', ['slow']],
    ['wecom', ['a']],
  ])
  const done: string[] = []
  const slow = Promise.withResolvers<void>()
  let atOnce = 0
  let most = 0
  const send = async () => ({ kind: 'sent', spent: 0 }) as const
  const channels: PushChannels = {
    official_account: {
      send,
      async workOff({ messageId }) {
        most = Math.max(most, ++atOnce)
        await slow.promise
        atOnce--
        done.push(messageId)
      },
    },
    wecom: { send, workOff: async ({ messageId }) => void done.push(messageId) },
    wechaty: { send, isReady: () => false, workOff: async () => void done.push('not here') },
  }
  inbox.set('wechaty', ['of a bot elsewhere'])
  const deps = {
    store: storeWith(inbox),
    channels,
    groups: {},
    clock: { now: () => new Date() },
    ids: { uuid: () => 'hand' },
    vault: { open: (sealed: string) => sealed },
    phoneNotices: null,
  } as unknown as Deps
  const changes = feed()
  // What other chores make of a store with nothing in it is not looked at.
  const stop = keepDoing(
    deps,
    changes,
    () => [COUNTY],
    () => {},
  )
  const turn = () => changes.tell({ topic: 'turn', county: COUNTY, conversationId: 'c', seq: 1 })
  await expect.poll(() => done).toEqual(['a'])
  inbox.set('wecom', ['b'])
  inbox.set('official_account', ['later'])
  turn()
  turn()
  await expect.poll(() => done).toEqual(['a', 'b'])
  expect(inbox.get('official_account')).toEqual(['later'])
  slow.resolve()
  await expect.poll(() => done).toEqual(['a', 'b', 'slow', 'later'])
  expect(most).toBe(1)
  expect(inbox.get('wechaty')).toEqual(['of a bot elsewhere'])
  await stop()
})
