import type { FastifyBaseLogger } from 'fastify'
import type { z } from 'zod'
import type { Door } from '../../app/door.ts'
import { greet } from '../../app/greet.ts'
import { readTurns } from '../../app/read-turns.ts'
import { receiveMessage } from '../../app/receive-message.ts'
import type { ClientFrame, Hello, Say, ServerFrame, TurnView } from '../../contract/chat.ts'
import { enterChat, personKey } from './chat-door.ts'
import type { Listener } from './chat-hub.ts'
import type { Line } from './line.ts'
import { safeError } from './logging.ts'
import { measured } from './metrics.ts'
import type { Parts } from './parts.ts'
import { granted, isBusy, Refused } from './problems.ts'
import { doorAnswer } from './refusals.ts'
import { TurnPump } from './turn-pump.ts'

type Frame = z.infer<typeof ServerFrame>

/** Turns read at a time: with the longest words in each they still fit into what one socket may hold unsent. */
const PAGE = 50

/** One resident's socket, from hello to close. */
export class ChatConnection implements Listener {
  readonly #parts: Parts
  readonly #line: Line<Frame>
  readonly #log: FastifyBaseLogger
  readonly #pump: TurnPump
  /** Settles when the hello was dealt with; messages sent right behind it wait here. Null before any hello. */
  #entering: Promise<Door | null> | null = null
  #door: Door | null = null
  #person = ''
  #conversationId: string | null = null
  readonly #inHand = new Set<{ id: string; answered: boolean }>()
  #finishing = false
  #emptyHanded: (() => void) | null = null

  constructor(parts: Parts, line: Line<Frame>, log: FastifyBaseLogger) {
    this.#parts = parts
    this.#line = line
    this.#log = log
    this.#pump = new TurnPump(
      (after) => this.#readTurns(after),
      (turn) => this.#write(turn),
    )
  }

  get person(): string {
    return this.#person
  }

  get greeted(): boolean {
    return this.#entering !== null
  }

  take(frame: ClientFrame): void {
    switch (frame.type) {
      case 'ping':
        this.#line.send({ type: 'pong' })
        break
      case 'hello':
        if (this.#entering) this.error('hello_twice', '已经连上了，不用重复打招呼。')
        else this.#enter(frame)
        break
      case 'message':
        if (this.#finishing) this.error('going_away', '系统正在重启，这条没有收到，请稍后再发。', frame.id)
        else void this.#say(frame)
    }
  }

  error(code: string, message: string, id?: string): void {
    this.#parts.metrics.refusals.inc({ code })
    this.#line.send(id === undefined ? { type: 'error', code, message } : { type: 'error', code, message, id })
  }

  left(): void {
    if (this.#person) this.#parts.chat.leave(this, this.#conversationId)
  }

  news(seq: number): void {
    this.#pump.want(seq).catch((error) => this.#broken(error))
  }

  turn(turn: TurnView): void {
    const known = this.#conversationId !== null
    const offered = known || !this.#door ? this.#pump.offer(turn) : this.#attach(this.#door, this.#pump.sent)
    offered.catch((error) => this.#broken(error))
  }

  resync(): void {
    this.#pump.again().catch((error) => this.#broken(error))
  }

  async finish(): Promise<void> {
    this.#finishing = true
    if (this.#inHand.size > 0) {
      await new Promise<void>((resolve) => {
        this.#emptyHanded = resolve
        setTimeout(resolve, this.#parts.limits.finishMs).unref()
      })
    }
    this.#line.close('going_away')
  }

  #enter(frame: Hello): void {
    this.#entering = this.#hello(frame)
    // Refused, he may say hello again, without the token that does not work.
    void this.#entering.then((door) => {
      if (!door) this.#entering = null
    })
  }

  async #hello(frame: Hello): Promise<Door | null> {
    try {
      const { door, token } = granted(enterChat(this.#parts.deps, this.#parts.county, frame))
      await this.#attach(door, frame.lastSeq, token)
      return door
    } catch (error) {
      if (!(error instanceof Refused)) return this.#broken(error)
      this.error(error.answer.code, error.answer.detail)
      return null
    }
  }

  /** Finds the conversation of this door, replays what the client has not seen, and listens from then on. */
  async #attach(door: Door, seen: number, token?: string): Promise<void> {
    const { chat, deps } = this.#parts
    this.#door = door
    this.#person = personKey(door)
    chat.enter(this)
    const found = await chat.attach(this, async () => granted(await greet(deps, door)))
    this.#conversationId = found.conversationId
    if (token !== undefined) {
      // A client that claims to have seen more than there is (a restored server) starts from what there is.
      this.#pump.startAfter(Math.min(seen, found.lastSeq))
      this.#line.send({ type: 'welcome', token, lastSeq: found.lastSeq, replies: found.replies })
    }
    await this.#pump.want(found.lastSeq)
    if (!this.#line.open) this.left()
  }

  async #say({ id, message }: z.infer<typeof Say>): Promise<void> {
    const said = { id, answered: false }
    this.#inHand.add(said)
    try {
      const door = await this.#entering
      if (!door) return this.error('hello_first', '请先打招呼再发消息。', id)
      const turn = granted(
        await measured(this.#parts.metrics, 'websocket', () => receiveMessage(this.#parts.deps, door, { id, message })),
      )
      // News may have brought it while we waited. Otherwise a turn behind us was asked for again, so it is sent again.
      if (!said.answered && turn.seq <= this.#pump.sent) this.#line.send({ type: 'turn', turn })
      else await this.#pump.offer(turn)
      this.#parts.chat.taken(this.person, turn, this)
      if (!this.#conversationId) await this.#attach(door, this.#pump.sent)
    } catch (error) {
      if (error instanceof Refused) return this.error(error.answer.code, error.answer.detail, id)
      if (isBusy(error)) return this.error('busy', doorAnswer('busy').detail, id)
      this.#log.error({ error: safeError(error) }, 'a message failed')
      this.error('internal', '系统出错了，这条没有收到，请再发一次。', id)
    } finally {
      this.#inHand.delete(said)
      if (this.#inHand.size === 0) this.#emptyHanded?.()
    }
  }

  async #readTurns(after: number): Promise<TurnView[]> {
    await this.#line.drained()
    const door = this.#door
    return door && this.#line.open ? this.#parts.onlookers(() => readTurns(this.#parts.deps, door, after, PAGE)) : []
  }

  #write(turn: TurnView): void {
    for (const said of this.#inHand) if (said.id === turn.messageId) said.answered = true
    this.#line.send({ type: 'turn', turn })
  }

  #broken(error: unknown): null {
    this.#log.error({ error: safeError(error) }, 'turns could not be read')
    this.#line.close('broken')
    return null
  }
}
