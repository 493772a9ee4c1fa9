/** What must hold of the data by itself, whoever died when. Each throws with what is wrong. */
import { expect } from 'vitest'
import { groups, receiptOf, type Stored } from './stored.ts'

/** Kinds of event of which the residents are told. */
const TOLD = ['claimed', 'visited', 'verified', 'closed', 'transferred', 'returned']

export function expectWhole(stored: Stored): void {
  expectTurns(stored)
  expectReports(stored)
  expectLeads(stored)
  expectNews(stored)
  expectAudit(stored)
}

function expectTurns({ turns }: Stored): void {
  for (const [conversation, own] of groups(turns, (turn) => turn.conversation)) {
    const seqs = own.map((turn) => turn.seq)
    expect(seqs, `turns of ${conversation}`).toEqual(oneTo(own.length))
    expect(new Set(own.map((turn) => turn.id)).size, `message ids of ${conversation}`).toBe(own.length)
  }
}

/** A report and the turn with its receipt are one: neither is there without the other. */
function expectReports({ turns, reports, events, leads }: Stored): void {
  const withReceipt = turns.filter(receiptOf)
  const place = (one: { conversation: string; at: Date }) => `${one.conversation} ${one.at.toISOString()}`
  expect(reports.map(place).sort()).toEqual(withReceipt.map(place).sort())
  for (const turn of withReceipt) {
    const report = reports.find((one) => place(one) === place(turn))
    const promised = receiptOf(turn)?.leads ?? []
    expect(report?.leads).toEqual(promised.map((lead) => lead.number).sort())
    const made = events.filter((event) => event.report === report?.id)
    const numbered = made.map((event) => [leads.find((lead) => lead.id === event.lead)?.number, event.kind])
    // What a household reported itself is nothing for its neighbours: to them it is never merged.
    const shown = (kind: string) => (report?.whose === 'other' ? 'some' : kind)
    expect(numbered.map(([number, kind]) => [number, shown(`${kind}`)]).sort()).toEqual(
      promised.map((lead) => [lead.number, shown(lead.merged ? 'merged' : 'created')]).sort(),
    )
  }
}

function expectLeads({ leads, events }: Stored): void {
  const unfinished = leads.filter((lead) => lead.status !== 'closed' && lead.status !== 'withdrawn')
  for (const [matter, same] of groups(unfinished, (lead) => `${lead.household} ${lead.risk}`))
    expect(same.length, `open leads of ${matter}`).toBe(1)
  expect(new Set(leads.map((lead) => lead.number)).size).toBe(leads.length)
  expect(leads.filter((lead) => !lead.held)).toEqual([])
  const timelines = groups(events, (event) => event.lead)
  expect(timelines.size).toBe(leads.length)
  for (const lead of leads) {
    const timeline = timelines.get(lead.id) ?? []
    expect(
      timeline.map((event) => event.seq),
      `timeline of ${lead.number}`,
    ).toEqual(oneTo(lead.version))
    expect(timeline.flatMap(({ kind }, at) => (kind === 'created' ? [at] : []))).toEqual([0])
    expect(timeline.filter((event) => event.report !== null).length).toBe(lead.reports)
  }
}

/** Who has to hear of what follows from the timelines alone; the outbox and the chats must say the same, each thing once. */
function expectNews({ events, reports, outbox, turns }: Stored): void {
  const due: string[] = []
  for (const [lead, timeline] of groups(events, (event) => event.lead)) {
    const listening = new Set<string>()
    /** Those of the household itself: they alone hear what was found, and that the matter came in again. */
    const own = new Set<string>()
    for (const event of timeline) {
      const report = reports.find((one) => one.id === event.report)
      // The household that reported the matter before hears that it came in again.
      if (event.kind === 'merged')
        for (const each of listening)
          if (own.has(each) && each !== report?.conversation) due.push(`lead:${lead}:${event.seq}:${each}`)
      if (report) listening.add(report.conversation)
      if (report?.whose === 'own') own.add(report.conversation)
      if (event.kind === 'withdrawn')
        for (const his of reports) if (his.resident === event.by) listening.delete(his.conversation)
      if (TOLD.includes(event.kind))
        for (const each of listening)
          if (event.kind !== 'verified' || own.has(each)) due.push(`lead:${lead}:${event.seq}:${each}`)
    }
  }
  expect(outbox.map((item) => item.key).sort()).toEqual(due.sort())
  expect(outbox.filter((item) => !item.delivered)).toEqual([])
  const told = turns.filter((turn) => turn.ours)
  const asTurn = (one: { id: string; conversation: string; said: unknown }) => JSON.stringify(one)
  expect(told.map(({ id, conversation, replies }) => asTurn({ id, conversation, said: replies })).sort()).toEqual(
    outbox.map(({ key, conversation, blocks }) => asTurn({ id: `outbox:${key}`, conversation, said: blocks })).sort(),
  )
}

/** Unbroken, and with one entry for every step of a cadre. */
function expectAudit({ audit, acts, events }: Stored): void {
  expect(audit.brokenAt).toBeNull()
  const steps = events.filter((event) => event.byKind === 'cadre')
  expect(acts.map(({ act, lead, actor }) => `${act} ${lead} ${actor}`).sort()).toEqual(
    steps.map((event) => `lead_${event.kind} ${event.lead} ${event.by}`).sort(),
  )
}

function oneTo(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at + 1)
}
