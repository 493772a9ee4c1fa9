import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const START_MS = 30_000

export interface ChatServer {
  url: string
  /** Resident memory, in megabytes. */
  memory(): number
  pid: number
  stop(): Promise<void>
}

/** The server as it is deployed: `src/main.ts`, one process, its own limits. @param profileTo a folder for a CPU profile */
export async function startChatServer(databaseUrl: string, profileTo?: string): Promise<ChatServer> {
  const flags = profileTo ? ['--cpu-prof', `--cpu-prof-dir=${profileTo}`] : []
  const child = spawn(process.execPath, [...flags, MAIN], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      MINGBAI_KEYS: randomBytes(32).toString('base64'),
      DEMO: 'on',
      COUNTY: '440229',
      LOG_LEVEL: 'silent',
      PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await address(child)
  const pid = child.pid as number
  return {
    url,
    pid,
    memory: () => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024,
    stop: () => ended(child),
  }
}

function address(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the server did not start')), START_MS)
    child.stdout?.on('data', (chunk: Buffer) => {
      const url = /http:\/\/\S+/.exec(chunk.toString())?.[0]
      if (!url) return
      clearTimeout(late)
      resolve(url)
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const exit = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), START_MS)
  await exit
  clearTimeout(late)
}
