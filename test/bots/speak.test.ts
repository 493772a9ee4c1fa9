import type { FileBoxInterface } from 'file-box'
import { beforeEach, expect, it } from 'vitest'
import type { Wechaty } from 'wechaty'
import { makeSpeak } from '../../bots/speak.ts'
import type { BotSend } from '../../src/contract/bot.ts'

let now: number
let said: string[]
/** Whom WeChat lets us write to. */
let reachable: Set<string>
let pictures: Map<string, Uint8Array | 'later'>
let speak: (frame: BotSend) => Promise<string>

beforeEach(() => {
  ;[now, said, reachable, pictures] = [0, [], new Set(['wang', 'zhao']), new Map()]
  const keys = new Set<string>()
  const contact = (id: string) => ({
    friend: () => true,
    say: async (what: string | FileBoxInterface) => void said.push(`${id}: ${await shown(what)}`),
  })
  const bot = {
    isLoggedIn: true,
    Contact: { find: async ({ id }: { id: string }) => (reachable.has(id) ? contact(id) : undefined) },
  } as unknown as Wechaty
  const sent = {
    has: (key: string) => keys.has(key),
    add: async (key: string) => void keys.add(key),
    close: async () => {},
  }
  speak = makeSpeak(
    bot,
    sent,
    async (path) => pictures.get(path) ?? 'refused',
    0,
    () => {},
    () => now,
  )
})

/** What was said: words, or the name and bytes of a file. */
async function shown(what: string | FileBoxInterface): Promise<string> {
  return typeof what === 'string' ? what : `${what.name} ${(await what.toBuffer()).join(' ')}`
}

const to = (id: string, key: string) =>
  speak({ type: 'send', key, to: { kind: 'contact', id }, text: key, mentions: [] })

it('says nothing before what could not be said in the same chat', async () => {
  reachable.delete('wang')
  expect(await to('wang', '1')).toBe('later')
  reachable.add('wang')
  expect(await to('wang', '2')).toBe('later')
  expect(await to('zhao', '3')).toBe('sent')
  expect(await to('wang', '1')).toBe('sent')
  expect(await to('wang', '2')).toBe('sent')
  expect(said).toEqual(['zhao: 3', 'wang: 1', 'wang: 2'])
})

it('keeps order among many that wait', async () => {
  reachable.delete('wang')
  expect(await Promise.all(['1', '2', '3'].map((key) => to('wang', key)))).toEqual(['later', 'later', 'later'])
  reachable.add('wang')
  expect(await Promise.all(['3', '1', '2'].map((key) => to('wang', key)))).toEqual(['later', 'sent', 'sent'])
  expect(await to('wang', '3')).toBe('sent')
  expect(said).toEqual(['wang: 1', 'wang: 2', 'wang: 3'])
})

it('waits for one that is never said two minutes and no longer', async () => {
  reachable.delete('wang')
  expect(await to('wang', '1')).toBe('later')
  now = 119_000
  expect(await to('wang', '1')).toBe('later')
  reachable.add('wang')
  expect(await to('wang', '2')).toBe('later')
  now = 120_000
  expect(await to('wang', '2')).toBe('sent')
  expect(await to('wang', '1')).toBe('sent')
})

it('shows the picture of a card, once it can be had, as a file', async () => {
  const path = '/cards/subsistence/picture.png?region=440229'
  const show = () =>
    speak({
      type: 'send',
      key: 'k#picture',
      to: { kind: 'contact', id: 'wang' },
      text: '',
      picture: path,
      mentions: [],
    })
  expect(await show()).toBe('refused')
  pictures.set(path, 'later')
  expect(await show()).toBe('later')
  pictures.set(path, new Uint8Array([1, 2, 3]))
  expect(await show()).toBe('sent')
  expect(await show()).toBe('sent')
  expect(said).toEqual(['wang: 明白卡.png 1 2 3'])
})
