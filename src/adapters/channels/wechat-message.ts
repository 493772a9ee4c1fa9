import type { MediaMessage } from './keep-media.ts'
import type { XmlFields } from './wechat-xml.ts'

/** What somebody wrote or sent: of the same form to an official account and to an application of WeCom. */
export type WechatMessage =
  | { kind: 'text'; text: string }
  /** `words`: what the platform recognised of a recording, often nothing. */
  | MediaMessage
  | { kind: 'location'; latitude: number; longitude: number; label: string }
  /** A video, a link, a file: something that we cannot read. */
  | { kind: 'unreadable' }

/** The field of that name as text; empty where it is left out or none. */
export type Field = (name: string) => string

const LONGEST_LABEL = 200

export function fieldsOf(fields: XmlFields): Field {
  return (name) => {
    const value = fields[name]
    return typeof value === 'string' ? value.trim() : ''
  }
}

export function messageOf(type: string, one: Field): WechatMessage {
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
      return { kind: 'location', latitude, longitude, label: one('Label').slice(0, LONGEST_LABEL) }
    }
    default:
      return { kind: 'unreadable' }
  }
}
