/** What was promised to people, held against what there is in the end. */
import { expect } from 'vitest'
import type { TurnView } from '../../src/contract/chat.ts'
import { ChatClient } from '../support/chat-client.ts'
import type { Officer } from './officer.ts'
import { receiptOf, type Stored } from './stored.ts'
import type { Villager } from './villager.ts'

/** A new phone with the old token: everything from the beginning. */
export async function replay(url: string, villager: Villager): Promise<TurnView[]> {
  const phone = await ChatClient.connect(url)
  try {
    const { lastSeq } = await phone.hello({ token: villager.token ?? '' })
    if (lastSeq > 0) await phone.turn(lastSeq)
    return phone.turns
  } finally {
    await phone.close()
  }
}

export function expectKept(villager: Villager, replayed: TurnView[], stored: Stored): void {
  expect(villager.oddities).toEqual([])
  expect(replayed.map((turn) => turn.seq)).toEqual(replayed.map((_, at) => at + 1))
  // Whatever he has ever been shown stands where it stood.
  for (const turn of villager.seen.values()) expect(replayed[turn.seq - 1]).toEqual(turn)
  // Each message once, in the order in which he said them; every one was answered, at the latest when it was said again.
  expect(villager.said.filter((each) => each.turn === null)).toEqual([])
  const his = replayed.filter((turn) => turn.messageId !== null)
  expect(his.map((turn) => turn.messageId)).toEqual(villager.said.map((each) => each.id))
  for (const turn of villager.receipts)
    for (const { number } of receiptOf(turn)?.leads ?? [])
      expect(stored.leads.filter((lead) => lead.number === number).length, number).toBe(1)
  const conversation = stored.turns.find((turn) => turn.id === his[0]?.messageId)?.conversation
  const chat = stored.turns.filter((turn) => turn.conversation === conversation)
  expect(replayed.map((turn) => turn.replies)).toEqual(chat.map((turn) => turn.replies))
}

export function expectDone(officer: Officer, stored: Stored): void {
  expect(officer.oddities).toEqual([])
  const his = stored.events.filter((event) => event.by === officer.id)
  const key = (lead: string, version: number) => `${lead} ${version}`
  const accounted = new Set<string>()
  for (const step of officer.steps) {
    const made = his.filter((event) =>
      // A claim has no words; refused, it may have left its place to a note of his own.
      step.mark
        ? event.text.includes(step.mark)
        : event.kind === 'claimed' && key(event.lead, event.seq) === stepKey(step),
    )
    const there = his.filter((event) => key(event.lead, event.seq) === stepKey(step))
    const what = `${JSON.stringify(step)}, in its place: ${JSON.stringify(there)}`
    if (step.outcome === 'done') expect(made.length, what).toBe(1)
    else if (step.unanswered === 0) expect(made.length, what).toBe(0)
    else expect(made.length, what).toBeLessThanOrEqual(1)
    for (const event of made) {
      expect(key(event.lead, event.seq), what).toBe(stepKey(step))
      accounted.add(stepKey(step))
    }
  }
  // And nothing in his name that he did not do.
  expect(his.map((event) => key(event.lead, event.seq)).sort()).toEqual([...accounted].sort())
}

function stepKey({ leadId, action }: Officer['steps'][number]): string {
  return `${leadId} ${action.version + 1}`
}
