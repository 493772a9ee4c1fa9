import { createHash } from 'node:crypto'
import type { XmlFields } from '../wechat-xml.ts'

/** A message or an event of the application. */
export type Incoming = { messageId: string; userId: string } & What

type What =
  | { kind: 'text'; text: string }
  /** A button of a card: the words that stand for it. `code`: with which the card may be changed once. */
  | { kind: 'tap'; text: string; code: string | null }
  | { kind: 'picture'; media: string }
  /** WeCom tells applications nothing of what was said in it. */
  | { kind: 'voice'; media: string; words: null }
  | { kind: 'location'; latitude: number; longitude: number; label: string }
  /** A video, a link, a file: something that we cannot read. */
  | { kind: 'unreadable' }
  /** What asks for no answer, such as that he opened the application. */
  | { kind: 'silent' }

const LONGEST_LABEL = 200

/** Null when it does not say who sent what and when, or is for another application. */
export function readIncoming(fields: XmlFields, agentId: string): Incoming | null {
  const one = (name: string) => {
    const value = fields[name]
    return typeof value === 'string' ? value.trim() : ''
  }
  const [userId, type, at] = [one('FromUserName'), one('MsgType'), one('CreateTime')]
  if (userId === '' || type === '' || !/^\d{1,12}$/.test(at)) return null
  if (one('AgentID') !== '' && one('AgentID') !== agentId) return null
  if (type !== 'event') {
    const id = one('MsgId')
    return /^\d{1,30}$/.test(id) ? { messageId: `m-${id}`, userId, ...messageOf(type, one) } : null
  }
  const marks = [userId, at, one('Event'), one('EventKey'), one('TaskId'), one('ResponseCode')]
  const hash = createHash('sha256').update(JSON.stringify(marks)).digest('base64url')
  return { messageId: `e-${hash}`, userId, ...eventOf(one) }
}

function messageOf(type: string, one: (name: string) => string): What {
  switch (type) {
    case 'text':
      return { kind: 'text', text: one('Content') }
    case 'image':
      return one('MediaId') === '' ? { kind: 'unreadable' } : { kind: 'picture', media: one('MediaId') }
    case 'voice':
      return one('MediaId') === '' ? { kind: 'unreadable' } : { kind: 'voice', media: one('MediaId'), words: null }
    case 'location': {
      const [latitude, longitude] = [Number(one('Location_X')), Number(one('Location_Y'))]
      if (one('Location_X') === '' || !(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180))
        return { kind: 'unreadable' }
      return { kind: 'location', latitude, longitude, label: one('Label').slice(0, LONGEST_LABEL) }
    }
    default:
      return { kind: 'unreadable' }
  }
}

function eventOf(one: (name: string) => string): What {
  const text = one('EventKey')
  if (text === '') return { kind: 'silent' }
  switch (one('Event').toLowerCase()) {
    case 'template_card_event':
      return { kind: 'tap', text, code: one('ResponseCode') || null }
    // A menu's entries are named by the words that stand for them.
    case 'click':
      return { kind: 'tap', text, code: null }
    default:
      return { kind: 'silent' }
  }
}
