import { createHash } from 'node:crypto'
import type { MassReport } from '../../../app/ports/mass.ts'
import { type Field, fieldsOf, messageOf, type WechatMessage } from '../wechat-message.ts'
import type { XmlFields } from '../wechat-xml.ts'
import { readMassReport } from './mass-report.ts'

/** A message or an event of the official account. */
export type Incoming = { messageId: string; userId: string; account: string } & What

type What =
  | WechatMessage
  /** `scene`: what the code that he scanned stands for; null when he came otherwise. */
  | { kind: 'subscribe'; scene: string | null }
  | { kind: 'scan'; scene: string }
  | { kind: 'click'; key: string }
  | { kind: 'unsubscribe' }
  | { kind: 'mass_over'; report: MassReport }
  /** What asks for no answer, such as that a page was opened. */
  | { kind: 'silent' }

const MASS_OVER = 'masssendjobfinish'
const SCENE_PREFIX = 'qrscene_'

/** Null when it does not say who sent what and when. */
export function readIncoming(fields: XmlFields): Incoming | null {
  const one = fieldsOf(fields)
  const [userId, account, type, at] = [one('FromUserName'), one('ToUserName'), one('MsgType'), one('CreateTime')]
  if (userId === '' || account === '' || type === '' || !/^\d{1,12}$/.test(at)) return null
  if (type !== 'event') {
    const id = one('MsgId')
    if (!/^\d{1,30}$/.test(id)) return null
    return { messageId: `m-${id}`, userId, account, ...messageOf(type, one) }
  }
  const event = one('Event').toLowerCase()
  // Several mass calls may be over within one second, and only their ids tell them apart.
  const key = event === MASS_OVER ? (readMassReport(one)?.answerId ?? '') : one('EventKey')
  const marks = JSON.stringify([userId, at, event, key])
  const messageId = `e-${createHash('sha256').update(marks).digest('base64url')}`
  return { messageId, userId, account, ...eventOf(one) }
}

function eventOf(one: Field): What {
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
    case MASS_OVER: {
      const report = readMassReport(one)
      return report ? { kind: 'mass_over', report } : { kind: 'silent' }
    }
    default:
      // LOCATION too: it comes by itself whenever he opens the chat, without a place's name, and nobody knows where villages begin.
      return { kind: 'silent' }
  }
}
