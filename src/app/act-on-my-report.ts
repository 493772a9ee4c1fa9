import type { TurnView } from '../contract/chat.ts'
import type { MyReport, MyReportAct } from '../contract/my-reports.ts'
import { actOnReport, actWords, mayAct, type ReportAct } from '../core/dialogue/report-act.ts'
import { withoutNumbers } from '../core/understanding/without-numbers.ts'
import type { Deps } from './deps.ts'
import { contextWithLeads } from './dialogue-context.ts'
import type { Door } from './door.ts'
import { readMyReport } from './my-reports.ts'
import { openConversation } from './open-conversation.ts'
import type { LoadedConversation } from './ports/chats.ts'
import { turnView } from './read-turns.ts'
import { isRefusal, type Refusal } from './refusal.ts'
import { writeTurn } from './write-turn.ts'

/** As for a message: more lost races than this mean something is wrong. */
const MAX_RACES = 8

const NOT_NOW: Record<ReportAct['kind'], string> = {
  add: '这件事已经结束了，有新的难处请再报一次。',
  withdraw: '这件事已经结束了，不用再撤回。',
  not_content: '这件事已经撤回了。',
}

/**
 * What a resident does to a report of his on its page: the same that his words in the chat bring about, and it stands there as a turn
 * with its answer. Sent again under the same id it changes nothing. `report` null: he took it back, and it goes on as somebody else's.
 */
export async function actOnMyReport(
  deps: Deps,
  door: Door,
  leadId: string,
  act: MyReportAct,
): Promise<{ report: MyReport | null; turn: TurnView } | Refusal> {
  const key = `${door.county}/${door.channel}/${door.userId}`
  const wanted = reportAct(act)
  const turn = await deps.memory.inOrder(key, async (): Promise<TurnView | Refusal> => {
    for (let race = 0; race < MAX_RACES; race++) {
      const done = await attempt(deps, door, leadId, act.id, wanted)
      // What is in memory is older than what was just written.
      deps.memory.forget(key)
      if (done !== 'conflict') return done
    }
    throw new Error('an act on a report lost its race too often')
  })
  if (isRefusal(turn)) return turn
  const report = await readMyReport(deps, door, leadId)
  if (!isRefusal(report)) return { report, turn }
  return act.act === 'withdraw' ? { report: null, turn } : report
}

function reportAct(act: MyReportAct): ReportAct {
  const words = act.words === undefined ? null : withoutNumbers(act.words)
  switch (act.act) {
    case 'add':
      return { kind: 'add', words, attachments: [...new Set(act.attachments)] }
    case 'withdraw':
    case 'not_content':
      return { kind: act.act, words }
  }
}

async function attempt(
  deps: Deps,
  door: Door,
  leadId: string,
  messageId: string,
  act: ReportAct,
): Promise<TurnView | Refusal | 'conflict'> {
  const head = await openConversation(deps, door)
  const regions = deps.regions(door.county)
  if (!head || !regions) return { refused: 'unknown_county' }
  const now = deps.clock.now()
  const before = await deps.store.transaction({ kind: 'system', county: door.county }, async (tx) => {
    // In this order: each read sees what is committed by then, and the act that took the report from him may be this one, sent twice.
    const context = await contextWithLeads(tx, deps, head.residentId, regions, now)
    return { context, done: await tx.conversations.turnOf(head.conversationId, messageId) }
  })
  const lead = before.context.leads.find(({ id }) => id === leadId)
  // First: what was done may be the reason why it is not his any more.
  if (before.done) return before.done
  if (!lead) return { refused: 'not_found' }
  if (!mayAct(lead, act.kind)) return { refused: 'not_possible_now', why: NOT_NOW[act.kind] }
  const files = act.kind === 'add' ? await ownFiles(deps, head, act.attachments) : null
  if (isRefusal(files)) return files
  const inbound = { kind: 'text' as const, text: actWords(lead, act) }
  const said = { county: head.county, conversationId: head.conversationId, inboundId: messageId, at: now, inbound }
  const answer = actOnReport(head.state, lead, act, before.context)
  const turn = await writeTurn(deps, head, said, answer, before.context)
  return turn === 'conflict' ? turn : turnView(turn)
}

/** He may name only what he uploaded himself. */
async function ownFiles(deps: Deps, head: LoadedConversation, ids: string[]): Promise<Refusal | null> {
  const actor = { kind: 'resident', county: head.county, residentId: head.residentId } as const
  return deps.store.transaction(actor, async (tx) => {
    for (const id of ids) if (!(await tx.attachments.get(id))) return { refused: 'no_such_attachment' } as const
    return null
  })
}
