import { type FileHandle, open, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The server asks again within hours, not months. */
const KEPT = 50_000

export interface SentKeys {
  has(key: string): boolean
  /** On disk when it resolves. */
  add(key: string): Promise<void>
  close(): Promise<void>
}

/** The keys of what was sent to WeChat, one a line, so that a message that is asked for again is not sent again. */
export async function openSentKeys(folder: string): Promise<SentKeys> {
  const path = join(folder, 'sent-keys.txt')
  const keys = new Set(await readKeys(path))
  // Written anew at each start: a line that a crash left unfinished must not join the next one.
  await writeFile(`${path}.new`, [...keys].map((key) => `${key}\n`).join(''), { mode: 0o600, flush: true })
  await rename(`${path}.new`, path)
  const file: FileHandle = await open(path, 'a', 0o600)
  return {
    has: (key) => keys.has(key),
    async add(key) {
      await file.appendFile(`${key}\n`)
      await file.datasync()
      keys.add(key)
      const [oldest] = keys
      if (keys.size > KEPT && oldest !== undefined) keys.delete(oldest)
    },
    close: () => file.close(),
  }
}

async function readKeys(path: string): Promise<string[]> {
  try {
    const lines = (await readFile(path, 'utf8')).split('\n')
    return lines.slice(0, -1).slice(-KEPT)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
