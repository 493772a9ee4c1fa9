import type { z } from 'zod'
import type { Block } from '../../src/contract/block.ts'
import type { ClientFrame, Hello, Inbound, ServerFrame, TurnView } from '../../src/contract/chat.ts'
import { isPassing, wordsOf } from './api'
import { forgetFile, keepPicture, keepRecording, upload } from './files'
import { openLive } from './live'
import { openOutbox } from './outbox'
import { logIn, residentToken } from './session'
import { store } from './store'
import type { Unsent } from './unsent'

export interface ChatEvents {
  online(up: boolean): void
  greeting(blocks: Block[]): void
  /** In order, each once. */
  turn(turn: TurnView): void
  /** What waits, oldest first. */
  unsent(messages: Unsent[]): void
  /** `unsent` was not taken and will not be tried again; null: it is about nothing that was said. */
  refused(words: string, unsent: Unsent | null): void
  /** A server that knows nothing of what was said: it begins anew. */
  cleared(): void
}

/** The resident's line to the server: nothing he says is lost on the way, nothing is said twice. */
export function openChat(events: ChatEvents) {
  let lastSeq = 0

  const live = openLive<z.infer<typeof ServerFrame>, ClientFrame>('/chat', {
    open: () => void hello(),
    frame: hear,
    state(up) {
      if (up) outbox.up()
      else outbox.down()
      events.online(up)
    },
  })
  const outbox = openOutbox({
    send: (id, message) => live.send({ type: 'message', id, message }),
    upload,
    forget: forgetFile,
    stuck: live.drop,
    changed: events.unsent,
    givenUp: events.refused,
  })

  async function hello() {
    try {
      const token = await residentToken()
      const village = store.get('village')
      const frame: Hello = { type: 'hello', token, lastSeq, ...(village && { village }) }
      live.send(frame)
    } catch (error) {
      if (!isPassing(error)) events.refused(wordsOf(error), null)
      // No login without a line: the next attempt comes by itself.
      live.drop()
    }
  }

  function hear(frame: z.infer<typeof ServerFrame>) {
    switch (frame.type) {
      case 'welcome':
        if (frame.lastSeq < lastSeq) clear()
        events.greeting(frame.replies)
        return live.ready()
      case 'turn':
        return take(frame.turn)
      case 'error':
        return void refuse(frame.code, frame.message, frame.id ?? null)
      case 'pong':
    }
  }

  function take(turn: TurnView) {
    // A replayed turn is old news, but it may be the answer to a message that was sent again.
    if (turn.seq > lastSeq) {
      lastSeq = turn.seq
      events.turn(turn)
    }
    if (turn.messageId) outbox.taken(turn.messageId)
  }

  async function refuse(code: string, words: string, id: string | null) {
    if (code === 'bad_token') {
      clear()
      await logIn().catch(() => {})
      live.drop()
    } else if (id) outbox.refused(id, code, words)
    else events.refused(words, null)
  }

  function clear() {
    lastSeq = 0
    events.cleared()
  }

  events.unsent(outbox.unsent())
  return {
    say: (message: Inbound) => outbox.say(message),
    /** @param tempFilePath as wx.chooseMedia answers it. */
    sendPicture: async (tempFilePath: string) => outbox.sendFile(await keepPicture(tempFilePath)),
    /** @param text what the phone made out of it, where it can. */
    sendRecording: async (tempFilePath: string, text?: string) =>
      outbox.sendFile(await keepRecording(tempFilePath, text)),
    close: live.close,
  }
}
