import type { Erased } from '../contract/about-me.ts'
import type { TurnView } from '../contract/chat.ts'
import { freshState } from '../core/dialogue/converse.ts'
import { ERASURE_WORDS } from '../core/dialogue/erasure-words.ts'
import { keepsOf, onRegister, readAboutMe } from './about-me.ts'
import { actOnMyReport } from './act-on-my-report.ts'
import type { Deps } from './deps.ts'
import { baseContext } from './dialogue-context.ts'
import type { Door } from './door.ts'
import { listMyReports } from './my-reports.ts'
import { openConversation } from './open-conversation.ts'
import { turnView } from './read-turns.ts'
import { isRefusal, type Refusal } from './refusal.ts'
import { useUp } from './subscriptions.ts'
import { writeTurn } from './write-turn.ts'

const MAX_RACES = 8

/**
 * A resident wants his data gone. Consent is taken back; every report that can be is withdrawn, each as by his word in the chat; the
 * chat is emptied, and pictures that no report uses are deleted. What papers and records have to keep is told him, and why. Sent again
 * under the same id, also after a crash in the middle, it goes on where it was and is done once.
 */
export async function eraseMine(
  deps: Deps,
  door: Door,
  id: string,
): Promise<{ erased: Erased; turn: TurnView | null } | Refusal> {
  const head = await openConversation(deps, door)
  if (!head) return { refused: 'unknown_county' }
  if (head.state.handover?.kind === 'held') return { refused: 'not_possible_now', why: ERASURE_WORDS.speaking }
  const done = await deps.store.transaction({ kind: 'system', county: door.county }, (tx) =>
    tx.conversations.turnOf(head.conversationId, id),
  )
  // What he reported since is no part of it.
  const refused = done ? null : await takenBack(deps, door, id)
  if (refused) return refused
  const turn = await emptied(deps, door, id)
  if (isRefusal(turn)) return turn
  return { erased: await tell(deps, door, id), turn }
}

/** Null: every report that can be is withdrawn. */
async function takenBack(deps: Deps, door: Door, id: string): Promise<Refusal | null> {
  for (const report of (await listMyReports(deps, door)).reports) {
    if (!report.may.includes('withdraw') || onRegister(report)) continue
    const act = { act: 'withdraw' as const, id: `${id}:${report.number}`, words: ERASURE_WORDS.said }
    const done = await actOnMyReport(deps, door, report.id, act)
    // Somebody closed it in between, or he took it back elsewhere: then there is nothing left to take back.
    if (isRefusal(done) && done.refused !== 'not_possible_now' && done.refused !== 'not_found') return done
  }
  return null
}

/** Writes the turn that says so, and empties all before it in the same transaction. */
async function emptied(deps: Deps, door: Door, id: string): Promise<TurnView | Refusal> {
  const key = `${door.county}/${door.channel}/${door.userId}`
  const regions = deps.regions(door.county)
  if (!regions) return { refused: 'unknown_county' }
  const template = deps.miniprogram?.newsTemplate ?? null
  return deps.memory.inOrder(key, async () => {
    for (let race = 0; race < MAX_RACES; race++) {
      deps.memory.forget(key)
      const head = await openConversation(deps, door)
      if (!head) return { refused: 'unknown_county' }
      const stored = await deps.store.transaction({ kind: 'system', county: door.county }, (tx) =>
        tx.conversations.turnOf(head.conversationId, id),
      )
      if (stored) return stored
      const at = deps.clock.now()
      const inbound = { kind: 'text' as const, text: ERASURE_WORDS.said }
      const said = { county: head.county, conversationId: head.conversationId, inboundId: id, at, inbound }
      const replies = [{ kind: 'text' as const, text: ERASURE_WORDS.done }]
      const answer = { state: freshState({}), replies, events: [] }
      const turn = await writeTurn(deps, head, said, answer, baseContext(deps, regions, at), async (tx) => {
        await tx.personal.erase(head.residentId, head.conversationId, id, at)
        if (door.channel === 'miniprogram' && template) await useUp(tx, door.userId, template)
        await tx.audit.append({ at, actor: head.residentId, act: 'resident_erased', subject: head.residentId })
      })
      if (turn !== 'conflict') return turnView(turn)
    }
    throw new Error('an erasure lost its race too often')
  })
}

async function tell(deps: Deps, door: Door, id: string): Promise<Erased> {
  const { reports } = await listMyReports(deps, door)
  const about = await readAboutMe(deps, door)
  const head = await openConversation(deps, door)
  const prefix = `${id}:`
  const acts = head
    ? await deps.store.transaction({ kind: 'system', county: door.county }, (tx) =>
        tx.personal.messagesLike(head.conversationId, prefix),
      )
    : []
  const linked = about.things.some(({ what, count }) => what === 'household' && count > 0)
  return {
    withdrawn: acts.map((each) => each.slice(prefix.length)),
    deleted: [...ERASURE_WORDS.deleted],
    keeps: keepsOf(reports, linked),
  }
}
