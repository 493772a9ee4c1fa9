/** The real program in a process of its own, as `npm start` runs it, so that it can be killed. */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'
import type { Where } from '../../src/adapters/postgres/database.ts'
import { copyOfDataDir } from '../support/data-folder.ts'
import { type Engine, freshUrl } from '../support/database.ts'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  /** What it wrote to standard error. */
  errors: string
}

export class ServerProcess {
  /** Its address, once it listens. Rejects when it ends before that. */
  readonly url: Promise<string>
  readonly ended: Promise<Ended>
  readonly #child: ChildProcessByStdio<null, Readable, Readable>

  constructor(environment: Record<string, string>) {
    const child = spawn(process.execPath, [join(PROJECT, 'src/main.ts')], {
      cwd: PROJECT,
      env: { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'error', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    let errors = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text
    })
    // `close`, not `exit`: by then everything it wrote has been read.
    this.ended = new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal, errors })))
    this.url = new Promise((resolve, reject) => {
      let said = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text
        const url = /mingbai: (http\S+)\n/.exec(said)?.[1]
        if (url) resolve(url)
      })
      void this.ended.then(({ code, signal, errors }) =>
        reject(new Error(`ended (${code ?? signal}) before it listened: ${errors}`)),
      )
    })
    // Whoever kills it while it starts does not wait for its address.
    this.url.catch(() => {})
  }

  kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<Ended> {
    this.#child.kill(signal)
    return this.ended
  }
}

/** What the program is told so that it serves the demo county on that engine, and how the test opens the same data. */
export interface Home {
  environment: Record<string, string>
  where: Where
}

/** @param made `empty`: not even migrated, as for a first start. */
export async function makeHome(
  engine: Engine,
  ends: (() => Promise<void>)[],
  made: 'migrated' | 'empty' = 'migrated',
): Promise<Home> {
  if (engine === 'server') {
    const url = await freshUrl(ends, made)
    const keys = randomBytes(32).toString('base64')
    return { environment: { DATABASE_URL: url, MINGBAI_KEYS: keys, DEMO: 'on' }, where: { url } }
  }
  const dataDir = made === 'empty' ? await emptyDataDir(ends) : await copyOfDataDir(inject('postgres').dataDir, ends)
  return { environment: { DATA_DIR: dataDir }, where: { dataDir } }
}

async function emptyDataDir(ends: (() => Promise<void>)[]): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mingbai-crash-'))
  ends.push(() => rm(dataDir, { recursive: true, force: true }))
  return dataDir
}
