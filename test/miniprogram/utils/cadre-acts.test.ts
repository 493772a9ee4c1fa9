import { expect, test } from 'vitest'
import { type ActPorts, openActs } from '../../../miniprogram/packages/cadre/lib/acts'
import type { WaitingAct } from '../../../miniprogram/utils/cadre-kept'

class Passing extends Error {}

/** A server that keeps each id once, and a phone whose storage outlives what runs on it. */
function world() {
  const kept = { acts: [] as WaitingAct[] }
  const server = {
    acts: [] as string[],
    photos: [] as string[],
    version: 1,
    isUp: true,
    losesAnswers: 0,
    files: new Map<string, string>(),
  }
  const answer = <T>(value: T): T => {
    if (server.losesAnswers > 0) {
      server.losesAnswers -= 1
      throw new Passing()
    }
    return value
  }
  const ports: ActPorts = {
    read: () => kept.acts,
    write: (acts) => {
      kept.acts = acts
    },
    account: () => 'me',
    async upload(_, { id }) {
      if (!server.isUp) throw new Passing()
      if (!server.files.has(id)) server.files.set(id, `kept-${id}`)
      return answer(server.files.get(id) ?? '')
    },
    async send({ id }, body) {
      if (!server.isUp) throw new Passing()
      if (!server.acts.includes(id)) {
        if (body.version !== server.version) throw new Error('别人先办了')
        server.acts.push(id)
        server.version += 1
        server.photos.push(...((body.photos as string[] | undefined) ?? []))
      }
      return answer({ version: server.version })
    },
    versionNow: async () => server.version,
    taken: () => {},
    forget: () => {},
    isPassing: (error) => error instanceof Passing,
    isSignedOut: () => false,
    wordsOf: (error) => (error as Error).message,
    changed: () => {},
    later: () => {},
  }
  return { kept, server, ports }
}

function act(id: string, version: number, photos: string[] = []): WaitingAct {
  return {
    id,
    account: 'me',
    at: '2026-01-01T00:00:00.000Z',
    about: { kind: 'lead', id: 'lead' },
    name: 'note',
    title: '',
    words: '',
    path: '/',
    body: { version },
    photos: photos.map((photo) => ({
      id: photo,
      file: { id: photo, kind: 'picture', path: photo, type: 'image/jpeg' },
      sent: null,
    })),
    photosPath: photos.length > 0 ? '/photos' : null,
    refused: null,
  }
}

test('what is done without a line goes out in order after a restart, each once, however often answers are lost', async () => {
  for (const losesAnswers of [0, 1, 2, 3, 5]) {
    const { kept, server, ports } = world()
    server.isUp = false
    const before = openActs(ports)
    for (const one of [act('a', 1, ['p', 'q']), act('b', 2), act('c', 3)]) {
      expect(await before.submit(one, 0)).toEqual({ kind: 'waiting' })
    }
    server.isUp = true
    server.losesAnswers = losesAnswers
    // Each of these is the mini-program opened anew.
    for (let starts = 0; starts < 8; starts++) await openActs(ports).run()
    expect(kept.acts).toEqual([])
    expect(server.acts).toEqual(['a', 'b', 'c'])
    expect(server.photos).toEqual(['kept-p', 'kept-q'])
  }
})

test('one that was refused keeps those behind it until he hands it in again', async () => {
  const { kept, server, ports } = world()
  server.isUp = false
  const acts = openActs(ports)
  await acts.submit(act('a', 1), 0)
  await acts.submit(act('b', 2), 0)
  server.isUp = true
  // Somebody was faster.
  server.version = 5
  await acts.run()
  expect(kept.acts.map(({ id, refused }) => [id, refused])).toEqual([
    ['a', '别人先办了'],
    ['b', null],
  ])
  await acts.sendAgain('a')
  expect(kept.acts).toEqual([])
  expect(server.acts).toEqual(['a', 'b'])
})

test('whoever stands before the form is told, and nothing is left waiting', async () => {
  const { kept, server, ports } = world()
  server.version = 2
  expect(await openActs(ports).submit(act('a', 1), 1_000)).toEqual({ kind: 'refused', words: '别人先办了' })
  expect(kept.acts).toEqual([])
})

test('what another cadre left on this phone stays where it is', async () => {
  const { kept, server, ports } = world()
  kept.acts = [{ ...act('theirs', 1), account: 'somebody else' }]
  const acts = openActs(ports)
  await acts.run()
  expect(acts.waiting()).toEqual([])
  expect([kept.acts.length, server.acts.length]).toEqual([1, 0])
})

test('what he throws away while its photos go up is not sent behind his back', async () => {
  const { kept, server, ports } = world()
  const acts = openActs({
    ...ports,
    async upload(of, photo) {
      const id = await ports.upload(of, photo)
      acts.drop(of.id)
      return id
    },
  })
  await acts.submit(act('a', 1, ['p']), 0)
  await acts.run()
  expect([kept.acts, server.acts]).toEqual([[], []])
})

test('while photos go up he logs out and somebody else logs in: nothing of his is done in the name of the other', async () => {
  const { kept, server, ports } = world()
  let account = 'me'
  const acts = openActs({
    ...ports,
    account: () => account,
    async upload(of, photo) {
      const id = await ports.upload(of, photo)
      account = 'somebody else'
      return id
    },
  })
  await acts.submit(act('a', 1, ['p', 'q']), 0)
  await acts.run()
  expect(server.acts).toEqual([])
  expect([...server.files.keys()]).toEqual(['p'])
  account = 'me'
  await openActs({ ...ports, account: () => account }).run()
  expect([kept.acts, server.acts]).toEqual([[], ['a']])
})

test('counting on from how it stands now leaves what another cadre left here as it is', async () => {
  const { kept, server, ports } = world()
  kept.acts = [
    { ...act('theirs', 1), account: 'somebody else' },
    { ...act('a', 1), refused: '别人先办了' },
  ]
  server.version = 5
  await openActs(ports).sendAgain('a')
  expect(kept.acts.map(({ id, body }) => [id, body])).toEqual([['theirs', { version: 1 }]])
})

test('a phone without room says so, and nobody waits for an answer that never comes', () => {
  const { ports } = world()
  const acts = openActs({
    ...ports,
    write: () => {
      throw new Error('setStorageSync:fail exceed storage max size')
    },
  })
  expect(() => acts.submit(act('a', 1), 0)).toThrow('exceed')
  expect(acts.waiting()).toEqual([])
})
