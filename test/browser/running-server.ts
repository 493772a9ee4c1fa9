import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyOfDataDir } from '../support/data-folder.ts'

export interface RunningServer {
  url: string
  stop(): Promise<void>
}

interface Start {
  /** A migrated data folder, of which the server gets a copy, or a migrated database. */
  data: { dataDir: string } | { url: string }
  /** On top of a demo's environment. */
  env?: Record<string, string>
  /** What the technician does before, with the same environment. */
  before?: (env: NodeJS.ProcessEnv) => Promise<void>
}

/** The real thing in a process of its own, with an empty database: what `npm start` starts. */
export async function startServer({ data, env: more = {}, before }: Start): Promise<RunningServer> {
  const ends: (() => Promise<void>)[] = []
  const env = {
    ...process.env,
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: await ('url' in data ? emptyFolder(ends) : copyOfDataDir(data.dataDir, ends)),
    ...('url' in data && { DATABASE_URL: data.url, MINGBAI_KEYS: randomBytes(32).toString('base64') }),
    DEMO: 'on',
    LOG_LEVEL: 'error',
    ...more,
  }
  await before?.(env)
  const server = spawn(process.execPath, ['src/main.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk
      const [address] = /http:\/\/[\w.:]+/.exec(said) ?? []
      if (address) resolve(address)
    }
    server.stdout.on('data', hear)
    server.stderr.on('data', hear)
    server.on('exit', () => reject(new Error(`the server did not start:\n${said}`)))
  })
  return {
    url,
    stop: async () => {
      const gone = new Promise((resolve) => server.on('exit', resolve))
      server.kill('SIGTERM')
      await gone
      // Nothing is logged below an error, so whatever stands behind the address explains a test that failed.
      const logged = said.slice(said.indexOf(url) + url.length).trim()
      if (logged) console.error(`the server logged:\n${logged}`)
      for (const end of ends) await end()
    },
  }
}

/** For the county's file of a server whose data is elsewhere. */
async function emptyFolder(ends: (() => Promise<void>)[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mingbai-data-'))
  ends.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}
