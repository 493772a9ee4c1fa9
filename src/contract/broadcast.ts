/** Publicity: one message to a chosen audience, approved by a second person, and how far it is. */
import { z } from 'zod'
import { Block } from './block.ts'
import {
  CadreRole,
  Channel,
  HouseholdKind,
  Labour,
  Language,
  MOST_INT,
  MonitoredKind,
  RegionCode,
  RiskType,
  Words,
} from './terms.ts'

export const BROADCAST_STATES = [
  'draft',
  'submitted',
  'approved',
  'scheduled',
  'sending',
  'paused',
  'done',
  'stopped',
] as const
export const BroadcastState = z.enum(BROADCAST_STATES)
export type BroadcastState = z.infer<typeof BroadcastState>

export const BROADCAST_STATE_LABEL: Record<BroadcastState, string> = {
  draft: '草稿',
  submitted: '等审批',
  approved: '已批准',
  scheduled: '等着发',
  sending: '正在发',
  paused: '暂停了',
  done: '发完了',
  stopped: '不发了',
}

/** Why somebody of the audience gets nothing. */
export const SKIP_REASONS = [
  'no_chat',
  'never_agreed',
  'opted_out',
  'gone',
  'person_cap',
  'village_cap',
  'stopped',
] as const
export const SkipReason = z.enum(SKIP_REASONS)
export type SkipReason = z.infer<typeof SkipReason>

export const SKIP_REASON_LABEL: Record<SkipReason, string> = {
  no_chat: '这户没有人来聊过，联系不上',
  never_agreed: '没有同意过隐私说明',
  opted_out: '说过不要宣传',
  gone: '取消了关注',
  person_cap: '这个人这个月收得够多了',
  village_cap: '这个村这一周发得够多了',
  stopped: '停发的时候还没有发到',
}

export const CHANNEL_LABEL: Record<Channel, string> = {
  official_account: '公众号',
  miniprogram: '小程序',
  wecom: '企业微信',
  wechaty: '微信机器人',
  web: '网页',
}

const some = <T extends z.ZodType>(of: T) => z.array(of).min(1).max(20).optional()
export const Audience = z.object({
  region: RegionCode.min(6).describe('County, township or village: everybody below it.'),
  kinds: some(HouseholdKind).describe('All kinds where it is left out; so with all that follows.'),
  monitored: some(MonitoredKind).describe('Monitored, and the risk is not removed.'),
  labour: some(Labour).describe('Somebody of the household can work so much.'),
  languages: some(Language).describe('Its ledger says that it speaks one of these at home.'),
  risks: some(RiskType).describe('The household has an open lead of this risk.'),
})
export type Audience = z.infer<typeof Audience>

export const MAX_BROADCAST_TEXT = 500
export const BroadcastContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('card'), card: z.string().min(1).max(100).describe('Id of an information card.') }),
  z.object({ kind: z.literal('text'), text: Words.trim().min(1).max(MAX_BROADCAST_TEXT) }),
])
export type BroadcastContent = z.infer<typeof BroadcastContent>

/** Hours of China's clock between which nothing is sent. It may begin earlier and end later than 22 and 7, never the other way. */
export const QuietHours = z.object({ from: z.int().min(18).max(22), until: z.int().min(7).max(12) })
export type QuietHours = z.infer<typeof QuietHours>
export const USUAL_QUIET: QuietHours = { from: 21, until: 8 }

export const ComposeBroadcast = z.object({
  content: BroadcastContent,
  audience: Audience,
  quiet: QuietHours.default(USUAL_QUIET),
})
export type ComposeBroadcast = z.infer<typeof ComposeBroadcast>

const count = z.int().min(0)
export const BroadcastProgress = z.object({
  queued: count,
  sent: count.describe('It stands in the chat; a channel may show it only when he writes or looks again.'),
  failed: count,
  skipped: count,
  perMinute: count.nullable().describe('Since it was last taken up; null while nothing is sent.'),
  expectedEnd: z.iso.datetime().nullable().describe('Quiet hours counted in; null where it can’t be told.'),
})
export type BroadcastProgress = z.infer<typeof BroadcastProgress>

/** How far a delivery came with a channel that must be sent to. `closed`: it takes nothing of ours until he writes. */
export const TOLD = ['waiting', 'closed', 'in_call', 'told', 'untold'] as const
export type Told = (typeof TOLD)[number]

/** Why WeChat, or whoever runs the account, stopped a whole mass sending. */
export const MASS_FAILURE_LABEL = {
  mass_failed: '微信群发失败了',
  mass_ad: '微信认为像广告，没有群发',
  mass_politics: '微信认为涉及政治，没有群发',
  mass_society: '微信认为会有不好的影响，没有群发',
  mass_porn: '微信认为涉及色情，没有群发',
  mass_crime: '微信认为涉及违法犯罪，没有群发',
  mass_fraud: '微信认为像骗人的，没有群发',
  mass_copyright: '微信认为有版权问题，没有群发',
  mass_promotion: '微信认为是互相推广，没有群发',
  mass_unfit: '微信认为内容不合适，没有群发',
  mass_reprint: '微信认为是转载的，没有群发',
  mass_not_agreed: '公众号管理员没有同意，没有群发',
  mass_admin_silent: '公众号管理员半小时没有确认，没有群发',
} as const
export type MassFailure = keyof typeof MASS_FAILURE_LABEL

/** Why somebody has not got what stands in his chat, or waits for it longer. */
export const UNTOLD_REASON_LABEL = {
  ...MASS_FAILURE_LABEL,
  mass_filtered: '拒收了，或者这个月收满了，微信没有送',
  mass_error: '微信没有送成',
  unreported: '微信收下了，一直没说送到没有',
  on_its_way: '正在送',
  until_he_writes: '现在不能给他写，等他下次写话',
  month_full: '这个月的微信群发他收满了，等他下次写话',
  mass_refused: '微信没有接这次群发，等他下次写话',
  opted_out: '说过不要宣传',
  stopped: '停发的时候还没有送到',
  too_old: '过了七天还没有送到，不再送',
  gone: '取消了关注',
  refused: '微信不收这条消息',
  unknown: '微信没有回话，不知道送到没有',
} as const
export type UntoldReason = keyof typeof UNTOLD_REASON_LABEL
const UntoldReason = z.enum(Object.keys(UNTOLD_REASON_LABEL) as [UntoldReason, ...UntoldReason[]])

/** Why some of the queued have to wait. */
export const BUSY_LABEL = '正在说自己的事，说完再发；停下不说的，过两个多小时发'

export const HandedOver = z.object({
  inChat: count.describe('It stands in chats that nobody is written to in: they see it when they open them.'),
  told: count.describe('The channel took it.'),
  waiting: count,
  untold: count,
  mayRetry: count.describe('Of the untold: a whole mass sending failed, and they may be sent to once more.'),
  reasons: z.array(z.object({ state: z.enum(['waiting', 'untold']), reason: UntoldReason, words: z.string(), count })),
})
export type HandedOver = z.infer<typeof HandedOver>

const Person = z.object({ id: z.uuid(), name: z.string(), role: CadreRole })
export const BroadcastSummary = z.object({
  id: z.uuid(),
  title: z.string().describe('The card’s title, or the beginning of the text.'),
  region: RegionCode,
  place: z.string().describe('In words.'),
  state: BroadcastState,
  composedBy: Person,
  approvedBy: Person.nullable(),
  createdAt: z.iso.datetime(),
  startAt: z.iso.datetime().nullable().describe('When it is to begin.'),
  endedAt: z.iso.datetime().nullable(),
  progress: BroadcastProgress,
  version: z.int().min(1).max(MOST_INT),
})
export type BroadcastSummary = z.infer<typeof BroadcastSummary>

export const BroadcastEventView = z.object({ at: z.iso.datetime(), by: z.string(), text: z.string() })
export const BroadcastDetail = BroadcastSummary.extend({
  content: BroadcastContent,
  audience: Audience,
  audienceWords: z.string().describe('Who gets it, in words.'),
  quiet: QuietHours,
  blocks: z
    .array(Block)
    .describe('What people see, as it was composed: a card that changes later changes nothing here.'),
  skippedBy: z.array(z.object({ reason: SkipReason, words: z.string(), count })),
  handedOver: HandedOver.describe('What became of those into whose chat it was put.'),
  busy: z
    .object({ words: z.string(), count })
    .nullable()
    .describe('Of the queued: they are telling something of their own, and get it later; null where nobody is.'),
  events: z.array(BroadcastEventView).describe('Who did what, oldest first.'),
  moves: z.array(z.string()).describe('What the reader may do with it now.'),
})
export type BroadcastDetail = z.infer<typeof BroadcastDetail>

export const BroadcastPreview = z.object({
  blocks: z.array(Block),
  count: count.describe('Into how many chats it goes.'),
  byChannel: z.array(z.object({ channel: Channel, words: z.string(), count })),
  notes: z.array(z.string()).describe('In words: who sees it only later, and why nobody gets it.'),
  skipped: z.array(z.object({ reason: SkipReason, words: z.string(), count })),
  sample: z.array(z.object({ name: z.string(), place: z.string() })).describe('Five of them, names masked.'),
})
export type BroadcastPreview = z.infer<typeof BroadcastPreview>

const version = z.int().min(1).max(MOST_INT).describe('The version that was seen.')
export const EditBroadcast = ComposeBroadcast.extend({ version })
export const BroadcastAction = z.discriminatedUnion('action', [
  z.object({ action: z.literal('submit'), version }),
  z.object({ action: z.literal('return'), version, reason: Words.trim().min(1).max(500) }),
  z.object({ action: z.literal('approve'), version }),
  z.object({ action: z.literal('schedule'), version, at: z.iso.datetime().optional().describe('Now where left out.') }),
  z.object({ action: z.literal('pause'), version }),
  z.object({ action: z.literal('resume'), version }),
  z.object({ action: z.literal('stop'), version }),
  z.object({ action: z.literal('retry'), version }),
])
export type BroadcastAction = z.infer<typeof BroadcastAction>

export const BroadcastQuery = z.object({
  state: BroadcastState.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type BroadcastQuery = z.infer<typeof BroadcastQuery>
export const BroadcastList = z.object({ broadcasts: z.array(BroadcastSummary), more: z.boolean() })

export const CardSearch = z.object({ search: z.string().max(100).default('') })
export const FoundCards = z.object({ cards: z.array(z.object({ id: z.string(), title: z.string() })) })
