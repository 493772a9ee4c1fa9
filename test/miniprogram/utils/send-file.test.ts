import { afterEach, expect, test, vi } from 'vitest'
import { ApiProblem, type Ask } from '../../../miniprogram/utils/api'
import { sendFile } from '../../../miniprogram/utils/send-file'

afterEach(() => void vi.unstubAllGlobals())

const FILE = { id: 'x', kind: 'picture', path: 'wxfile://store_1', type: 'image/jpeg' } as const
const SUM = 'ab'.repeat(32)
const NO_LINE = new ApiProblem({ status: 0, code: 'no_line', detail: '' })

/** A phone with one file, and a server that takes pieces as ours does. */
function world({ size, knowsSums = true }: { size: number; knowsSums?: boolean }) {
  const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 7919) % 251)
  const phone = { saved: true }
  const server = { parts: [] as Uint8Array[], sums: new Set<unknown>(), kept: new Map<string, Uint8Array>(), sent: 0 }
  const line = { left: Number.POSITIVE_INFINITY, losesAnswers: 0 }
  vi.stubGlobal('wx', {
    getFileSystemManager: () => ({
      readFile: ({ success, fail }: Told) =>
        phone.saved ? success({ data: bytes.slice().buffer }) : fail({ errMsg: 'gone' }),
      getFileInfo: ({ success, fail }: Told) => (knowsSums ? success({ digest: SUM }) : fail({ errMsg: 'what?' })),
    }),
  })
  const ask = async <T>(_path: string, { query = {}, body }: Ask): Promise<T> => {
    const piece = new Uint8Array(body as ArrayBuffer)
    line.left -= piece.length
    server.sent += piece.length
    if (line.left < 0) throw NO_LINE
    const { id, offset, total, sha256 } = query
    const here = () => server.parts.reduce((sum, part) => sum + part.length, 0)
    let answer: object = { attachment: id }
    if (offset === undefined) server.kept.set(String(id), piece)
    else {
      server.sums.add(sha256)
      if (offset === here()) server.parts.push(piece)
      if (here() < Number(total)) answer = { received: here() }
      else server.kept.set(String(id), Uint8Array.from(server.parts.flatMap((part) => [...part])))
    }
    if (line.losesAnswers-- > 0) throw NO_LINE
    return answer as T
  }
  return { bytes, phone, server, line, send: (id: string) => sendFile(ask, '/files', id, FILE) }
}

interface Told {
  success(result: object): void
  fail(result: object): void
}

test('300 KB get through a line that breaks every 100 KB, and little is sent twice', async () => {
  const { bytes, server, line, send } = world({ size: 300_000 })
  let tries = 0
  for (; server.kept.size === 0 && tries < 20; tries++) {
    line.left = 100_000
    await send('a').catch((error) => expect(error).toBe(NO_LINE))
  }
  expect(server.kept.get('a')).toEqual(bytes)
  expect(tries).toBe(5)
  expect(server.sent).toBeLessThan(2 * bytes.length)
  expect([...server.sums]).toEqual([SUM])
})

test('a small one goes whole, and a phone that knows no sums sends pieces without one', async () => {
  const small = world({ size: 90_000 })
  expect(await small.send('b')).toBe('b')
  expect([small.server.parts.length, small.server.kept.get('b')?.length]).toEqual([0, 90_000])
  const old = world({ size: 200_000, knowsSums: false })
  expect(await old.send('c')).toBe('c')
  expect([...old.server.sums]).toEqual([undefined])
})

test('after lost answers, a restart of either side, it goes on where the server is', async () => {
  const { bytes, server, line, send } = world({ size: 250_000 })
  line.losesAnswers = 2
  for (let lost = 0; lost < 2; lost++) await expect(send('d')).rejects.toBe(NO_LINE)
  expect(await send('d')).toBe('d')
  expect(server.kept.get('d')).toEqual(bytes)

  line.left = 140_000
  server.parts = []
  await expect(send('e')).rejects.toBe(NO_LINE)
  line.left = Number.POSITIVE_INFINITY
  server.parts = []
  expect(await send('e')).toBe('e')
  expect(server.kept.get('e')).toEqual(bytes)
})

test('what is deleted from the phone meanwhile is sent no further', async () => {
  const { phone, server, line, send } = world({ size: 250_000 })
  line.left = 140_000
  await expect(send('f')).rejects.toBe(NO_LINE)
  phone.saved = false
  const { sent } = server
  await expect(send('f')).rejects.toMatchObject({ errMsg: 'gone' })
  expect(server.sent).toBe(sent)
})
