/** 扫码登录: a cadre who is logged in on his phone lets a browser in. */
import { z } from 'zod'
import { Session } from './account.ts'
import { RegionCode } from './terms.ts'

/** `440229.` and the public id of one asking. It opens nothing: the secret that belongs to it never leaves the browser. */
export const Ticket = z.string().regex(/^\d{6}\.[\w-]{20,64}$/)
export const TicketPath = z.object({ ticket: Ticket })

export const ScanAskBody = z.object({ county: RegionCode.optional() }).default({})
export const ScanAsked = z.object({
  ticket: Ticket,
  secret: z
    .string()
    .describe('Kept in the browser that asked, and sent with each poll. Never shown, never in the code.'),
  code: z.string().describe('What the QR code says: `mingbai:login:` and the ticket.'),
  svg: z.string().describe('The QR code as a picture.'),
  expiresAt: z.iso.datetime().describe('Two minutes from now.'),
})
export const ScanPoll = z.object({ secret: z.string().min(20).max(100) })
export const ScanState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting') }),
  z.object({ state: z.literal('seen') }).describe('Somebody scanned it and has not decided yet.'),
  z.object({ state: z.literal('logged_in'), session: Session }).describe('Once: the next poll is refused.'),
])
export type ScanState = z.infer<typeof ScanState>

/** What the phone shows before anything is confirmed. */
export const ScanDetails = z.object({
  ticket: Ticket,
  askedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  where: z.string().describe('Browser and system in words, such as Windows 电脑上的 Edge 浏览器.'),
  address: z.string().describe('The network address that asked.'),
})
export type ScanDetails = z.infer<typeof ScanDetails>
export const ScanDecision = z.object({ decision: z.enum(['confirm', 'refuse']) })
export const ScanDecided = z.object({ decision: z.enum(['confirm', 'refuse']) })
