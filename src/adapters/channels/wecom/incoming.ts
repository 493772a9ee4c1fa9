import { createHash } from 'node:crypto'
import { type Field, fieldsOf, messageOf, type WechatMessage } from '../wechat-message.ts'
import type { XmlFields } from '../wechat-xml.ts'

/** A message or an event of the application. */
export type Incoming = { messageId: string; userId: string } & What

type What =
  | WechatMessage
  /** A button of a card: the words that stand for it. `code`: with which the card may be changed once. */
  | { kind: 'tap'; text: string; code: string | null }
  /** What asks for no answer, such as that he opened the application. */
  | { kind: 'silent' }

/** Null when it does not say who sent what and when, or is for another application. */
export function readIncoming(fields: XmlFields, agentId: string): Incoming | null {
  const one = fieldsOf(fields)
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

function eventOf(one: Field): What {
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
