/** The mini-program's own two calls; its chat goes by `chat.ts`, with the token that it is given here. */
import { z } from 'zod'
import { RegionCode } from './terms.ts'

export const LoginByCode = z.object({
  code: z
    .string()
    .regex(/^[\w-]{1,128}$/)
    .describe('From wx.login, good once and for five minutes.'),
  village: RegionCode.optional().describe('Known from the QR code of the village.'),
})

/** What wx.requestSubscribeMessage answered for a template. */
export const Subscription = z.object({
  template: z
    .string()
    .regex(/^[\w-]{1,128}$/)
    .describe('The template that was asked for.'),
  result: z.enum(['accept', 'reject', 'ban', 'filter', 'acceptWithAudio', 'acceptWithAlert']),
})

export const SubscriptionBody = z.object({
  left: z.int().min(0).describe('Messages that he still allows by that template; each is used up by one.'),
})

export const TemplatesBody = z.object({
  templates: z
    .array(z.string())
    .describe('What to ask for by wx.requestSubscribeMessage; none where news is not sent.'),
})
