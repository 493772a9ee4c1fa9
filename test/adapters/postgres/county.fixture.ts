import { randomUUID } from 'node:crypto'
import type { Broadcast } from '../../../src/app/ports/broadcasts.ts'
import type { NewTurn } from '../../../src/app/ports/chats.ts'
import type { CadreToPut } from '../../../src/app/ports/county.ts'
import type { StoredReport } from '../../../src/app/ports/leads.ts'
import type { Household } from '../../../src/app/ports/people.ts'
import type { Actor, Store } from '../../../src/app/ports/store.ts'
import type { DataHolder } from '../../../src/contract/case.ts'
import type { Office } from '../../../src/contract/office.ts'
import type { RiskType } from '../../../src/contract/terms.ts'
import type { ConversationState } from '../../../src/core/dialogue/conversation.ts'
import type { DutyItems } from '../../../src/core/duty/duty-items.ts'
import type { Lead, LeadEvent } from '../../../src/core/lead/lead.ts'
import type { CaseAction } from '../../../src/core/procedure/case-action.ts'
import { faceOf, foldCase } from '../../../src/core/procedure/fold.ts'
import type { Sealed } from '../../../src/core/sealed.ts'

export const NOON = new Date('2026-03-02T04:00:00.000Z')
export const DAY = '2026-03-02'
export const HOUR = 3_600_000
export const later = (ms: number) => new Date(NOON.getTime() + ms)

export const PHONE: Sealed = { kind: 'phone', sealed: 'v1.k.x', masked: '138****5678', hash: 'h' }
export const STATE: ConversationState = { v: 1, consent: null, known: {}, draft: null, asking: null, misses: 0 }

export const system = (county: string): Actor => ({ kind: 'system', county })

export function turnOf(county: string, conversationId: string, seq: number, more: Partial<NewTurn> = {}): NewTurn {
  return {
    county,
    conversationId,
    seq,
    inboundId: `message-${seq}`,
    at: NOON,
    inbound: { kind: 'text', text: '房子漏雨' },
    replies: [{ kind: 'text', text: '哪个村？' }],
    state: STATE,
    ...more,
  }
}

export function leadOf(household: Household, holderId: string, more: Partial<Lead> = {}): Lead {
  const riskType: RiskType = 'unsafe_housing'
  return {
    id: randomUUID(),
    number: `T${randomUUID()}`,
    county: household.county,
    region: household.region,
    householdId: household.id,
    origin: 'self_report',
    riskType,
    urgency: 'normal',
    gist: '房子漏雨',
    status: 'open',
    holderId,
    rule: 'village_duty',
    reason: '本村值班',
    dueAt: later(HOUR),
    finishBy: later(15 * 24 * HOUR),
    finishSource: '规则',
    reports: 1,
    createdAt: NOON,
    version: 1,
    demo: true,
    ...more,
  }
}

export function eventOf(lead: Lead, more: Partial<LeadEvent> = {}): LeadEvent {
  return {
    leadId: lead.id,
    seq: lead.version,
    kind: 'created',
    at: NOON,
    by: { kind: 'resident', id: null, name: '农户' },
    text: '房子漏雨',
    reportId: null,
    attachments: [],
    ...more,
  }
}

export async function newHousehold(store: Store, region: string, more: Partial<Household> = {}): Promise<Household> {
  const household: Household = {
    id: randomUUID(),
    county: region.slice(0, 6),
    region,
    headName: '王建国',
    kind: 'ordinary',
    cadreId: null,
    phone: PHONE,
    unconfirmed: false,
    demo: true,
    ...more,
  }
  await store.transaction(system(household.county), (tx) => tx.households.put(household))
  return household
}

export async function newCadre(
  store: Store,
  county: string,
  role: CadreToPut['role'],
  areas: string[],
  department: Office | null = null,
): Promise<string> {
  const id = randomUUID()
  await store.transaction(system(county), async (tx) => {
    await tx.roster.putCadres([{ id, county, name: '李干部', role, active: true, department, phone: null, demo: true }])
    const duties = areas.map((region) => ({ region, cadreId: id, deputyId: null, from: '2026-01-01', until: null }))
    await tx.roster.putDuties(county, duties)
  })
  return id
}

export async function newConversation(store: Store, county: string, userId: string = randomUUID()) {
  return store.transaction(system(county), (tx) =>
    tx.conversations.open({
      channel: 'web',
      userId,
      residentId: randomUUID(),
      conversationId: randomUUID(),
      village: null,
      at: NOON,
      demo: true,
    }),
  )
}

export function reportOf(
  conversation: { conversationId: string; residentId: string },
  household: Household,
  more: Partial<StoredReport> = {},
): StoredReport {
  return {
    id: randomUUID(),
    county: household.county,
    residentId: conversation.residentId,
    conversationId: conversation.conversationId,
    householdId: household.id,
    region: household.region,
    at: NOON,
    report: {
      whose: 'own',
      householdName: household.headName,
      village: household.region,
      urgency: 'normal',
      risks: [{ type: 'unsafe_housing', words: '房子漏雨' }],
      since: undefined,
      amount: undefined,
      people: undefined,
      income: undefined,
      phone: PHONE,
      identity: null,
      words: ['房子漏雨'],
      attachments: [],
    },
    ...more,
  }
}

/** A draft for everybody of a place. */
export function broadcastOf(region: string, composedBy: string, more: Partial<Broadcast> = {}): Broadcast {
  return {
    id: randomUUID(),
    county: region.slice(0, 6),
    region,
    level: 'village_cadre',
    title: '医保',
    content: { kind: 'text', text: '医保可以交了。' },
    blocks: [{ kind: 'text', text: '医保可以交了。' }],
    audience: { region },
    quiet: { from: 21, until: 8 },
    state: 'draft',
    composedBy,
    approvedBy: null,
    createdAt: NOON,
    startAt: null,
    startedAt: null,
    endedAt: null,
    pace: null,
    version: 1,
    queued: 0,
    sent: 0,
    failed: 0,
    skipped: 0,
    ...more,
  }
}

/** Data of a month for these places, due at noon. */
export function dutyOf(subjects: DutyItems['subjects'], task: Partial<DutyItems['task']> = {}): DutyItems {
  return {
    subjects,
    task: {
      rule: 'duty-data-entry',
      pack: 'pack',
      what: 'data_entry',
      says: '录好数据。',
      source: '规则',
      warning: null,
      period: { name: '2026-03', first: '2026-03-01', last: '2026-03-31' },
      expectedFrom: '2026-03-01',
      dueAt: NOON,
      lateAt: NOON,
      remindAt: NOON,
      handUpDays: 3,
      leastTimes: 1,
      belongs: 'village',
      ...task,
    },
  }
}

/** A lead with its event, its report, its reporter's chat, a picture and news on the way: one row in each table. */
export async function newReportedLead(store: Store, region: string, holderId: string, more: Partial<Lead> = {}) {
  const household = await newHousehold(store, region)
  const conversation = await newConversation(store, household.county)
  const lead = leadOf(household, holderId, more)
  const report = reportOf(conversation, household)
  const attachmentId = randomUUID()
  await store.transaction(system(household.county), async (tx) => {
    const { county, residentId, conversationId } = conversation
    await tx.conversations.append(turnOf(county, conversationId, 1))
    await tx.leads.insert(lead)
    await tx.leads.addEvent(county, region, eventOf(lead))
    await tx.leads.insertReport(report, [lead.id])
    await tx.attachments.put({
      id: attachmentId,
      county,
      residentId,
      mime: 'image/png',
      bytes: Buffer.from('png'),
      at: NOON,
    })
    await tx.attachments.attach([attachmentId], [lead.id], region)
    const key = `lead:${lead.id}:1`
    await tx.outbox.put({ key, county, conversationId, blocks: [{ kind: 'text', text: '收到' }], at: NOON })
  })
  return { household, conversation, lead, report, attachmentId }
}

const CITATION = { paper: '永修方案', clause: '三（三）' }

/** The opening of a case of this lead's household, and a question to an office: two actions. */
export function caseActionsOf(lead: Lead, cadreId: string, department: DataHolder = 'housing'): CaseAction[] {
  const step = {
    step: 'comparison',
    fact: 'YX-7',
    clause: '三（三）3',
    says: '县里和部门比对。',
    act: 'compare' as const,
  }
  const common = {
    caseId: randomUUID(),
    at: NOON,
    by: { kind: 'cadre' as const, cadreId, name: '李干部', role: 'village_cadre' as const },
    basis: { pack: 'yongxiu-2021', step: 'comparison', citation: CITATION },
    text: '立案',
  }
  return [
    {
      ...common,
      seq: 1,
      kind: 'opened',
      number: `T${randomUUID()}`,
      county: lead.county,
      region: lead.region,
      householdId: lead.householdId,
      leads: [{ id: lead.id, number: lead.number, verifiedBy: { kind: 'system' } }],
      found: NOON.toISOString(),
      finishBy: lead.finishBy.toISOString(),
      finishSource: lead.finishSource,
      procedure: {
        pack: 'yongxiu-2021',
        citation: CITATION,
        runOut: null,
        steps: [{ ...step, by: ['county_office'], evidence: [], after: [], tells: [], citation: CITATION }],
      },
      demo: true,
    },
    { ...common, seq: 2, kind: 'department_asked', step: 'comparison', department, fields: ['commercial_housing'] },
  ]
}

/** A stored case with its actions, its lead, a picture that the cadre put in, and a question to an office. */
export async function newCase(store: Store, lead: Lead, cadreId: string, department: DataHolder = 'housing') {
  const actions = caseActionsOf(lead, cadreId, department)
  const one = faceOf(foldCase(actions))
  const { county, id: caseId, region } = one
  const [attachmentId, comparisonId] = [randomUUID(), randomUUID()]
  await store.transaction(system(county), async (tx) => {
    await tx.cases.open(one, actions, cadreId)
    await tx.attachments.putForCase({
      id: attachmentId,
      county,
      cadreId,
      caseId,
      mime: 'image/png',
      bytes: Buffer.from('png'),
      at: NOON,
    })
    await tx.comparisons.put({
      id: comparisonId,
      county,
      caseId,
      seq: 2,
      step: 'comparison',
      region,
      department,
      fields: ['commercial_housing'],
      headName: '王建国',
      people: [{ who: '户主', name: '王建国', identity: null }],
      state: 'open',
      askedAt: NOON,
    })
  })
  return { case: one, actions, attachmentId, comparisonId }
}

/** Two pictures that the cadre sent from his chat: one of the lead, and one of which he has not said anything yet. */
export async function newVisitPicture(
  store: Store,
  lead: Lead,
  cadreId: string,
): Promise<{ kept: string; waiting: string }> {
  const [kept, waiting] = [randomUUID(), randomUUID()]
  const { county, region } = lead
  await store.transaction(system(county), async (tx) => {
    for (const id of [kept, waiting])
      await tx.attachments.putWaiting({ id, county, cadreId, mime: 'image/png', bytes: Buffer.from('png'), at: NOON })
  })
  const actor: Actor = { kind: 'cadre', county, cadreId, role: 'village_cadre', areas: [region] }
  await store.transaction(actor, (tx) => tx.attachments.settle([kept], lead.id))
  return { kept, waiting }
}
