import { createHash } from 'node:crypto'
import type { XmlFields } from '../wechat-xml.ts'

/** A message or an event of the official account. */
export type Incoming = { messageId: string; userId: string; account: string } & What

type What =
  | { kind: 'text'; text: string }
  | { kind: 'picture'; media: string }
  /** `words`: what the platform recognised of it, often nothing. */
  | { kind: 'voice'; media: string; words: string | null }
  | { kind: 'location'; latitude: number; longitude: number; label: string }
  /** `scene`: what the code that he scanned stands for; null when he came otherwise. */
  | { kind: 'subscribe'; scene: string | null }
  | { kind: 'scan'; scene: string }
  | { kind: 'click'; key: string }
  | { kind: 'unsubscribe' }
  /** A video, a link, a file: something that we cannot read. */
  | { kind: 'unreadable' }
  /** What asks for no answer, such as that a page was opened. */
  | { kind: 'silent' }

const SCENE_PREFIX = 'qrscene_'

/** Null when it does not say who sent what and when. */
export function readIncoming(fields: XmlFields): Incoming | null {
  const one = (name: string) => {
    const value = fields[name]
    return typeof value === 'string' ? value.trim() : ''
  }
  const [userId, account, type, at] = [one('FromUserName'), one('ToUserName'), one('MsgType'), one('CreateTime')]
  if (userId === '' || account === '' || type === '' || !/^\d{1,12}$/.test(at)) return null
  if (type !== 'event') {
    const id = one('MsgId')
    if (!/^\d{1,30}$/.test(id)) return null
    return { messageId: `m-${id}`, userId, account, ...messageOf(type, one) }
  }
  const marks = JSON.stringify([userId, at, one('Event').toLowerCase(), one('EventKey')])
  const messageId = `e-${createHash('sha256').update(marks).digest('base64url')}`
  return { messageId, userId, account, ...eventOf(one) }
}

function messageOf(type: string, one: (name: string) => string): What {
  switch (type) {
    case 'text':
      return { kind: 'text', text: one('Content') }
    case 'image':
      return one('MediaId') === '' ? { kind: 'unreadable' } : { kind: 'picture', media: one('MediaId') }
    case 'voice':
      return one('MediaId') === ''
        ? { kind: 'unreadable' }
        : { kind: 'voice', media: one('MediaId'), words: one('Recognition') || null }
    case 'location': {
      const [latitude, longitude] = [Number(one('Location_X')), Number(one('Location_Y'))]
      if (one('Location_X') === '' || !(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180))
        return { kind: 'unreadable' }
      return { kind: 'location', latitude, longitude, label: one('Label') }
    }
    default:
      return { kind: 'unreadable' }
  }
}

function eventOf(one: (name: string) => string): What {
  const key = one('EventKey')
  switch (one('Event').toLowerCase()) {
    case 'subscribe':
      return { kind: 'subscribe', scene: key.startsWith(SCENE_PREFIX) ? key.slice(SCENE_PREFIX.length) : null }
    case 'scan':
      return { kind: 'scan', scene: key }
    case 'click':
      return { kind: 'click', key }
    case 'unsubscribe':
      return { kind: 'unsubscribe' }
    default:
      // LOCATION too: it comes by itself whenever he opens the chat, without a place's name, and nobody knows where villages begin.
      return { kind: 'silent' }
  }
}
