import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import { type RunningBot, runBot } from '../../bots/run-bot.ts'
import { MockPuppet, type People, type Said, SELF, type Told } from './mock-puppet.ts'

export const BOT_TOKEN = 'a-service-token-of-the-tests-0123456789'
const PATIENCE_MS = 25_000

/** A stand-in WeChat with one bot in it: people write, and what the bot says to each is kept. */
export class Wechat {
  readonly said: Said[] = []
  readonly log: string[] = []
  #puppet: MockPuppet | null = null
  #bot: RunningBot | null = null
  #folder: string | null = null
  readonly #people: People

  constructor(people: People) {
    this.#people = people
  }

  /** Starts a bot; after a stop it goes on with what the one before left. */
  async start(backendUrl: string): Promise<RunningBot> {
    this.#folder ??= await mkdtemp(join(tmpdir(), 'bot-'))
    this.#puppet = new MockPuppet(this.#people, (said) => this.said.push(said))
    this.#bot = await runBot(
      this.#puppet,
      { backendUrl, token: BOT_TOKEN, dataDir: this.#folder, pauseMs: 0 },
      (event, more) => this.log.push(JSON.stringify({ event, ...more })),
    )
    await this.#puppet.login(SELF.id)
    return this.#bot
  }

  get puppet(): MockPuppet {
    if (!this.#puppet) throw new Error('no bot was started')
    return this.#puppet
  }

  tell(told: Told): string {
    return this.puppet.tell(told)
  }

  /** What was said to a person or room from now on, once it matches. */
  hears(to: string, pattern: RegExp, from = 0): Promise<Said> {
    return vi.waitFor(
      () => {
        const said = this.said.slice(from).find((each) => each.to === to && pattern.test(each.text))
        expect(said, `${to} did not hear ${pattern}: ${JSON.stringify(this.said.slice(from))}`).toBeDefined()
        return said as Said
      },
      { timeout: PATIENCE_MS, interval: 50 },
    )
  }

  to(id: string): string[] {
    return this.said.filter(({ to }) => to === id).map(({ text }) => text)
  }

  async stop(): Promise<void> {
    await this.#bot?.stop()
    this.#bot = null
  }

  async end(): Promise<void> {
    await this.stop()
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true })
  }
}
