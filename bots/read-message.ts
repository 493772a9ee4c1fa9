import { type Contact, type Message, type Room, types } from 'wechaty'
import { MAX_TEXT } from '../src/contract/chat.ts'
import type { Draft } from './inbox.ts'
import { splitQuote, withoutName } from './quote.ts'

const { Message: Kind } = types
/** More than the server reads: so it sees that the text is too long, and the frame is not. */
const MOST_TEXT = MAX_TEXT + 1_000

/** What WeChat brought, as it is kept; null for what nobody said to us: our own words, notes of WeChat, official accounts, a group’s pictures. */
export async function readMessage(message: Message, self: Contact): Promise<Draft | null> {
  if (message.self() || !isSaid(message.type())) return null
  const from = message.talker()
  if (from.type() !== types.Contact.Individual && from.type() !== types.Contact.Unknown) return null
  const room = message.room()
  const base = { id: message.id, from: from.id, room: room?.id ?? null }
  if (message.type() !== Kind.Text)
    return room ? null : { ...base, mentioned: false, quoted: null, content: await contentOf(message) }
  const { text: own, quoted } = splitQuote(message.text())
  const called = room ? await calledIn(message) : []
  // Where WeChat tells of others alone, a name that only begins like ours is theirs.
  const { text, found } = withoutName(own, room ? await namesIn(room, self) : [], called.length === 0)
  const mentioned = room !== undefined && (found || called.includes(self.id))
  return {
    ...base,
    mentioned,
    quoted: quoted?.slice(0, MAX_TEXT) ?? null,
    content: { kind: 'text', text: text.slice(0, MOST_TEXT) },
  }
}

/** Whom it belongs to, known before anything of it is read. */
export function chatOf(message: Message): string {
  return message.room()?.id ?? message.talker().id
}

function isSaid(kind: number): boolean {
  const notes: number[] = [Kind.Unknown, Kind.Recalled, Kind.GroupNote, Kind.ChatHistory]
  return !notes.includes(kind)
}

async function contentOf(message: Message): Promise<Draft['content']> {
  switch (message.type()) {
    case Kind.Image:
      return { kind: 'picture', bytes: 'awaited' }
    case Kind.Audio:
      return { kind: 'voice', bytes: 'awaited' }
    case Kind.Location: {
      const at = await message.toLocation()
      const label = `${at.name()} ${at.address()}`.trim().slice(0, 200)
      const [latitude, longitude] = [at.latitude(), at.longitude()]
      const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
      return isPlace ? { kind: 'location', latitude, longitude, label } : { kind: 'unreadable', why: 'other' }
    }
    default:
      return { kind: 'unreadable', why: 'other' }
  }
}

/** Puppets differ in what they tell of a mention; the name in the text is looked for besides. */
async function calledIn(message: Message): Promise<string[]> {
  return (await message.mentionList().catch(() => [])).map(({ id }) => id)
}

async function namesIn(room: Room, self: Contact): Promise<string[]> {
  const alias = await room.alias(self).catch(() => undefined)
  return [self.name(), ...(alias ? [alias] : [])]
}
