import type { HouseholdKind } from '../../contract/terms.ts'
import type { Fact } from '../../core/ledger/facts.ts'
import type { FactSource } from '../../core/ledger/ledger.ts'
import type { MoneyRow } from '../../core/ledger/money.ts'
import type { LedgerHistory, MemberRow, Visit } from '../../core/ledger/timeline.ts'
import type { Sealed } from '../../core/sealed.ts'
import type { Put } from './attachments.ts'

/** A member as stored; the identity number stays sealed. */
export type StoredMember = MemberRow & { identity: Sealed | null }

/** One household of a list. */
export interface HouseholdRow {
  id: string
  county: string
  region: string
  headName: string
  kind: HouseholdKind
  cadreId: string | null
  /** Members who have not left. */
  members: number
  lastVisit: string | null
  demo: boolean
}

export interface HouseholdQuery {
  /** Part of the head's name or of a member's. */
  search: string | null
  /** Only those whose named cadre he is. */
  cadreId: string | null
  region: string | null
  kind: HouseholdKind | null
  /** By region, then id; after this one. */
  after: { region: string; id: string } | null
  limit: number
}

export interface HouseholdPhoto {
  id: string
  householdId: string
  cadreId: string
  mime: string
  bytes: Uint8Array
  at: Date
}

/** The household's ledger: only ever added to. What has the id of an earlier row is that row: it is not stored again. */
export interface Ledgers {
  list(query: HouseholdQuery): Promise<HouseholdRow[]>
  history(householdId: string): Promise<Omit<LedgerHistory, 'members'> & { members: StoredMember[] }>
  /** What members and money are folded from, of many households at once; those that nothing is known of are missing. */
  foldable(householdIds: string[]): Promise<Map<string, Pick<LedgerHistory, 'members' | 'facts' | 'money'>>>
  addMembers(householdId: string, members: StoredMember[]): Promise<void>
  /** Only where none is known yet. */
  addIdentity(memberId: string, identity: Sealed): Promise<void>
  /** `gone`: somebody wrote down first that he left. */
  memberLeaves(
    memberId: string,
    leaving: { day: string; why: string; at: Date; by: FactSource },
  ): Promise<'left' | 'gone'>
  addFacts(householdId: string, facts: Fact[]): Promise<void>
  /**
   * `conflict`: an entry whose place one of them takes was corrected already; nothing of that one is stored.
   */
  addMoney(householdId: string, rows: MoneyRow[]): Promise<'added' | 'conflict'>
  addVisit(householdId: string, visit: Visit): Promise<'added' | 'known'>
  putPhoto(photo: HouseholdPhoto): Promise<Put>
  photo(householdId: string, photoId: string): Promise<Pick<HouseholdPhoto, 'mime' | 'bytes'> | null>
  /** Which of these photos are of this household. */
  /** Those of the ids that there are, and that the actor may see. */
  visitsWithIds(ids: string[]): Promise<Visit[]>
  photosOf(householdId: string, photoIds: string[]): Promise<string[]>
  /** By when the identifications that are under way must be finished. */
  finishBy(householdId: string): Promise<Date[]>
}
