/** The resident's line to the server: nothing he says is lost on the way, nothing is said twice. */
import type { Block } from '../../../contract/block.ts'
import type { ClientFrame, Hello, Inbound, ServerFrame, TurnView } from '../../../contract/chat.ts'
import { cameFrom } from './came-from.ts'
import { chatStore, newId, type Unsent } from './chat-store.ts'
import { openLive } from './live-socket.ts'

export interface ChatEvents {
  online(up: boolean): void
  greeting(blocks: Block[]): void
  /** `earlier`: it was said before this page was opened. */
  turn(turn: TurnView, earlier: boolean): void
  unsent(messages: Unsent[]): void
  /** `id` names the message that was not taken and will not be tried again. */
  refused(words: string, id: string | null): void
  /** Another resident now, or a server that knows nothing of the old one. */
  cleared(): void
}

/** Refusals that pass by themselves; the message stays where it is and is sent again. */
const PASSING = new Set(['slow_down', 'internal', 'not_ready', 'busy', 'going_away', 'hello_first'])
const RETRY_MS = 2_000
/** A message without its turn after this long went into a dead line. */
const ANSWER_MS = 15_000

export function openChat(events: ChatEvents) {
  let lastSeq = 0
  /** The newest turn of an earlier visit. */
  let earlier = 0
  let welcomed = false
  let sending: string | null = null
  let overdue = 0

  const socket = openLive<ServerFrame, ClientFrame>('/chat', {
    open: hello,
    frame: hear,
    state: (up) => {
      if (!up) rest()
      events.online(up)
    },
  })

  function hello() {
    const token = chatStore.token()
    const frame: Hello = { type: 'hello', lastSeq, ...cameFrom(), ...(token ? { token } : {}) }
    socket.send(frame)
  }

  function hear(frame: ServerFrame) {
    switch (frame.type) {
      case 'welcome':
        chatStore.keepToken(frame.token)
        if (frame.lastSeq < lastSeq) clear()
        if (lastSeq === 0) earlier = frame.lastSeq
        welcomed = true
        events.greeting(frame.replies)
        socket.ready()
        return sendNext()
      case 'turn':
        return take(frame.turn)
      case 'error':
        return refuse(frame.code, frame.message, frame.id ?? null)
      case 'pong':
    }
  }

  function take(turn: TurnView) {
    if (turn.messageId) chatStore.taken(turn.messageId)
    // A replayed turn is old news, but it may be the answer to a message that was sent again.
    if (turn.seq > lastSeq) {
      lastSeq = turn.seq
      events.turn(turn, turn.seq <= earlier)
    }
    events.unsent(chatStore.unsent())
    if (turn.messageId === sending) sent()
  }

  function refuse(code: string, words: string, id: string | null) {
    if (code === 'bad_token') {
      chatStore.forgetToken()
      clear()
      return hello()
    }
    if (id && PASSING.has(code)) {
      setTimeout(() => id === sending && sent(), RETRY_MS)
      return
    }
    events.refused(words, id)
    if (!id) return
    chatStore.taken(id)
    events.unsent(chatStore.unsent())
    if (id === sending) sent()
  }

  /** One at a time and in order: an answer to question two must not overtake the answer to question one. */
  function sendNext() {
    const next = chatStore.unsent()[0]
    if (!next || !welcomed || sending) return
    sending = next.id
    socket.send({ type: 'message', ...next })
    overdue = setTimeout(() => socket.drop(), ANSWER_MS)
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

  events.unsent(chatStore.unsent())
  return {
    say(message: Inbound) {
      chatStore.keepUnsent({ id: newId(), message })
      events.unsent(chatStore.unsent())
      sendNext()
    },
    /** Somebody else takes the phone. */
    startAfresh() {
      chatStore.forgetToken()
      chatStore.forgetUnsent()
      events.unsent([])
      clear()
      socket.drop()
    },
  }
}
