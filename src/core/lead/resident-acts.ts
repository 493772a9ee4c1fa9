import { levelAbove, placeLead } from '../routing/place-lead.ts'
import type { Roster } from '../routing/roster.ts'
import { cadreWords } from '../words/person.ts'
import type { Lead, LeadEvent, LeadEventKind } from './lead.ts'

/** What residents can make happen to a lead they reported. Each is always heard: the timeline gets it whatever the state. */
export type ResidentAct =
  /** `region`: the village of an emergency whose place was not known when it was reported. */
  | { kind: 'add'; words: string | null; attachments: string[]; region?: string }
  | { kind: 'withdraw'; words: string; reportsLeft: number }
  | { kind: 'not_content'; words: string }

/** Adds to, withdraws from, or hands a lead up. `contactBy`: the new deadline when it goes up. */
export function actAsResident(
  lead: Lead,
  act: ResidentAct,
  residentId: string,
  context: { now: Date; roster: Roster; contactBy: Date; householdCadreId: string | null },
): { lead: Lead; event: LeadEvent } {
  const record = (kind: LeadEventKind, change: Partial<Lead>, text: string, attachments: string[] = []) => {
    const next = { ...lead, ...change, version: lead.version + 1 }
    const by = { kind: 'resident' as const, id: residentId, name: '农户' }
    return {
      lead: next,
      event: { leadId: lead.id, seq: next.version, kind, at: context.now, by, text, reportId: null, attachments },
    }
  }
  switch (act.kind) {
    case 'add':
      return record(
        'added',
        movedTo(lead, act.region, context.householdCadreId, context.roster),
        act.words ?? '补充了照片或录音',
        act.attachments,
      )
    case 'withdraw': {
      // Others reported the same matter, or its end is reached already: the lead stays, and the cadre sees who stepped back.
      const ends = act.reportsLeft === 0 && lead.status !== 'closed'
      return record('withdrawn', ends ? { status: 'withdrawn', reports: lead.reports } : {}, `农户撤回：${act.words}`)
    }
    case 'not_content': {
      const holder = context.roster.cadres.find((cadre) => cadre.id === lead.holderId)
      const up = levelAbove(lead.region, holder?.role ?? 'village_cadre', context.roster)
      if (up.kind === 'nobody_on_duty')
        return record('not_content', { status: 'open', dueAt: context.contactBy }, `农户不满意：${act.words}`)
      const to = up.assignment.holder
      const reason = `农户不满意，交给上一级${cadreWords(to)}`
      const change = { holderId: to.id, status: 'open', rule: 'not_content', reason, dueAt: context.contactBy } as const
      return record('not_content', change, `农户不满意：${act.words}。${reason}`)
    }
  }
}

/** Once the place is known its own cadre gets the lead, unless somebody is on the way already. */
export function movedTo(
  lead: Lead,
  region: string | undefined,
  householdCadreId: string | null,
  roster: Roster,
): Partial<Lead> {
  if (region === undefined || region === lead.region) return {}
  const placed = placeLead(region, householdCadreId, roster)
  if (lead.status !== 'open' || placed.kind === 'nobody_on_duty') return { region }
  const { holder, rule, reason } = placed.assignment
  return { region, holderId: holder.id, rule, reason: `地点问清楚了，${reason}` }
}
