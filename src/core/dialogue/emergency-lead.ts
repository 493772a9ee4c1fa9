import type { ConversationState, DialogueContext, MyLead } from './conversation.ts'
import { openLeads } from './leads.ts'

/** Within the hour the same cry is the same emergency. */
const SAME_EMERGENCY_MS = 3_600_000

export function emergencyGoesOn(state: ConversationState, now: Date): boolean {
  return state.emergency !== undefined && now.getTime() - Date.parse(state.emergency.at) < SAME_EMERGENCY_MS
}

/** The open leads that came of the emergency reported here, newest first. */
export function emergencyLeads(state: ConversationState, context: DialogueContext): MyLead[] {
  const risks = state.emergency?.risks ?? []
  const newest = openLeads(context.leads, 'add').filter((lead) => risks.includes(lead.riskType))
  return newest.filter((lead, at) => newest.findIndex((one) => one.riskType === lead.riskType) === at)
}

export function emergencyLead(state: ConversationState, context: DialogueContext): MyLead | null {
  return emergencyLeads(state, context)[0] ?? null
}

/** Somebody has to find the place, however long ago the cry was. In the turn of the cry itself its lead is still to be made. */
export function waitsForPlace(state: ConversationState, context: DialogueContext): boolean {
  if (!state.emergency || state.emergency.placeKnown) return false
  return state.emergency.at === context.now.toISOString() || emergencyLead(state, context) !== null
}
