import type { RiskType } from '../../contract/terms.ts'
import { absorb, type Said } from './absorb.ts'
import { answer, saying, text } from './blocks.ts'
import type { Answer, ConversationState, DialogueContext, DialogueEvent, Draft, MyLead } from './conversation.ts'
import { EMERGENCY_WORDS, emergencyNumbers } from './emergency-words.ts'
import { withKnown } from './known.ts'
import { openLeads } from './leads.ts'
import { askAgain, askSlot, missed } from './proceed.ts'
import { newDraft, reportOf } from './report.ts'
import { INPUT_WORDS, PLACE_WORDS } from './words.ts'

/** Within the hour the same cry is the same emergency. */
const SAME_EMERGENCY_MS = 3_600_000

export function emergencyGoesOn(state: ConversationState, now: Date): boolean {
  return state.emergency !== undefined && now.getTime() - Date.parse(state.emergency.at) < SAME_EMERGENCY_MS
}

/** The open leads that came of the emergency reported here, newest first. */
function emergencyLeads(state: ConversationState, context: DialogueContext): MyLead[] {
  const risks = state.emergency?.risks ?? []
  const newest = openLeads(context.leads, 'add').filter((lead) => risks.includes(lead.riskType))
  return newest.filter((lead, at) => newest.findIndex((one) => one.riskType === lead.riskType) === at)
}

export function emergencyLead(state: ConversationState, context: DialogueContext): MyLead | null {
  return emergencyLeads(state, context)[0] ?? null
}

/**
 * Life or limb: the numbers to call come first and the report goes out in the same turn, without consent and with
 * whatever is known, for help must not wait for a form. Only the place is asked; the rest can follow.
 */
export function hearEmergency(state: ConversationState, said: Said, context: DialogueContext): Answer {
  const cry = cryOf(state, said, context)
  const types = cry.risks.map((risk) => risk.type)
  const before = emergencyGoesOn(state, context.now) ? state.emergency : undefined
  if (before && types.every((type) => before.risks.includes(type))) return repeated(state, said, context)

  const risks = [...new Set<RiskType>([...(before?.risks ?? []), ...types])]
  const placeKnown = cry.village !== undefined
  // A report already under way stays as it is: the emergency may have nothing to do with it.
  const underWay = state.draft !== null && state.draft.risks.length > 0
  const next: ConversationState = {
    ...state,
    draft: underWay ? state.draft : { ...cry, attachments: state.draft?.attachments ?? [] },
    asking: underWay ? state.asking : null,
    misses: 0,
    emergency: { at: context.now.toISOString(), risks, placeKnown },
  }
  const events: DialogueEvent[] = [{ kind: 'reported', report: reportOf(cry) }]
  const words = text(...emergencyNumbers(said.text, said.understood.proxy), EMERGENCY_WORDS.reported)
  if (placeKnown) return answer(next, [words, text(EMERGENCY_WORDS.later)], events)
  const asked = askSlot(next, next.draft as Draft, 'village', context, [])
  return { ...asked, replies: [words, ...asked.replies], events }
}

/** The report of the emergency alone, filled up with what was said before and what is known. */
function cryOf(state: ConversationState, said: Said, context: DialogueContext): Draft {
  const fresh = absorb({ ...newDraft(context.now), urgency: 'emergency' }, said, context.regions, null)
  const cry: Draft = { ...fresh, urgency: 'emergency' }
  if (cry.risks.length === 0) cry.risks = [{ type: 'other', words: said.text.slice(0, 40) }]
  const earlier = state.draft
  if (earlier && earlier.whose?.value !== 'other' && !said.understood.proxy) {
    for (const slot of ['whose', 'name', 'village', 'people', 'phone'] as const)
      if (!cry[slot] && earlier[slot]) Object.assign(cry, { [slot]: earlier[slot] })
  }
  // Whose it is was perhaps not said, but somebody who cries for help most likely speaks for those around him.
  const own: Draft = cry.whose ? cry : { ...cry, whose: { value: 'own', words: '' } }
  const filled = withKnown(own, state.known, context.regions)
  return cry.whose ? filled : withoutWhose(filled)
}

function withoutWhose(draft: Draft): Draft {
  const rest = { ...draft }
  delete rest.whose
  return rest
}

function repeated(state: ConversationState, said: Said, context: DialogueContext): Answer {
  const lead = emergencyLead(state, context)
  const events: DialogueEvent[] = lead ? [{ kind: 'added', leadId: lead.id, words: said.text, attachment: null }] : []
  const words = text(...emergencyNumbers(said.text, said.understood.proxy), EMERGENCY_WORDS.alreadyReported)
  if (state.emergency?.placeKnown || !state.draft) return answer(state, [words], events)
  const draft = absorb(state.draft, said, context.regions, null)
  if (draft.village) return answer({ ...state, draft, asking: null, misses: 0 }, [words], events)
  const asked = askSlot({ ...state, draft }, draft, 'village', context, [])
  return { ...asked, replies: [words, ...asked.replies], events }
}

/**
 * Words that answer nothing we asked. While an emergency goes on they are for those who are on their way: even "behind
 * the old school" helps to find somebody.
 */
export function hearUnanswered(state: ConversationState, said: Said, context: DialogueContext): Answer {
  const lead = emergencyGoesOn(state, context.now) ? emergencyLead(state, context) : null
  if (state.asking?.kind === 'slot' && /不知道|不晓得|不清楚/.test(said.text))
    return missed(state, context, INPUT_WORDS.needed)
  if (!lead) return missed(state, context)
  const after = askAgain(state, context, [EMERGENCY_WORDS.wordsTaken])
  return { ...after, events: [{ kind: 'added', leadId: lead.id, words: said.text, attachment: null }] }
}

/** Passes on where the emergency is as soon as that is known; every other question can wait until people are safe. */
export function withPlaceNews(before: ConversationState, after: Answer, context: DialogueContext): Answer {
  const { emergency } = before
  const draft = after.state.draft
  const village = draft?.village?.value
  if (!emergency || emergency.placeKnown || !draft || !village || !emergencyGoesOn(before, context.now)) return after
  const leads = emergencyLeads(before, context)
  const place = context.regions.placeName(village)
  const news = leads.map(({ id }): DialogueEvent => {
    return { kind: 'added', leadId: id, words: EMERGENCY_WORDS.placeWords(place), attachment: null, village }
  })
  const state: ConversationState = { ...after.state, emergency: { ...emergency, placeKnown: true } }
  const events = [...after.events, ...news]
  const taken = news.length > 0 ? EMERGENCY_WORDS.placeTaken(place) : PLACE_WORDS.here(place)
  if (draft.urgency !== 'emergency') return saying([taken], { ...after, state, events })
  if (after.state.asking === null) return answer(state, [...after.replies, text(taken)], events)
  return answer({ ...state, asking: null, misses: 0 }, [text(taken, EMERGENCY_WORDS.later)], events)
}
