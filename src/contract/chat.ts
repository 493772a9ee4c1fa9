/**
 * The resident's chat, over WebSocket (`/chat`) or plain HTTP (`/api/chat/…`).
 *
 * A client says `hello` with the token it was given before (none the first time) and the last sequence number it has
 * seen; the server answers `welcome` and replays every later turn. Each message carries an id chosen by the client:
 * sending it again is harmless and gets the stored turn back, under its old number: a client keeps the greatest `seq` that it
 * has seen. A message that has no `turn` yet has not been taken.
 */
import { z } from 'zod'
import { Block } from './block.ts'
import { MOST_INT, RegionCode } from './terms.ts'

/** Longest text of one message, in UTF-16 units. Of a longer one only the beginning is kept, and he is asked to send it in parts. */
export const MAX_TEXT = 2_000
/** Largest picture or recording, in bytes. */
export const MAX_ATTACHMENT = 4 * 1024 * 1024

export const MessageId = z
  .string()
  .regex(/^[\w.-]{8,64}$/)
  .describe('Chosen by the client, unique within its conversation, kept when the message is sent again.')

export const Inbound = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('picture'), attachment: z.uuid() }),
  z.object({
    kind: z.literal('voice'),
    attachment: z.uuid(),
    text: z.string().optional().describe('Recognised words.'),
  }),
  z.object({
    kind: z.literal('location'),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    label: z.string().max(200).optional(),
  }),
])
export type Inbound = z.infer<typeof Inbound>

export const Hello = z.object({
  type: z.literal('hello'),
  token: z.string().max(200).optional().describe('From an earlier welcome. Without it the server makes a guest.'),
  village: RegionCode.optional().describe('Known from the QR code of the village.'),
  county: RegionCode.optional().describe('Needed only where one server serves several counties.'),
  lastSeq: z.int().min(0).max(MOST_INT).default(0),
})
export const Say = z.object({ type: z.literal('message'), id: MessageId, message: Inbound })
export const Ping = z.object({ type: z.literal('ping') })
export const ClientFrame = z.discriminatedUnion('type', [Hello, Say, Ping])
export type ClientFrame = z.infer<typeof ClientFrame>
export type Hello = z.infer<typeof Hello>

/** One turn as the resident sees it. Private numbers in his own words are masked. */
export const TurnView = z.object({
  seq: z.int().min(1),
  at: z.iso.datetime(),
  messageId: z.string().nullable().describe('The client’s id; null when the turn was ours, such as news of a report.'),
  inbound: Inbound.nullable(),
  replies: z.array(Block),
  publicity: z.literal(true).optional().describe('A broadcast: it is no answer and no news of a report.'),
})
export type TurnView = z.infer<typeof TurnView>

export const Welcome = z.object({
  type: z.literal('welcome'),
  token: z.string(),
  lastSeq: z.int().min(0).describe('The newest turn there is; replay ends with it.'),
  replies: z.array(Block).describe('A greeting for somebody who has not written yet; otherwise empty.'),
})
export type Welcome = z.infer<typeof Welcome>
export const TurnFrame = z.object({ type: z.literal('turn'), turn: TurnView })
export const ErrorFrame = z.object({
  type: z.literal('error'),
  code: z.string(),
  message: z.string().describe('For the person, in Chinese.'),
  id: z.string().optional().describe('The message it speaks of; that message was not taken.'),
})
export const Pong = z.object({ type: z.literal('pong') })
export const ServerFrame = z.discriminatedUnion('type', [Welcome, TurnFrame, ErrorFrame, Pong])
export type ServerFrame = z.infer<typeof ServerFrame>

export const HelloBody = Hello.omit({ type: true })
export const WelcomeBody = Welcome.omit({ type: true }).extend({
  turns: z
    .array(TurnView)
    .describe(
      'The newest 200 after `lastSeq`. If the first of them is not the next one, ask for those between: `/api/chat/turns?after=`.',
    ),
})
export const SayBody = Say.omit({ type: true }).extend({
  village: RegionCode.optional().describe('From the QR code: plain HTTP keeps no hello.'),
})
export const TurnsQuery = z.object({
  after: z.coerce.number().int().min(0).max(MOST_INT).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(200).describe('A phone that looks back wants few at a time.'),
})
export const TurnsBody = z.object({
  turns: z.array(TurnView).describe('At most `limit`, oldest first; ask again after the last one.'),
})
export const AttachmentBody = z.object({ attachment: z.uuid() })
