import type { CadreRole } from '../../contract/terms.ts'
import type { Handover } from '../../core/handover/handover.ts'

/** A hand-over with the people who may answer. */
export interface HandoverRow {
  handover: Handover
  holder: { id: string; name: string; role: CadreRole }
  second: { id: string; name: string; role: CadreRole } | null
}

export interface Handovers {
  /** `conflict`: in this conversation a person has the word already. */
  insert(handover: Handover): Promise<'inserted' | 'conflict'>
  /** Of a row that this transaction has locked. */
  put(handover: Handover): Promise<void>
  row(id: string): Promise<HandoverRow | null>
  /** Open ones first, who waits longest before all; then those that ended after that time. At most `limit`. */
  list(endedAfter: Date, limit: number): Promise<HandoverRow[]>
  open(): Promise<Handover[]>
  /** Locked until the end of the transaction: whoever changes who has the word locks first, and writes the turn then. */
  lock(id: string): Promise<Handover | null>
  lockOpenOf(conversationId: string): Promise<Handover | null>
}
