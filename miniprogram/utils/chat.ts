import type { z } from 'zod'
import type { Block } from '../../src/contract/block.ts'
import type { ClientFrame, Hello, Inbound, ServerFrame, TurnView } from '../../src/contract/chat.ts'
import { openLive } from './live'
import { outbox, type Unsent } from './outbox'
import { logIn, residentToken } from './session'
import { store } from './store'

export interface ChatEvents {
  online(up: boolean): void
  greeting(blocks: Block[]): void
  /** In order, each once. */
  turn(turn: TurnView): void
  unsent(messages: Unsent[]): void
  /** `id` names the message that was not taken and will not be tried again. */
  refused(words: string, id: string | null): void
  /** A server that knows nothing of what was said: it begins anew. */
  cleared(): void
}

/** Refusals that pass by themselves; the message stays where it is and is sent again. */
const PASSING = ['slow_down', 'internal', 'not_ready', 'busy', 'going_away', 'hello_first']
const RETRY_MS = 2_000
/** A message without its turn after this long went into a dead line. */
const ANSWER_MS = 15_000

/** The resident's line to the server: nothing he says is lost on the way, nothing is said twice. */
export function openChat(events: ChatEvents) {
  let lastSeq = 0
  let welcomed = false
  let sending: string | null = null
  let overdue = 0

  const live = openLive<z.infer<typeof ServerFrame>, ClientFrame>('/chat', {
    open: () => void hello(),
    frame: hear,
    state(up) {
      if (!up) rest()
      events.online(up)
    },
  })

  async function hello() {
    try {
      const token = await residentToken()
      const village = store.get('village')
      const frame: Hello = { type: 'hello', token, lastSeq, ...(village && { village }) }
      live.send(frame)
    } catch {
      // No login without a line: the next attempt comes by itself.
      live.drop()
    }
  }

  function hear(frame: z.infer<typeof ServerFrame>) {
    switch (frame.type) {
      case 'welcome':
        if (frame.lastSeq < lastSeq) clear()
        welcomed = true
        events.greeting(frame.replies)
        live.ready()
        return sendNext()
      case 'turn':
        return take(frame.turn)
      case 'error':
        return void refuse(frame.code, frame.message, frame.id ?? null)
      case 'pong':
    }
  }

  function take(turn: TurnView) {
    if (turn.messageId) outbox.taken(turn.messageId)
    // A replayed turn is old news, but it may be the answer to a message that was sent again.
    if (turn.seq > lastSeq) {
      lastSeq = turn.seq
      events.turn(turn)
    }
    events.unsent(outbox.unsent())
    if (turn.messageId === sending) sent()
  }

  async function refuse(code: string, words: string, id: string | null) {
    if (code === 'bad_token') {
      clear()
      await logIn().catch(() => {})
      return live.drop()
    }
    if (id && PASSING.includes(code)) {
      setTimeout(() => id === sending && sent(), RETRY_MS)
      return
    }
    events.refused(words, id)
    if (!id) return
    outbox.taken(id)
    events.unsent(outbox.unsent())
    if (id === sending) sent()
  }

  /** One at a time and in order: an answer to question two must not overtake the answer to question one. */
  function sendNext() {
    const next = outbox.unsent()[0]
    if (!next || !welcomed || sending) return
    sending = next.id
    live.send({ type: 'message', ...next })
    overdue = setTimeout(live.drop, ANSWER_MS)
  }

  function sent() {
    clearTimeout(overdue)
    sending = null
    sendNext()
  }

  function rest() {
    clearTimeout(overdue)
    welcomed = false
    sending = null
  }

  function clear() {
    lastSeq = 0
    events.cleared()
  }

  events.unsent(outbox.unsent())
  return {
    say(message: Inbound) {
      outbox.keep(message)
      events.unsent(outbox.unsent())
      sendNext()
    },
    close: live.close,
  }
}
