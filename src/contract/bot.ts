/**
 * What the wechaty bot (`bots/`) and the server say to each other, over the WebSocket `/bot`.
 *
 * The bot says `hello` with the service token; the server answers `ready`. The bot keeps every `message` until its `ack` comes: then it is
 * stored, and sending it again is harmless. The server sends `send` until `sent` or `failed` comes for its key; a key that the bot has
 * sent already is answered `sent` and not sent again. Recordings and pictures from people go first, by `POST /api/bot/attachments`.
 */
import { z } from 'zod'
import { MAX_TEXT } from './chat.ts'

/** Ids that WeChat and its puppets give: nothing is known of their form. */
const Id = z.string().min(1).max(200)

export const UNREADABLE = ['other', 'lost', 'too_large', 'unsafe', 'enough'] as const
const Content = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('picture'), attachment: z.uuid() }),
  z.object({ kind: z.literal('voice'), attachment: z.uuid() }),
  z.object({
    kind: z.literal('location'),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    label: z.string().max(200),
  }),
  z.object({
    kind: z.literal('unreadable'),
    why: z
      .enum(UNREADABLE)
      .describe(
        'other: a sticker, a video, money. lost: WeChat did not hand the file over. unsafe: of no kind that is kept. enough: the day’s files are used up.',
      ),
  }),
])

export const BotMessage = z.object({
  id: Id.describe('WeChat’s own: the same when it comes again.'),
  from: Id.describe('The sender’s contact.'),
  room: Id.nullable().describe('The group; null in a chat of his own.'),
  mentioned: z.boolean().describe('In a group: he spoke to the bot, whose name is taken out of the text.'),
  quoted: z.string().max(MAX_TEXT).nullable().describe('What he answered, where WeChat tells.'),
  content: Content,
})
export type BotMessage = z.infer<typeof BotMessage>

export const BotHello = z.object({ type: z.literal('hello'), token: z.string().max(200) })
const BotSays = z.object({ type: z.literal('message'), message: BotMessage })
const Sent = z.object({ type: z.literal('sent'), key: z.string() })
export const FAILURES = ['gone', 'later', 'refused'] as const
const Failed = z.object({
  type: z.literal('failed'),
  key: z.string(),
  why: z.enum(FAILURES).describe('gone: no such contact or group. later: try again. refused: it never will be sent.'),
})
const Ping = z.object({ type: z.literal('ping') })
export const BotClientFrame = z.discriminatedUnion('type', [BotHello, BotSays, Sent, Failed, Ping])
export type BotClientFrame = z.infer<typeof BotClientFrame>

const Ready = z.object({ type: z.literal('ready') })
const Ack = z.object({ type: z.literal('ack'), id: Id.describe('Of a message that is stored now.') })
const Send = z.object({
  type: z.literal('send'),
  key: z.string().describe('The same when it is sent again.'),
  to: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('contact'), id: Id }),
    z.object({ kind: z.literal('room'), id: Id }),
  ]),
  text: z.string().describe('Empty where it is a picture.'),
  picture: z
    .string()
    .max(1_000)
    .regex(/^\/cards\/[^/?#]+\/picture\.png(\?[^#]*)?$/)
    .optional()
    .describe('Where the server shows the picture of a card, in PNG: the bot fetches it there and sends that.'),
  mentions: z.array(Id).describe('In a group: whom to call.'),
})
export type BotSend = z.infer<typeof Send>
const Refused = z.object({ type: z.literal('error'), code: z.string(), message: z.string(), id: z.string().optional() })
const Pong = z.object({ type: z.literal('pong') })
export const BotServerFrame = z.discriminatedUnion('type', [Ready, Ack, Send, Refused, Pong])
export type BotServerFrame = z.infer<typeof BotServerFrame>

/** Close codes after which the bot does not come back by itself. */
export const BOT_REPLACED = 4009
export const BOT_BAD_TOKEN = 4004
/** Not in the address, which stands in logs. */
export const CONTACT_HEADER = 'x-contact'
export const MESSAGE_HEADER = 'x-message'
const encoded = z
  .string()
  .transform((written, context) => {
    try {
      return decodeURIComponent(written)
    } catch {
      context.addIssue({ code: 'custom', message: 'not percent-encoded' })
      return z.NEVER
    }
  })
  .pipe(Id)
export const AttachmentHeaders = z.looseObject({
  [CONTACT_HEADER]: encoded.describe('The sender’s contact, percent-encoded.'),
  [MESSAGE_HEADER]: encoded
    .optional()
    .describe('The message that brings it, percent-encoded: handed over again it is the same file.'),
})
