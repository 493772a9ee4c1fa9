import { appendFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Draft, openInbox } from '../../bots/inbox.ts'
import { openSentKeys } from '../../bots/sent-keys.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bot-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const draft = (id: string): Draft => ({
  id,
  from: 'wang',
  room: null,
  mentioned: false,
  quoted: null,
  content: { kind: 'text', text: `话${id}` },
})

it('keeps messages in the order in which they came until they are dropped, also those of an earlier run', async () => {
  const first = await openInbox(folder)
  const [a] = await Promise.all(['a', 'b', 'c'].map((id) => first.put(draft(id))))
  if (!a) throw new Error('nothing was kept')
  await first.drop(a)
  const second = await openInbox(folder)
  expect(second.left.map(({ draft: { id } }) => id)).toEqual(['b', 'c'])
  await second.put(draft('d'))
  expect((await openInbox(folder)).left.map(({ draft: { id } }) => id)).toEqual(['b', 'c', 'd'])
})

it('is not kept back by a file that was spoilt, and keeps nothing that could not be read again', async () => {
  const first = await openInbox(folder)
  const [a] = [await first.put(draft('a')), await first.put(draft('b'))]
  await writeFile(join(folder, 'inbox', `${a.name}.json`), '{"id":')
  expect((await openInbox(folder)).left.map(({ draft: { id } }) => id)).toEqual(['b'])
  await expect(first.put(draft('x'.repeat(201)))).rejects.toThrow()
})

it('keeps a file beside its message, and drops both', async () => {
  const inbox = await openInbox(folder)
  const kept = await inbox.put({ ...draft('p'), content: { kind: 'picture', bytes: 'awaited' } })
  await inbox.replace(
    { ...kept, draft: { ...kept.draft, content: { kind: 'picture', bytes: 'kept' } } },
    Buffer.from('jpg'),
  )
  const [left] = (await openInbox(folder)).left
  expect(left?.draft.content).toEqual({ kind: 'picture', bytes: 'kept' })
  if (!left) throw new Error('nothing is left')
  expect(Buffer.from(await inbox.bytes(left)).toString()).toBe('jpg')
  await inbox.drop(left)
  expect(await readdir(join(folder, 'inbox'))).toEqual([])
})

it('remembers what was sent, but for a line that a crash left unfinished', async () => {
  const first = await openSentKeys(folder)
  await first.add('c:1')
  await first.close()
  await appendFile(join(folder, 'sent-keys.txt'), 'c:2')
  const second = await openSentKeys(folder)
  expect([second.has('c:1'), second.has('c:2')]).toEqual([true, false])
  await second.add('c:3')
  await second.close()
  const third = await openSentKeys(folder)
  expect([third.has('c:1'), third.has('c:3')]).toEqual([true, true])
  await third.close()
})
