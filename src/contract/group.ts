/** Groups of cadres and of villagers on chat channels, and the code by which a cadre says which contact there is his. */
import { z } from 'zod'
import { Channel, RegionCode, Words } from './terms.ts'

/** `cadres`: leads are posted there, without personal data, and cadres' words act. `publicity`: villagers read along. */
export const GROUP_KINDS = ['cadres', 'publicity'] as const
export const GroupKind = z.enum(GROUP_KINDS)
export type GroupKind = z.infer<typeof GroupKind>

export const GROUP_KIND_LABEL: Record<GroupKind, string> = { cadres: '干部工作群', publicity: '政策宣传群' }

/** A group robot's address, as WeCom gives it out; its key is its only secret. */
export const Webhook = z
  .string()
  .max(300)
  .regex(
    /^https:\/\/qyapi\.weixin\.qq\.com\/cgi-bin\/webhook\/send\?key=[\w-]{8,100}$/,
    '请把群机器人的地址整条粘贴过来',
  )

export const NewGroup = z.object({
  channel: z.literal('wecom').describe('Groups of other channels are registered by a message in the group itself.'),
  name: Words.trim().min(1).max(40),
  kind: GroupKind,
  region: RegionCode.describe('The place that the group is of.'),
  webhook: Webhook,
})
export type NewGroup = z.infer<typeof NewGroup>

export const GroupView = z.object({
  channel: Channel,
  id: z.string(),
  name: z.string(),
  kind: GroupKind,
  region: RegionCode,
  place: z.string().describe('In words.'),
  lastPost: z
    .object({ at: z.iso.datetime(), arrived: z.boolean().describe('The channel took it.') })
    .nullable()
    .describe('The last that was posted there, or given up; null where there was none in the last 30 days.'),
  mayRemove: z.boolean().describe('Whether the one who asks may change or remove it.'),
})
export type GroupView = z.infer<typeof GroupView>
export const GroupList = z.object({
  groups: z.array(GroupView),
  open: z.array(Channel).describe('Channels on which groups are reached from here.'),
})
export type GroupList = z.infer<typeof GroupList>

export const ContactCode = z.object({
  code: z.string().describe('Eight digits, to be sent as 绑定 and the code in a chat of one’s own.'),
  expiresAt: z.iso.datetime(),
  open: z.array(Channel).describe('Where the code can be sent; none where the county has no such account.'),
})
export type ContactCode = z.infer<typeof ContactCode>

export const MyContacts = z.object({
  contacts: z
    .array(z.object({ channel: Channel, boundAt: z.iso.datetime() }))
    .describe('Where this cadre is known; ids of a platform are not told.'),
})
export type MyContacts = z.infer<typeof MyContacts>
