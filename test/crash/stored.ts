/** Everything that is in the database at the end, read past row-level security by its owner. */
import { openDatabase, type Where } from '../../src/adapters/postgres/database.ts'
import { openStore } from '../../src/adapters/postgres/store.ts'
import type { Block, ReceiptBlock } from '../../src/contract/block.ts'

const COUNTY = '440229'

export interface Stored {
  turns: { conversation: string; seq: number; id: string; at: Date; ours: boolean; replies: Block[] }[]
  leads: {
    id: string
    number: string
    household: string
    risk: string
    status: string
    version: number
    reports: number
    held: boolean
  }[]
  events: { lead: string; seq: number; kind: string; by: string; byKind: string; text: string; report: string | null }[]
  reports: { id: string; conversation: string; resident: string; at: Date; whose: 'own' | 'other'; leads: string[] }[]
  outbox: { key: string; conversation: string; blocks: Block[]; delivered: boolean; nextAt: Date }[]
  acts: { act: string; lead: string; actor: string }[]
  audit: { entries: number; brokenAt: number | null }
}

/** The server must have ended: an embedded database belongs to one process. */
export async function readStored(where: Where): Promise<Stored> {
  const database = await openDatabase(where)
  try {
    const rows = async (query: string) => (await database.pool.query(query)).rows
    return {
      turns:
        await rows(`select conversation_id as conversation, seq, inbound_id as id, at, inbound is null as ours, replies
        from turn order by conversation_id, seq`),
      leads:
        await rows(`select l.id, l.number, l.household_id as household, l.risk_type as risk, l.status, l.version, l.reports,
        exists (select from cadre c where c.id = l.holder_id and c.active) as held from lead l`),
      events: await rows(`select lead_id as lead, seq, kind, by_id as by, by_kind as "byKind", text, report_id as report
        from lead_event order by lead_id, seq`),
      reports:
        await rows(`select id, conversation_id as conversation, resident_id as resident, at, report->>'whose' as whose,
        array(select l.number from lead_report r join lead l on l.id = r.lead_id where r.report_id = report.id order by 1) as leads
        from report`),
      outbox: await rows(`select key, conversation_id as conversation, blocks, delivered_at is not null as delivered,
        next_at as "nextAt" from outbox`),
      acts: await rows(`select act, subject as lead, actor from audit where act like 'lead!_%' escape '!'`),
      audit: await openStore(database).transaction({ kind: 'system', county: COUNTY }, (tx) => tx.audit.verify(COUNTY)),
    }
  } finally {
    await database.close()
  }
}

export function receiptOf(turn: { replies: Block[] }): ReceiptBlock | undefined {
  return turn.replies.find((block) => block.kind === 'receipt')
}

export function groups<T>(list: T[], key: (one: T) => string): Map<string, T[]> {
  return Map.groupBy(list, key)
}
