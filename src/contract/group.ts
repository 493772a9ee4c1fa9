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
})
export type GroupView = z.infer<typeof GroupView>
export const GroupList = z.object({ groups: z.array(GroupView) })

export const ContactCode = z.object({
  code: z.string().describe('Eight digits, to be sent as 绑定 and the code in a chat of one’s own.'),
  expiresAt: z.iso.datetime(),
  channels: z.array(Channel).describe('Where this cadre is known already.'),
  open: z.array(Channel).describe('Where the code can be sent; none where the county has no such account.'),
})
export type ContactCode = z.infer<typeof ContactCode>
