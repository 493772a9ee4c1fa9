/**
 * The use cases as this adapter sees them, in memory and steerable: slow commits, refusals, breakdowns, news at any
 * moment. What the real ones do is tested beside them, and together with this server in `end-to-end.test.ts`.
 */
import { randomUUID } from 'node:crypto'
import { vi } from 'vitest'
import type { CadreActor } from '../../../src/app/accounts.ts'
import type { Door } from '../../../src/app/door.ts'
import type { Change, ChangeFeed } from '../../../src/app/ports/store.ts'
import type { Refusal } from '../../../src/app/refusal.ts'
import type { Inbound, TurnView } from '../../../src/contract/chat.ts'
import type { LeadDetail, LeadSummary } from '../../../src/contract/lead.ts'

export const COUNTY = '360425'
export const OTHER_COUNTY = '360428'
export const VILLAGE = '360425100201'
export const CADRE_ID = 'b7f7e1a0-0000-4000-8000-000000000001'
export const LEAD_ID = 'b7f7e1a0-0000-4000-8000-0000000000aa'
const AT = '2025-03-01T08:00:00.000Z'

export function makeFeed(): ChangeFeed & { emit(change: Change | 'resync'): void } {
  const ears = new Set<(change: Change | 'resync') => void>()
  return {
    subscribe(ear) {
      ears.add(ear)
      return () => void ears.delete(ear)
    },
    emit(change) {
      for (const ear of ears) ear(change)
    },
  }
}
export type Feed = ReturnType<typeof makeFeed>

export const me: CadreActor & { name: string; demo: boolean } = {
  kind: 'cadre',
  county: COUNTY,
  cadreId: CADRE_ID,
  role: 'village_cadre',
  areas: [VILLAGE],
  name: '李会计',
  demo: true,
}
export const session = {
  token: `${COUNTY}.a-good-session-token-of-some-length`,
  expiresAt: AT,
  me: { id: CADRE_ID, name: me.name, role: me.role, county: COUNTY, areas: me.areas, demo: true },
}

export function leadSummaryOf(version = 1): LeadSummary {
  return {
    id: LEAD_ID,
    number: 'A1024',
    riskType: 'unsafe_housing',
    urgency: 'high',
    gist: '房子漏雨',
    status: 'open',
    region: VILLAGE,
    place: '江尾镇联群村',
    householdName: '王**',
    dueAt: AT,
    dueNote: null,
    createdAt: AT,
    reports: 1,
    holder: { id: CADRE_ID, name: '李会计', role: 'village_cadre' },
    rule: 'village_duty',
    reason: '本村值班',
    daysLeft: 15,
    eatenBy: '等干部接单、联系农户',
    caseId: null,
    version,
    noticed: false,
    demo: true,
  }
}

export function leadDetailOf(version = 1): LeadDetail {
  return {
    ...leadSummaryOf(version),
    householdId: CADRE_ID,
    phone: '138****0000',
    facts: [],
    words: ['房子漏雨'],
    finishBy: AT,
    finishSource: '本县规定',
    events: [],
  }
}

/** What the fakes do next; reset before each test. */
export const world = {
  conversations: new Map<string, { conversationId: string; turns: TurnView[] }>(),
  /** Awaited before a message commits. */
  beforeCommit: async (_id: string): Promise<void> => {},
  /** Awaited after a greeting was read and before it is answered: the moment in which news could fall through. */
  afterGreeting: async (): Promise<void> => {},
  refusal: null as Refusal | null,
  breakdown: null as Error | null,
  attachments: new Map<string, Uint8Array>(),
  served: [COUNTY, OTHER_COUNTY],
}

export function resetWorld(): void {
  world.conversations.clear()
  world.attachments.clear()
  world.served = [COUNTY, OTHER_COUNTY]
  world.beforeCommit = async () => {}
  world.afterGreeting = async () => {}
  world.refusal = null
  world.breakdown = null
}

function person(door: Door): string {
  return `${door.county}/${door.channel}/${door.userId}`
}

function append(door: Door, messageId: string | null, inbound: Inbound | null, text: string): TurnView {
  const open = world.conversations.get(person(door)) ?? { conversationId: randomUUID(), turns: [] }
  world.conversations.set(person(door), open)
  const turn: TurnView = {
    seq: open.turns.length + 1,
    at: AT,
    messageId,
    inbound,
    replies: [{ kind: 'text', text }],
  }
  open.turns.push(turn)
  return turn
}

/** The only conversation there is gets a turn of ours, which nobody has announced yet. */
export function news(text: string): { conversationId: string; seq: number } {
  const [open] = world.conversations.values()
  if (!open) throw new Error('nobody has written yet')
  open.turns.push({
    seq: open.turns.length + 1,
    at: AT,
    messageId: null,
    inbound: null,
    replies: [{ kind: 'text', text }],
  })
  return { conversationId: open.conversationId, seq: open.turns.length }
}

/** Every use case fails or refuses the same way when the test says so. */
async function steered<T>(result: () => T | Promise<T>): Promise<T | Refusal> {
  if (world.breakdown) throw world.breakdown
  if (world.refusal) return world.refusal
  return result()
}

export const app = {
  receiveMessage: vi.fn((_deps: unknown, door: Door, said: { id: string; message: Inbound }) =>
    steered(async () => {
      await world.beforeCommit(said.id)
      const stored = world.conversations.get(person(door))?.turns.find((turn) => turn.messageId === said.id)
      const text = said.message.kind === 'text' ? said.message.text : said.message.kind
      return stored ?? append(door, said.id, said.message, `听到：${text.slice(0, 20)}（${text.length}）`)
    }),
  ),
  greet: vi.fn((_deps: unknown, door: Door) =>
    steered(async () => {
      const open = world.conversations.get(person(door))
      const found = {
        conversationId: open?.conversationId ?? null,
        lastSeq: open?.turns.length ?? 0,
        replies: open ? [] : [{ kind: 'text' as const, text: '您好，有什么困难？' }],
      }
      await world.afterGreeting()
      return found
    }),
  ),
  MOST_TURNS: 200,
  readTurns: vi.fn(async (_deps: unknown, door: Door, after: number, limit = 200) => {
    if (world.breakdown) throw world.breakdown
    // The sockets' pages are made short, so that catching up takes several.
    return (world.conversations.get(person(door))?.turns ?? []).slice(after, after + (limit < 200 ? 3 : limit))
  }),
  keepAttachment: vi.fn((_deps: unknown, _door: Door, bytes: Uint8Array) =>
    steered(() => {
      const attachment = randomUUID()
      world.attachments.set(attachment, bytes)
      return { attachment }
    }),
  ),
  residentAt: vi.fn(async (_deps: unknown, door: Door) =>
    world.conversations.has(person(door)) ? { kind: 'resident', county: door.county, residentId: randomUUID() } : null,
  ),
  readAttachment: vi.fn((_deps: unknown, _actor: unknown, id: string) =>
    steered(() => {
      const bytes = world.attachments.get(id)
      return bytes ? { mime: 'image/jpeg', bytes } : ({ refused: 'not_found' } as const)
    }),
  ),
  whoIs: vi.fn(async (_deps: unknown, token: string) =>
    token === session.token ? me : ({ refused: 'not_signed_in' } as const),
  ),
  acceptInvitation: vi.fn(() => steered(() => session)),
  login: vi.fn(() => steered(() => session)),
  logout: vi.fn(async () => {}),
  invite: vi.fn(() => steered(() => ({ code: 'one-time-code', expiresAt: AT }))),
  listQueue: vi.fn(() => steered(() => ({ leads: [leadSummaryOf()], next: null }))),
  leadSummary: vi.fn(async (): Promise<LeadSummary | null> => leadSummaryOf(2)),
  openLead: vi.fn(() => steered(() => leadDetailOf())),
  actOnLead: vi.fn(() => steered(() => leadDetailOf(2))),
  revealPhone: vi.fn(() => steered(() => ({ phone: '13800000000' }))),
  listColleagues: vi.fn(() => steered(() => [{ id: CADRE_ID, name: '李会计', role: me.role, areas: me.areas }])),
  demoLogin: vi.fn(() => steered(() => session)),
  demoCadres: vi.fn(async () => [{ id: CADRE_ID, name: '李会计', role: me.role, areas: me.areas }]),
}
