/** One server that dies and comes back, as those see it who talk to it: now and then it is gone, and has a new address. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from './random.ts'
import { type Ended, type Home, ServerProcess } from './server-process.ts'

/**
 * Moments at which dying hurts most: something was just sent, or answered, or is about to be delivered. With the number of
 * times that each may pass by first.
 */
const MOMENTS = { said: 20, confirmed: 2, receipt: 2, acting: 6, acted: 6, news: 4, uploading: 2 }
export type Moment = keyof typeof MOMENTS

export type Death =
  | { kind: 'while_starting'; ms: number }
  | { kind: 'any_time'; ms: number }
  | { kind: 'right_after'; moment: Moment; times: number; ms: number }

/** No life is longer, whatever was to happen first. On an idle machine it happens within a second. */
const LONGEST_MS = 5_000

export class Lives {
  /** Set when everybody is to come to an end with what he does. */
  over = false
  deaths = 0
  /** What servers complained about on their own account. */
  complaints = ''
  readonly #home: Home
  #server: ServerProcess | null = null
  #listens = false
  #address = Promise.withResolvers<string>()
  #watch: { moment: Moment; times: number; seen: () => void } | null = null

  constructor(home: Home) {
    this.#home = home
  }

  /** The address of the server; while there is none, waits for the next. */
  up(): Promise<string> {
    return this.#address.promise
  }

  happened(moment: Moment): void {
    if (this.#watch?.moment === moment && --this.#watch.times <= 0) this.#watch.seen()
  }

  async start(): Promise<void> {
    const server = new ServerProcess(this.#home.environment)
    this.#server = server
    const url = await server.url
    if (this.#server !== server) return
    this.#listens = true
    this.#address.resolve(url)
  }

  /** Starts it, unless it lives, and kills it. */
  async liveAndDie(death: Death): Promise<void> {
    const starting = this.#server ? Promise.resolve() : this.start()
    if (death.kind === 'while_starting') {
      // It never hears of its start when it is killed before.
      await Promise.race([sleep(death.ms), starting.catch(() => {})])
    } else {
      await starting
      if (death.kind === 'any_time') await sleep(death.ms)
      else await this.#wait(death.moment, death.times, death.ms)
    }
    await this.end('SIGKILL')
    this.deaths++
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<Ended | null> {
    // First, so that whoever notices that his server is gone waits for the next one.
    if (this.#listens) this.#address = Promise.withResolvers()
    this.#listens = false
    const server = this.#server
    this.#server = null
    const ended = (await server?.kill(signal)) ?? null
    this.complaints += ended?.errors ?? ''
    return ended
  }

  async #wait(moment: Moment, times: number, ms: number): Promise<void> {
    const seen = Promise.withResolvers<void>()
    this.#watch = { moment, times, seen: seen.resolve }
    await Promise.race([seen.promise, sleep(LONGEST_MS)])
    this.#watch = null
    await sleep(ms)
  }
}

/** A dozen deaths; every kind is among them, in an order of chance. */
export function deaths(random: Random, count: number): Death[] {
  const all: Death[] = Array.from({ length: count }, (_, at) => {
    if (at % 6 === 0) return { kind: 'while_starting', ms: 200 + random.below(1_300) }
    if (at % 6 === 1) return { kind: 'any_time', ms: 100 + random.below(1_200) }
    const moment = random.pick(Object.keys(MOMENTS) as Moment[])
    return { kind: 'right_after', moment, times: 1 + random.below(MOMENTS[moment]), ms: random.below(12) }
  })
  for (let at = all.length - 1; at > 0; at--) {
    const other = random.below(at + 1)
    ;[all[at], all[other]] = [all[other] as Death, all[at] as Death]
  }
  return all
}
