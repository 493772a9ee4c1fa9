import { argonPasswords } from '../../src/adapters/passwords.ts'
import { openVault } from '../../src/adapters/vault.ts'
import { isWorkingDay } from '../../src/adapters/working-days.ts'
import type { CadreActor } from '../../src/app/accounts.ts'
import { actOnLead } from '../../src/app/act-on-lead.ts'
import { answerHandover } from '../../src/app/answer-handover.ts'
import { conversationMemory } from '../../src/app/conversation-memory.ts'
import { CountyFile } from '../../src/app/county-file.ts'
import { deliverOutbox } from '../../src/app/deliver-outbox.ts'
import type { Deps } from '../../src/app/deps.ts'
import type { Door } from '../../src/app/door.ts'
import { listCases } from '../../src/app/list-cases.ts'
import { listHandovers } from '../../src/app/list-handovers.ts'
import { listQueue } from '../../src/app/list-queue.ts'
import { openCaseOf } from '../../src/app/open-case.ts'
import { openLead } from '../../src/app/open-lead.ts'
import type { Store } from '../../src/app/ports/store.ts'
import { readHandover } from '../../src/app/read-handover.ts'
import { readTurns } from '../../src/app/read-turns.ts'
import { receiveMessage } from '../../src/app/receive-message.ts'
import { isRefusal, type Refusal } from '../../src/app/refusal.ts'
import { returnHandover } from '../../src/app/return-handover.ts'
import { revealHandoverPhone } from '../../src/app/reveal-handover-phone.ts'
import { serveRegions } from '../../src/app/serve-regions.ts'
import { idOf, setUpCounty } from '../../src/app/set-up-county.ts'
import { takeOverHandover } from '../../src/app/take-over-handover.ts'
import { tendHandovers } from '../../src/app/tend-handovers.ts'
import type { Block } from '../../src/contract/block.ts'
import { CaseQuery } from '../../src/contract/case-list.ts'
import type { TurnView } from '../../src/contract/chat.ts'
import { type LeadAction, type LeadDetail, type LeadSummary, QueueQuery } from '../../src/contract/lead.ts'
import type { CadreRole } from '../../src/contract/terms.ts'
import { PRIVACY_NOTICE } from '../../src/core/dialogue/privacy-notice.ts'
import type { TestDatabase } from './database.ts'
import { policies, shelves } from './policies.ts'

export const COUNTY = '440229'
/** 联群村 and 松岭村 of an invented township: real codes matter nowhere here. */
export const VILLAGE = '440229106201'
export const OTHER_VILLAGE = '440229106202'

type ActionWithoutVersion = LeadAction extends infer Each
  ? Each extends LeadAction
    ? Omit<Each, 'version'>
    : never
  : never

/** An invented county, small enough to know by heart, with a clock that is set by hand. */
export async function makeWorld({ store, database }: TestDatabase) {
  let now = new Date('2026-11-23T02:00:00Z')
  let made = 0
  const feed = database.feed
  const deps: Deps = {
    store,
    vault: openVault([Buffer.alloc(32, 7)]),
    passwords: argonPasswords(),
    clock: { now: () => now },
    ids: {
      uuid: () => crypto.randomUUID(),
      secret: (bytes) => `secret-${++made}-${crypto.randomUUID()}`.padEnd(bytes, 'x'),
    },
    regions: (county) => regions.of(county),
    isWorkingDay,
    packs: policies.packs,
    cards: shelves,
    channels: {},
    groups: {},
    memory: conversationMemory(100),
    phoneNotices: null,
    notice: PRIVACY_NOTICE,
    demo: true,
  }
  const setUp = await setUpCounty(deps, CountyFile.parse(COUNTY_FILE), { demo: true })
  if (isRefusal(setUp)) throw new Error(JSON.stringify(setUp))
  const regions = await serveRegions(store, feed, [COUNTY], (error) => {
    throw error
  })

  const cadre = (key: string, role: CadreRole, ...areas: string[]) => {
    const actor: CadreActor = { kind: 'cadre', county: COUNTY, cadreId: idOf(COUNTY, key), role, areas }
    return {
      actor,
      queue: async (query: Partial<QueueQuery> = {}) =>
        answered(await listQueue(deps, actor, QueueQuery.parse(query))).leads,
      open: async (id: string) => answered(await openLead(deps, actor, id)),
      handovers: async () => (await listHandovers(deps, actor)).handovers,
      reads: async (id: string, after = 0) => answered(await readHandover(deps, actor, id, after)),
      tells: (id: string, text: string, messageId = `reply-${++made}-000000`) =>
        answerHandover(deps, actor, id, { id: messageId, text }),
      givesBack: (id: string) => returnHandover(deps, actor, id),
      phoneOf: (id: string) => revealHandoverPhone(deps, actor, id),
      takesOver: (id: string, from: string) => takeOverHandover(deps, actor, id, from),
      opens: (leadId: string) => openCaseOf(deps, actor, leadId),
      cases: async (query: Partial<CaseQuery> = {}) => answered(await listCases(deps, actor, CaseQuery.parse(query))),
      /** Acts on the version that the queue shows now. */
      does: async (lead: LeadSummary | LeadDetail, action: ActionWithoutVersion) =>
        actOnLead(deps, actor, lead.id, { ...action, version: lead.version } as LeadAction),
    }
  }
  return {
    deps,
    resident: (userId: string, village: string | null = null, process: Deps = deps) =>
      resident(process, { county: COUNTY, channel: 'web', userId, village }),
    village: cadre('village', 'village_cadre', VILLAGE),
    deputy: cadre('deputy', 'village_cadre', VILLAGE),
    otherVillage: cadre('other', 'village_cadre', OTHER_VILLAGE),
    township: cadre('township', 'township_officer', VILLAGE.slice(0, 9)),
    county: cadre('county', 'county_officer', COUNTY),
    department: cadre('department', 'department_officer'),
    taxOffice: cadre('tax', 'department_officer'),
    later: (milliseconds: number) => {
      now = new Date(now.getTime() + milliseconds)
    },
    /** The county file once more, with a change. */
    reload: async (change: (file: typeof COUNTY_FILE) => void) => {
      const file = structuredClone(COUNTY_FILE)
      change(file)
      answered(await setUpCounty(deps, CountyFile.parse(file), { demo: true }))
    },
    deliver: async () => {
      while ((await deliverOutbox(deps, COUNTY)) > 0);
    },
    tend: () => tendHandovers(deps, COUNTY),
    /** Another process over the same data: nothing in its memory. */
    elsewhere: (store: Store): Deps => ({ ...deps, store, memory: conversationMemory(100) }),
    stop: regions.stop,
  }
}

export function resident(deps: Deps, door: Door) {
  let sent = 0
  const send = async (text: string, id = `${door.userId}-${String(++sent).padStart(6, '0')}`): Promise<TurnView> =>
    answered(await receiveMessage(deps, door, { id, message: { kind: 'text', text } }))
  return {
    door,
    send,
    says: async (text: string) => (await send(text)).replies,
    /** Says each in turn; answers what the last one was answered with. */
    saysAll: async (...texts: string[]) => {
      let last: Block[] = []
      for (const text of texts) last = (await send(text)).replies
      return last
    },
    /** A whole report of the usual kind, in the fewest words; answers the last replies. */
    reports: async (what: string, name: string, village = '联群村', phone = '没有电话') => {
      let replies = (await send(`${what}，我自己家的，户主${name}，在${village}`)).replies
      for (let turn = 0; turn < 15 && !replies.some((block) => block.kind === 'receipt'); turn++) {
        const question = wordsOf(replies)
        const answer = /同意/.test(question)
          ? '同意'
          : /提交/.test(question)
            ? '确认提交'
            : /户主/.test(question)
              ? name
              : /哪个村/.test(question)
                ? village
                : /谁家/.test(question)
                  ? '我自己家'
                  : /人/.test(question) && /几口/.test(question)
                    ? '4人'
                    : /电话/.test(question)
                      ? phone
                      : /多少钱|收入/.test(question)
                        ? '不想说'
                        : /什么时候/.test(question)
                          ? '这几天'
                          : '记不清'
        replies = (await send(answer)).replies
      }
      return replies
    },
    chat: () => readTurns(deps, door, 0),
    news: async () =>
      (await readTurns(deps, door, 0)).filter((turn) => turn.inbound === null).map((turn) => wordsOf(turn.replies)),
  }
}

/** All words of some replies, for matching. */
export function wordsOf(replies: Block[]): string {
  return replies
    .map((block) =>
      block.kind === 'quick_replies' ? block.options.join(' ') : 'text' in block ? (block.text ?? '') : '',
    )
    .join('\n')
}

export function answered<T>(result: T | Refusal): T {
  if (isRefusal(result)) throw new Error(`refused: ${JSON.stringify(result)}`)
  return result
}

const duty = (region: string, deputy?: string) => ({ region, from: '2026-01-01', ...(deputy ? { deputy } : {}) })
const COUNTY_FILE = {
  county: { code: COUNTY, name: '演示县' },
  demo: true,
  regions: [
    { code: VILLAGE.slice(0, 9), name: '演示镇' },
    { code: VILLAGE, name: '联群村委会' },
    { code: OTHER_VILLAGE, name: '松岭村委会' },
  ],
  cadres: [
    { key: 'village', name: '演示甲', role: 'village_cadre', duties: [duty(VILLAGE, 'deputy')] },
    { key: 'deputy', name: '演示乙', role: 'village_cadre' },
    { key: 'other', name: '演示丙', role: 'village_cadre', duties: [duty(OTHER_VILLAGE, 'deputy')] },
    { key: 'township', name: '演示丁', role: 'township_officer', duties: [duty(VILLAGE.slice(0, 9))] },
    { key: 'county', name: '演示戊', role: 'county_officer', duties: [duty(COUNTY)] },
    { key: 'department', name: '演示己', role: 'department_officer', department: 'housing' },
    { key: 'tax', name: '演示庚', role: 'department_officer', department: 'tax' },
  ],
  households: [
    { headName: '王示范', village: VILLAGE, kind: 'poverty_lifted', cadre: 'deputy' },
    // Named for it, but without any duty in its village.
    { headName: '郑示远', village: VILLAGE, kind: 'marginal', cadre: 'other' },
  ],
  activate: [VILLAGE, OTHER_VILLAGE],
}
