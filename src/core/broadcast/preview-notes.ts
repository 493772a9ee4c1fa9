import type { Audience } from '../../contract/broadcast.ts'
import type { Channel } from '../../contract/terms.ts'
import { asksOfHousehold } from './audience.ts'

/** What an audience came to at a moment: into how many chats it goes, and how many people are left out. */
export interface Outlook {
  byChannel: readonly { channel: Channel; count: number }[]
  skipped: readonly { reason: string; count: number }[]
  /** Of the place's households, and of how many it is known what they speak; null where that is not asked. */
  languages: { households: number; known: number } | null
}

/** What the bare numbers do not tell: who sees it only later, and why nobody gets it. `hasMass`: the account may send to many at once. */
export function previewNotes(outlook: Outlook, audience: Audience, hasMass: boolean): string[] {
  const on = (...channels: Channel[]) => sum(outlook.byChannel.filter(({ channel }) => channels.includes(channel)))
  const spoken = outlook.languages ? [languageNote(outlook.languages)] : []
  if (sum(outlook.byChannel) === 0) return [...spoken, whyNobody(outlook, audience)]
  const [account, opened] = [on('official_account'), on('miniprogram', 'web')]
  const notes = spoken
  // WeChat lets an account write for 48 hours after a person wrote.
  if (account > 0)
    notes.push(
      hasMass
        ? `公众号的 ${account} 人，两天内没写过话的用微信群发，一个月最多四次。`
        : `公众号的 ${account} 人，两天内没写过话的，下次写话时才收到。`,
    )
  if (opened > 0) notes.push(`小程序和网页的 ${opened} 人，打开聊天才看得到。`)
  return notes
}

/** Whoever never was asked gets nothing, and whoever composes it should know how many they are. */
function languageNote({ households, known }: NonNullable<Outlook['languages']>): string {
  return known === 0
    ? '这里还没有一户登记过说什么话，请走访时问一问。'
    : `这里 ${households} 户，登记了说什么话的有 ${known} 户，没登记的不发。`
}

/** Whether it could reach anybody at all; who had enough this month or week may get it when it is sent. */
export function mayReachAnybody({ byChannel, skipped }: Outlook): boolean {
  return sum(byChannel) + sum(skipped.filter(({ reason }) => CAPS.has(reason))) > 0
}

const CAPS: ReadonlySet<string> = new Set(['person_cap', 'village_cap'])

function whyNobody({ skipped }: Outlook, audience: Audience): string {
  if (skipped.length > 0) return '现在一个人也发不到，原因在“不发”里。'
  return asksOfHousehold(audience)
    ? '现在一个人也发不到：没有合这些条件的户。'
    : '现在一个人也发不到：这里还没有人来聊过，也没有登记的户。'
}

function sum(each: readonly { count: number }[]): number {
  return each.reduce((all, { count }) => all + count, 0)
}
