import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openChat } from '../../../miniprogram/utils/chat'
import type { Unsent } from '../../../miniprogram/utils/unsent'
import type { TurnView } from '../../../src/contract/chat.ts'
import { runs } from '../../support/runs.ts'
import { type FakePhone, type Run, startPhone } from './fake-phone.ts'
import { type FakeServer, fakeServer } from './fake-server.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A resident with a phone. */
interface Resident {
  phone: FakePhone
  server: FakeServer
  /** What he has said in all, in order. */
  said: string[]
  run: Run
  chat: ReturnType<typeof openChat>
  /** What he sees since he last opened the mini-program. */
  seen: TurnView[]
  waiting: Unsent[]
  refused: string[]
}

function newResident(): Resident {
  const resident = { phone: { storage: new Map(), saved: new Set() }, server: fakeServer(), said: [] } as unknown
  open(resident as Resident)
  return resident as Resident
}

function open(resident: Resident): void {
  resident.run = startPhone(resident.phone, resident.server)
  vi.stubGlobal('wx', resident.run.wx)
  Object.assign(resident, { seen: [], waiting: [], refused: [] })
  resident.chat = openChat({
    online: () => {},
    greeting: () => {},
    turn: (turn) => void resident.seen.push(turn),
    unsent: (waiting) => void Object.assign(resident, { waiting }),
    refused: (words) => void resident.refused.push(words),
    cleared: () => void Object.assign(resident, { seen: [] }),
  })
}

/** The phone throws the mini-program away, and he opens it again. */
function restart(resident: Resident): void {
  resident.run.end()
  vi.clearAllTimers()
  open(resident)
}

function say(resident: Resident, text: string): void {
  resident.said.push(text)
  resident.chat.say({ kind: 'text', text })
}

async function takePicture({ run, chat, said }: Resident): Promise<void> {
  const path = `wxfile://tmp_${said.push('picture')}.jpg`
  ;(run.wx as { takePicture(path: string): void }).takePicture(path)
  const kept = chat.sendPicture(path)
  await vi.advanceTimersByTimeAsync(5)
  await kept
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const wordsOf = ({ taken }: FakeServer) =>
  taken.map(({ message }) => (message.kind === 'text' ? message.text : message.kind))

type Step = (resident: Resident) => void | Promise<void>
const step = (words: string, does: Step) => fc.constant(Object.assign(does, { [fc.toStringMethod]: () => words }))
const failOnce =
  (how: 'deafTo' | 'muteFor' | 'busyFor'): Step =>
  ({ server }) => {
    server[how] += 1
  }
const steps = fc.array(
  fc.oneof(
    step('says', (resident) => say(resident, `words ${resident.said.length + 1}`)),
    step('sends a picture', takePicture),
    step('line goes', ({ run }) => run.line(false)),
    step('line comes', ({ run }) => run.line(true)),
    step('restarts', restart),
    step('a moment', () => pass(50).then(() => {})),
    step('a while', () => pass(20_000).then(() => {})),
    step('next one is not heard', failOnce('deafTo')),
    step('next answer is lost', failOnce('muteFor')),
    step('server is busy', failOnce('busyFor')),
  ),
  { maxLength: 25 },
)

test('whatever the network and the phone do, all that was said arrives once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const resident = newResident()
      for (const each of all) await each(resident)
      resident.run.line(true)
      await pass(600_000)

      const { server, said, waiting, seen, refused, phone } = resident
      expect(wordsOf(server)).toEqual(said)
      expect(new Set(server.taken.map(({ id }) => id)).size).toBe(said.length)
      expect(seen.map(({ seq }) => seq)).toEqual(said.map((_, at) => at + 1))
      expect([waiting, refused, [...phone.saved]]).toEqual([[], [], []])
      resident.run.end()
      vi.clearAllTimers()
    }),
    { numRuns: runs(200) },
  )
})

test('what was said without a line is kept through a restart, and sent when the line is back', async () => {
  const resident = newResident()
  await pass(1_000)
  resident.run.line(false)
  say(resident, '房子漏雨')
  await takePicture(resident)
  expect(resident.waiting.map(({ message, file }) => message?.kind ?? file?.kind)).toEqual(['text', 'picture'])
  restart(resident)
  expect(resident.waiting).toHaveLength(2)
  expect(resident.server.taken).toEqual([])
  resident.run.line(true)
  await pass(5_000)
  expect(wordsOf(resident.server)).toEqual(['房子漏雨', 'picture'])
  expect(resident.waiting).toEqual([])
})

test('a picture that was uploaded is not uploaded again when its message was lost', async () => {
  const resident = newResident()
  await pass(1_000)
  resident.server.deafTo = 1
  await takePicture(resident)
  await pass(500)
  expect(resident.server.files).toHaveLength(1)
  restart(resident)
  await pass(20_000)
  expect(resident.server.files).toHaveLength(1)
  expect(resident.server.taken.map(({ message }) => message)).toEqual([
    { kind: 'picture', attachment: resident.server.files[0] },
  ])
})

test('a picture that lies there, though the answer was lost, is the same picture when it comes again', async () => {
  const resident = newResident()
  await pass(1_000)
  await takePicture(resident)
  // It arrived, and the answer is on its way.
  await pass(30)
  expect(resident.server.files).toHaveLength(1)
  resident.run.line(false)
  await pass(1_000)
  resident.run.line(true)
  await pass(20_000)
  expect(resident.server.files).toHaveLength(1)
  expect(resident.server.taken.map(({ message }) => message)).toEqual([
    { kind: 'picture', attachment: resident.server.files[0] },
  ])
})

test('no more pictures are taken today: he is told, and his words behind it go out', async () => {
  const resident = newResident()
  await pass(1_000)
  resident.server.hasEnough = true
  await takePicture(resident)
  say(resident, '屋顶塌了，快来人')
  await pass(5_000)
  expect(resident.refused).toEqual(['请稍后再试。'])
  expect(wordsOf(resident.server)).toEqual(['屋顶塌了，快来人'])
})

test('a phone without room says so at once: the words are still where he wrote them', async () => {
  const resident = newResident()
  await pass(1_000)
  resident.phone.isFull = true
  expect(() => resident.chat.say({ kind: 'text', text: '房子漏雨' })).toThrow('exceed')
  expect(resident.waiting).toEqual([])
})

test('a picture that is still going up is not sent up a second time', async () => {
  const resident = newResident()
  await pass(1_000)
  await takePicture(resident)
  say(resident, '这是我家的屋顶')
  await pass(5_000)
  expect(resident.server.files).toHaveLength(1)
  expect(wordsOf(resident.server)).toEqual(resident.said)
})

test('an answer that is lost is asked for again, and the message is not said twice', async () => {
  const resident = newResident()
  await pass(1_000)
  resident.server.muteFor = 1
  say(resident, '我妈住院了')
  await pass(1_000)
  expect(resident.waiting).toHaveLength(1)
  await pass(30_000)
  expect(wordsOf(resident.server)).toEqual(['我妈住院了'])
  expect(resident.waiting).toEqual([])
})
