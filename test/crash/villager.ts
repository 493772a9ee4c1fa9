/**
 * A resident whose phone keeps a ledger: what was said, in order, and every turn that ever came. When the line breaks he
 * comes back with token and last seq, as the contract tells a client to, and says again under the same id whatever has no turn.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Inbound, TurnView } from '../../src/contract/chat.ts'
import { call } from '../adapters/http/call.ts'
import { ChatClient, ChatError } from '../support/chat-client.ts'
import type { Lives } from './lives.ts'
import type { Random } from './random.ts'
import { type Person, saysNext } from './talk.ts'

/** Somewhat less than a socket may send: so many at once, so many a second. Being refused for haste is not what is tested. */
const BURST = 15
const PER_SECOND = 4
/** He does not stop before this many of his reports were taken. */
const REPORTS = 2

interface Said {
  id: string
  message: Inbound
  turn: TurnView | null
}

export class Villager {
  readonly person: Person
  /** In the order in which they were said. */
  readonly said: Said[] = []
  /** By seq. */
  readonly seen = new Map<number, TurnView>()
  /** By attachment: what was acknowledged as kept. */
  readonly pictures = new Map<string, Buffer>()
  /** Whatever a client should never meet. */
  readonly oddities: string[] = []
  /** How often a message had no turn when the line broke. */
  saidAgain = 0
  token: string | undefined
  readonly #lives: Lives
  readonly #random: Random
  #lastSeq = 0

  constructor(person: Person, lives: Lives, random: Random) {
    this.person = person
    this.#lives = lives
    this.#random = random
  }

  get receipts(): TurnView[] {
    return [...this.seen.values()].filter((turn) => turn.replies.some((block) => block.kind === 'receipt'))
  }

  /** Comes back however often the line breaks, until the test is over and all that he said has its turn. */
  async live(): Promise<void> {
    while (!this.#isDone()) {
      const url = await this.#lives.up()
      let client: ChatClient | undefined
      try {
        client = await ChatClient.connect(url)
        await this.#talk(client)
      } catch (error) {
        // Only a broken line is a reason to come back. A message that is refused would be refused for ever.
        if (error instanceof ChatError) throw error
        await sleep(20 + this.#random.below(60))
      } finally {
        if (client) this.#note(client)
        await client?.close().catch(() => {})
      }
    }
  }

  #isDone(): boolean {
    const open = this.said.some((each) => each.turn === null)
    return this.#lives.over && !open && this.receipts.length >= REPORTS
  }

  async #talk(client: ChatClient): Promise<void> {
    const gone = client.closed.then(() => {
      throw new Error('the line broke')
    })
    gone.catch(() => {})
    const here = <T>(work: Promise<T>) => Promise.race([work, gone])
    const who = { lastSeq: this.#lastSeq, ...(this.token ? { token: this.token } : {}) }
    const welcome = await here(client.hello(who))
    this.token = welcome.token
    if (welcome.lastSeq < this.#lastSeq)
      this.oddities.push(`turns were lost: had ${this.#lastSeq}, the server has ${welcome.lastSeq}`)

    const since = Date.now()
    let sent = 0
    const say = async (each: Said) => {
      while (sent >= BURST + ((Date.now() - since) / 1000) * PER_SECOND) await here(sleep(50))
      sent++
      const answer = client.say(each.message, each.id)
      const confirms = each.message.kind === 'text' && each.message.text === '确认提交'
      this.#lives.happened(confirms ? 'confirmed' : 'said')
      await here(answer)
      this.#note(client)
    }
    // Their turns may be on the way already, behind the welcome. Saying it again must do no harm.
    const open = this.said.filter((each) => each.turn === null)
    this.saidAgain += open.length
    for (const each of open) await say(each)
    while (!this.#isDone()) {
      await here(sleep(20 + this.#random.below(80)))
      // More than one at once: a later one must not overtake an earlier one, whatever happens in between.
      const next = (await this.#next(client.url)).map((message) => ({ id: randomUUID(), message, turn: null }))
      this.said.push(...next)
      await Promise.all(next.map(say))
      const again = this.said.at(-1 - this.#random.below(4))
      if (again && this.#random.chance(0.1)) await say(again)
    }
  }

  async #next(url: string): Promise<Inbound[]> {
    const mine = [...this.seen.values()].filter((turn) => turn.messageId !== null)
    const next = saysNext(mine.at(-1) ?? null, this.person, this.#random)
    return next === 'picture' ? [await this.#upload(url)] : next.map((text) => ({ kind: 'text', text }))
  }

  async #upload(url: string): Promise<Inbound> {
    const noise = Array.from({ length: 500 }, () => this.#random.below(256))
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...noise])
    const kept = call(url, 'POST', '/api/chat/attachments', { raw: jpeg, type: 'image/jpeg', token: this.token ?? '' })
    this.#lives.happened('uploading')
    const { status, body } = await kept
    if (status !== 200) this.oddities.push(`upload refused: ${status} ${JSON.stringify(body)}`)
    const attachment = String(body.attachment)
    this.pictures.set(attachment, jpeg)
    return { kind: 'picture', attachment }
  }

  /** Writes what came into the ledger. Only what follows on what he has seen moves `lastSeq`: a gap would be asked for again. */
  #note(client: ChatClient): void {
    for (const turn of client.turns.splice(0)) {
      const before = this.seen.get(turn.seq)
      if (before && !isDeepStrictEqual(before, turn))
        this.oddities.push(`seq ${turn.seq} twice: ${JSON.stringify(before)} and ${JSON.stringify(turn)}`)
      if (!before && turn.seq !== this.#lastSeq + 1)
        this.oddities.push(`a gap: ${turn.seq} came after ${this.#lastSeq}`)
      this.seen.set(turn.seq, turn)
      this.#lastSeq = Math.max(this.#lastSeq, turn.seq)
      const said = this.said.find((each) => each.id === turn.messageId)
      if (said) said.turn ??= turn
      if (turn.messageId === null) this.#lives.happened('news')
      if (turn.replies.some((block) => block.kind === 'receipt')) this.#lives.happened('receipt')
    }
    for (const { code, message } of client.errors.splice(0)) this.oddities.push(`error frame ${code}: ${message}`)
  }
}
