import type { PrivacyNotice } from '../core/dialogue/conversation.ts'
import type { PolicyPack } from '../core/policy/pack.ts'
import type { IsWorkingDay } from '../core/procedure/calendar.ts'
import type { RegionTree } from '../core/region/region-tree.ts'
import type { CardShelves } from './card-shelves.ts'
import type { ConversationMemory } from './conversation-memory.ts'
import type { PushChannels } from './ports/channels.ts'
import type { GroupChannels } from './ports/groups.ts'
import type { MiniProgram } from './ports/miniprogram.ts'
import type { NoticeEnd, PhoneNotices } from './ports/notices.ts'
import type { Clock, Ids, LanguageModel, Passwords, Vault } from './ports/outside.ts'
import type { Store } from './ports/store.ts'

/** What use cases are given. Wired once, in `main.ts` (and in tests). */
export interface Deps {
  store: Store
  vault: Vault
  passwords: Passwords
  clock: Clock
  ids: Ids
  /** The county's divisions; null when this deployment does not serve it. Kept in memory, renewed when the roster changes. */
  regions: (county: string) => RegionTree | null
  packs: PolicyPack[]
  cards: CardShelves
  isWorkingDay: IsWorkingDay
  memory: ConversationMemory
  /** Null where the county has none: then the page alone tells of an emergency. */
  phoneNotices: PhoneNotices | null
  /** Hears how each telephone notice ended, once that is stored. */
  noticeEnded?: (state: NoticeEnd['state']) => void
  /** Those that this deployment has an account on. */
  channels: PushChannels
  /** Those that reach groups, and cadres by themselves. */
  groups: GroupChannels
  /** The county's mini-program, where it has one. */
  miniprogram?: MiniProgram
  notice: PrivacyNotice
  /** Off unless the deployment names one. */
  languageModel?: LanguageModel
  /** True only with the built-in demo county. */
  demo: boolean
}
