import type { Inbound } from '../../src/contract/chat.ts'
import { store } from './store'

/** Said, but not taken by the server yet. The id goes along each time, so that it is never taken twice. */
export interface Unsent {
  id: string
  message: Inbound
}

/** Stands in the phone's storage before anything is sent: closing the mini-program loses nothing. */
export const outbox = {
  unsent(): Unsent[] {
    return store.get('outbox') ?? []
  },
  keep(message: Inbound): Unsent {
    const unsent = { id: newId(), message }
    store.set('outbox', [...this.unsent(), unsent])
    return unsent
  },
  taken(id: string): void {
    const left = this.unsent().filter((each) => each.id !== id)
    if (left.length !== this.unsent().length) store.set('outbox', left)
  },
}

/** Unique within one person's conversation, which is all that is asked of it. */
function newId(): string {
  const chance = () => Math.random().toString(36).slice(2, 10).padEnd(8, '0')
  return `${Date.now().toString(36)}-${chance()}${chance()}`
}
