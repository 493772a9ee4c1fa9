import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { COMPILED } from '../support/compiled.ts'

export interface RunningServer {
  url: string
  stop(): Promise<void>
}

interface Start {
  /** On top of a demo's environment. */
  env?: Record<string, string>
  /** What the technician does before, with the same environment. */
  before?: (env: NodeJS.ProcessEnv, folder: string) => Promise<void>
}

/** The real thing in a process of its own, with an empty database: what `npm start` starts. */
export async function startServer({ env: more = {}, before }: Start = {}): Promise<RunningServer> {
  const folder = await mkdtemp(join(tmpdir(), 'mingbai-served-'))
  const env = {
    ...process.env,
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: join(folder, 'data'),
    DEMO: 'on',
    LOG_LEVEL: 'error',
    NODE_COMPILE_CACHE: COMPILED,
    ...more,
  }
  await before?.(env, folder)
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
      await rm(folder, { recursive: true, force: true })
    },
  }
}
