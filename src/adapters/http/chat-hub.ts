import type { Change, ChangeFeed } from '../../app/ports/store.ts'
import type { TurnView } from '../../contract/chat.ts'

/** One socket's ear for its conversation. */
export interface Listener {
  /** Who is at the door: several sockets and plain HTTP of one person share it. */
  person: string
  /** News: the store has a turn with this seq. */
  news(seq: number): void
  /** A turn that another door of the same person has just been answered with. */
  turn(turn: TurnView): void
  /** News may have been missed. */
  resync(): void
  /** The server stops: finish what is in hand, then close. */
  finish(): Promise<void>
}

/** Who listens to which conversation in this process, fed by one subscription however many sockets are open. */
export class ChatHub {
  readonly #persons = new Map<string, Set<Listener>>()
  readonly #conversations = new Map<string, Set<Listener>>()
  readonly #stop: () => void
  /** News heard while somebody is finding out which conversation is his; empty otherwise. */
  readonly #heard = new Map<string, number>()
  #arriving = 0
  #missed = false

  constructor(feed: ChangeFeed) {
    this.#stop = feed.subscribe((change) => this.#onChange(change))
  }

  enter(listener: Listener): void {
    put(this.#persons, listener.person, listener)
  }

  leave(listener: Listener, conversationId: string | null): void {
    drop(this.#persons, listener.person, listener)
    if (conversationId) drop(this.#conversations, conversationId, listener)
  }

  /**
   * Reads with `find` which conversation is the listener's and attaches him to it. News that comes in between is kept,
   * so that nothing falls between the reading and the listening.
   */
  async attach<T extends { conversationId: string | null }>(listener: Listener, find: () => Promise<T>): Promise<T> {
    this.#arriving++
    try {
      const found = await find()
      if (found.conversationId) {
        put(this.#conversations, found.conversationId, listener)
        const seq = this.#heard.get(found.conversationId)
        // After the caller has dealt with what was found.
        if (seq !== undefined) setImmediate(() => listener.news(seq))
        if (this.#missed) setImmediate(() => listener.resync())
      }
      return found
    } finally {
      if (--this.#arriving === 0) {
        this.#heard.clear()
        this.#missed = false
      }
    }
  }

  /** Passes a turn on to the other sockets of the same person. */
  taken(person: string, turn: TurnView, except?: Listener): void {
    for (const listener of this.#persons.get(person) ?? []) if (listener !== except) listener.turn(turn)
  }

  async close(): Promise<void> {
    this.#stop()
    const all = [...this.#persons.values()].flatMap((listeners) => [...listeners])
    await Promise.all(all.map((listener) => listener.finish()))
  }

  #onChange(change: Change | 'resync'): void {
    if (change === 'resync') {
      if (this.#arriving > 0) this.#missed = true
      for (const listeners of this.#conversations.values()) for (const listener of listeners) listener.resync()
    } else if (change.topic === 'turn') {
      if (this.#arriving > 0) {
        this.#heard.set(change.conversationId, Math.max(change.seq, this.#heard.get(change.conversationId) ?? 0))
      }
      for (const listener of this.#conversations.get(change.conversationId) ?? []) listener.news(change.seq)
    }
  }
}

function put<K, V>(sets: Map<K, Set<V>>, key: K, value: V): void {
  const set = sets.get(key)
  if (set) set.add(value)
  else sets.set(key, new Set([value]))
}

function drop<K, V>(sets: Map<K, Set<V>>, key: K, value: V): void {
  const set = sets.get(key)
  set?.delete(value)
  if (set?.size === 0) sets.delete(key)
}
