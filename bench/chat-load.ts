/** The second process: all residents. Does what its parent says, one thing after the other, and answers with figures. */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Crowd } from './crowd.ts'
import type { Load } from './figures.ts'
import { OPENING, ROUNDS, wholeReport } from './what-they-say.ts'

/** Conversations begun at once while warming up, and reports told at once. */
const AT_ONCE = 64

interface Work {
  enter: { input: { residents: number }; output: Load }
  full: { input: { seconds: number; inFlight: number }; output: Load }
  paced: { input: { seconds: number; perSecond: number }; output: Load }
  reports: { input: { count: number }; output: Awaited<ReturnType<Crowd['tellAll']>> }
}

export interface ChatLoad {
  pid: number
  ask<K extends keyof Work>(kind: K, input: Work[K]['input']): Promise<Work[K]['output']>
  stop(): void
}

export function startChatLoad(url: string): ChatLoad {
  const child = fork(fileURLToPath(import.meta.url), [url])
  return {
    pid: child.pid as number,
    ask: (kind, input) =>
      new Promise((resolve, reject) => {
        const gone = (code: number | null) => reject(new Error(`the residents ended with ${code}`))
        child.once('exit', gone)
        child.once('message', (output) => {
          child.off('exit', gone)
          resolve(output as never)
        })
        child.send({ kind, input })
      }),
    stop: () => void child.kill(),
  }
}

if (process.send) serve(process.argv[2] as string)

function serve(url: string): void {
  const crowd = new Crowd()
  let met = 0
  const work: { [K in keyof Work]: (input: Work[K]['input']) => Promise<Work[K]['output']> } = {
    async enter({ residents }) {
      const strangers = new Crowd()
      await strangers.enter(url, met, met + residents, () => OPENING)
      met += residents
      const load = await strangers.tellAll(AT_ONCE, '')
      crowd.join(strangers, (n) => ROUNDS[n % ROUNDS.length] as string[])
      return load
    },
    full: ({ seconds, inFlight }) => crowd.full(seconds, inFlight),
    paced: ({ seconds, perSecond }) => crowd.paced(seconds, perSecond),
    async reports({ count }) {
      const strangers = new Crowd()
      await strangers.enter(url, met, met + count, wholeReport)
      met += count
      const told = await strangers.tellAll(AT_ONCE, '"kind":"receipt"')
      strangers.leave()
      return told
    },
  }
  process.on('message', async ({ kind, input }: { kind: keyof Work; input: never }) => {
    process.send?.(await work[kind](input))
  })
}
