/** What this browser keeps of a chat: who the resident is, and what he said that nobody has taken yet. */
import type { Inbound } from '../../../contract/chat.ts'

const TOKEN = 'mingbai.resident'
const OUTBOX = 'mingbai.outbox'

export interface Unsent {
  id: string
  message: Inbound
}

export const chatStore = {
  token: () => localStorage.getItem(TOKEN),
  keepToken: (token: string) => localStorage.setItem(TOKEN, token),
  forgetToken: () => localStorage.removeItem(TOKEN),

  /** Read anew each time: another tab of the same resident writes here too. */
  unsent: () => JSON.parse(localStorage.getItem(OUTBOX) ?? '[]') as Unsent[],
  keepUnsent: (message: Unsent) => write([...chatStore.unsent(), message]),
  taken: (id: string) => write(chatStore.unsent().filter((each) => each.id !== id)),
  forgetUnsent: () => localStorage.removeItem(OUTBOX),
}

function write(messages: Unsent[]) {
  localStorage.setItem(OUTBOX, JSON.stringify(messages))
}

/** `crypto.randomUUID` exists only on https and localhost; a village tries this on plain http too. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
