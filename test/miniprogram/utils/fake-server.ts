import type { z } from 'zod'
import type { ClientFrame, Inbound, ServerFrame, TurnView } from '../../../src/contract/chat.ts'

type Frame = z.infer<typeof ServerFrame>

/** The county's chat as a phone sees it: a message's id is good once. It fails in the ways that a network does. */
export interface FakeServer {
  /** What was taken, in order. */
  taken: { id: string; message: Inbound }[]
  /** Ids of uploaded files. */
  files: string[]
  isUp: boolean
  /** So many of the next messages are never heard. */
  deafTo: number
  /** So many of the next messages are taken, and the answer is lost on the way. */
  muteFor: number
  /** So many of the next messages and files are put off. */
  busyFor: number
  /** Today it takes no more files. */
  hasEnough: boolean
  logIn(): { token: string }
  /** @param own the phone's id of the file: with the same one it is the same file. */
  keep(own: string): { status: number; id: string }
  hear(frame: ClientFrame, tell: (frame: Frame) => void): void
}

export function fakeServer(): FakeServer {
  const turns: TurnView[] = []
  const use = (count: 'deafTo' | 'muteFor' | 'busyFor') => {
    if (server[count] === 0) return false
    server[count] -= 1
    return true
  }
  const server: FakeServer = {
    taken: [],
    files: [],
    isUp: true,
    deafTo: 0,
    muteFor: 0,
    busyFor: 0,
    hasEnough: false,
    logIn: () => ({ token: 'token' }),
    keep(own) {
      if (server.hasEnough) return { status: 429, id: '' }
      if (use('busyFor')) return { status: 503, id: '' }
      if (!server.files.includes(own)) server.files.push(own)
      return { status: 200, id: own }
    },
    hear(frame, tell) {
      switch (frame.type) {
        case 'ping':
          return tell({ type: 'pong' })
        case 'hello':
          tell({ type: 'welcome', token: 'token', lastSeq: turns.length, replies: [] })
          for (const turn of turns.slice(frame.lastSeq)) tell({ type: 'turn', turn })
          return
        case 'message': {
          if (use('deafTo')) return
          if (use('busyFor')) return tell({ type: 'error', code: 'busy', message: '', id: frame.id })
          const turn = take(frame.id, frame.message)
          if (!use('muteFor')) tell({ type: 'turn', turn })
        }
      }
    },
  }
  function take(id: string, message: Inbound): TurnView {
    const known = turns.find(({ messageId }) => messageId === id)
    if (known) return known
    server.taken.push({ id, message })
    const turn = { seq: turns.length + 1, at: new Date(0).toISOString(), messageId: id, inbound: message, replies: [] }
    turns.push(turn)
    return turn
  }
  return server
}
