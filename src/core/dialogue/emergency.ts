import type { RiskType } from '../../contract/terms.ts'
import { dangerIn } from '../understanding/danger-in.ts'
import { absorb } from './absorb.ts'
import { answer, saying, text } from './blocks.ts'
import type {
  Answer,
  ConversationState,
  DialogueContext,
  DialogueEvent,
  Draft,
  Heard,
  MyLead,
  Said,
} from './conversation.ts'
import { emergencyGoesOn, emergencyLead, emergencyLeads, waitsForPlace } from './emergency-lead.ts'
import { EMERGENCY_WORDS, emergencyNumbers } from './emergency-words.ts'
import { withKnown } from './known.ts'
import { CLAUSE_END, MOST_WORDS } from './own-words.ts'
import { placeIn } from './places.ts'
import { askAgain, askVillage, missed } from './proceed.ts'
import { newDraft, reportOf } from './report.ts'
import { isCourtesy } from './smalltalk.ts'
import { INPUT_WORDS } from './words.ts'

/**
 * Life or limb: the numbers to call come first and the report goes out in the same turn, without consent and with
 * whatever is known, for help must not wait for a form. Only the place is asked; the rest can follow.
 */
export function hearEmergency(state: ConversationState, said: Said, context: DialogueContext): Answer {
  const cry = cryOf(state, said, context)
  const types = cry.risks.map((risk) => risk.type)
  const before = emergencyGoesOn(state, context.now) ? state.emergency : undefined
  // Only where somebody still has it is it the same; after its end a new cry is a new emergency.
  const same = before ? emergencyLeads(state, context).filter((lead) => types.includes(lead.riskType)) : []
  const [lead] = same
  if (lead && types.every((type) => same.some(({ riskType }) => riskType === type)))
    return repeated(state, said, lead, context)

  const risks = [...new Set<RiskType>([...(before?.risks ?? []), ...types])]
  const placeKnown = cry.village !== undefined
  // A report already under way stays as it is: the emergency may have nothing to do with it.
  const underWay = state.draft !== null && state.draft.risks.length > 0
  const place = cry.village && state.draft?.urgency === 'emergency' ? { village: cry.village, ...state.draft } : {}
  const next: ConversationState = {
    ...state,
    draft:
      underWay && state.draft ? { ...state.draft, ...place } : { ...cry, attachments: state.draft?.attachments ?? [] },
    asking: underWay ? state.asking : null,
    misses: 0,
    emergency: { at: context.now.toISOString(), risks, placeKnown },
  }
  // What somebody has already gets the new words; only what is new is reported.
  const open = same.map(({ riskType }) => riskType)
  const fresh = { ...cry, risks: cry.risks.filter(({ type }) => !open.includes(type)) }
  const events: DialogueEvent[] = [
    { kind: 'reported', report: reportOf(fresh) },
    ...same.map(({ id }): DialogueEvent => ({ kind: 'added', leadId: id, words: said.text, attachment: null })),
  ]
  const words = text(...emergencyNumbers(said.text, said.understood.proxy), EMERGENCY_WORDS.reported)
  if (placeKnown) return answer(next, [words, text(EMERGENCY_WORDS.later)], events)
  const asked = askVillage(next, next.draft as Draft, context, [], [said.text])
  return { ...asked, replies: [words, ...asked.replies], events }
}

/** The report of the emergency alone, filled up with what was said before and what is known. */
function cryOf(state: ConversationState, said: Said, context: DialogueContext): Draft {
  const fresh = absorb({ ...newDraft(context.now), urgency: 'emergency' }, said, context.regions, null)
  const cry: Draft = { ...fresh, urgency: 'emergency' }
  if (cry.risks.length === 0) cry.risks = [{ type: 'other', words: wordsOfDanger(said) }]
  const earlier = state.draft
  // 他说想死, while another household is reported: it is of that one.
  if (
    earlier?.whose?.value === 'other' &&
    (said.understood.proxy || (/[他她佢渠伊]/.test(said.text) && !/我/.test(said.text)))
  )
    for (const slot of ['whose', 'aware', 'name', 'village'] as const)
      if (!cry[slot] && earlier[slot]) Object.assign(cry, { [slot]: earlier[slot] })
  if (earlier && earlier.whose?.value !== 'other' && !said.understood.proxy) {
    for (const slot of ['whose', 'name', 'village', 'people', 'phone'] as const)
      if (!cry[slot] && earlier[slot]) Object.assign(cry, { [slot]: earlier[slot] })
  }
  // Whose it is was perhaps not said, but somebody who cries for help most likely speaks for those around him.
  const own: Draft = cry.whose ? cry : { ...cry, whose: { value: 'own', words: '' } }
  const filled = withKnown(own, state.known, context.regions, context.now)
  return cry.whose ? filled : withoutWhose(filled)
}

/** So much of what stands before the danger is kept: who it is, and where. */
const BEFORE_DANGER = 12

/** What is dangerous, not how he began: whoever is sent reads it first. */
function wordsOfDanger({ text: words }: Said): string {
  const span = dangerIn(words)
  if (span === null) return words.slice(0, MOST_WORDS)
  const clause = words.slice(0, span.start).split(CLAUSE_END).at(-1)?.length ?? 0
  return words
    .slice(span.start - Math.min(clause, BEFORE_DANGER))
    .slice(0, MOST_WORDS)
    .trim()
}

function withoutWhose(draft: Draft): Draft {
  const rest = { ...draft }
  delete rest.whose
  return rest
}

function repeated(state: ConversationState, said: Said, lead: MyLead, context: DialogueContext): Answer {
  const events: DialogueEvent[] = [{ kind: 'added', leadId: lead.id, words: said.text, attachment: null }]
  const words = text(...emergencyNumbers(said.text, said.understood.proxy), EMERGENCY_WORDS.alreadyReported)
  if (state.emergency?.placeKnown || !state.draft) return answer(state, [words], events)
  const draft = absorb(state.draft, said, context.regions, null)
  if (draft.village) return answer({ ...state, draft, asking: null, misses: 0 }, [words], events)
  const asked = askVillage({ ...state, draft }, draft, context, [], [said.text])
  return { ...asked, replies: [words, ...asked.replies], events }
}

/**
 * Words that answer nothing we asked. While an emergency goes on they are for those who are on their way: even "behind
 * the old school" helps to find somebody.
 */
export function hearUnanswered(state: ConversationState, said: Said, context: DialogueContext): Answer {
  const forHelpers = emergencyGoesOn(state, context.now) || (asksPlace(state) && waitsForPlace(state, context))
  const lead = forHelpers ? emergencyLead(state, context) : null
  if (state.asking?.kind === 'slot' && /不知道|不晓得|不清楚|不想|不愿|不说|不方便|不告诉/.test(said.text))
    return missed(state, context, INPUT_WORDS.needed)
  if (!lead) return missed(state, context)
  const after = askAgain(state, context, [EMERGENCY_WORDS.wordsTaken])
  return { ...after, events: [{ kind: 'added', leadId: lead.id, words: said.text, attachment: null }] }
}

/**
 * The place that he names is none of ours, or not yet served: his words go to the lead all the same, and nobody asks for
 * a village that does not exist here. `null`: there is no emergency to find.
 */
export function hearPlaceNotServed(
  state: ConversationState,
  words: string,
  note: string,
  context: DialogueContext,
): Answer | null {
  const leads = waitsForPlace(state, context) ? emergencyLeads(state, context) : []
  if (leads.length === 0) return null
  const events = leads.map(({ id }): DialogueEvent => ({ kind: 'added', leadId: id, words, attachment: null }))
  const lines = [EMERGENCY_WORDS.wordsTaken, ...(note === '' ? [] : [note]), EMERGENCY_WORDS.farAway]
  return answer({ ...state, asking: null, misses: 0 }, [text(...lines)], events)
}

/** A township, or 老学校后面第三家 beside the village: part of the way for those who look for him, so none of it is lost. */
export function withWordsForHelpers(
  state: ConversationState,
  said: Said,
  after: Answer,
  context: DialogueContext,
): Answer {
  const told = after.events.some(({ kind }) => kind === 'added' || kind === 'reported')
  const bare = said.text.trim()
  if (told || said.privateNumbers.length > 0 || bare.length < 2 || isCourtesy(bare) || SILENT.test(bare)) return after
  const villageAlone = placeAlone(said, context) !== null && bare.length <= LONGEST_PLACE
  const lead = villageAlone ? null : emergencyLead(state, context)
  if (lead === null) return after
  const event: DialogueEvent = { kind: 'added', leadId: lead.id, words: said.text, attachment: null }
  return { ...after, events: [...after.events, event] }
}

/** Taps and plain answers tell nobody where to look. */
const SILENT = /^(?:我?(?:也|真)?不(?:知道|晓得|清楚)|还有|不是|是的?|对的?|好的?|嗯+|返回|继续|换一个村)[。！!]*$/
/** 在江尾镇连溪村 is passed on as a place; a longer message says more than that. */
const LONGEST_PLACE = 12

/** 他没事了，不用来了: good news for those on their way, and no withdrawal: that they decide. */
export function hearAllClear(state: ConversationState, said: Said, context: DialogueContext): Answer | null {
  const ongoing = state.draft?.urgency === 'emergency' || emergencyGoesOn(state, context.now)
  const lead = ongoing && !/撤|取消|作废/.test(said.text) ? emergencyLead(state, context) : null
  if (lead === null) return null
  const event: DialogueEvent = { kind: 'added', leadId: lead.id, words: said.text, attachment: null }
  const words = [EMERGENCY_WORDS.wordsTaken, EMERGENCY_WORDS.takeBack]
  const quiet = state.draft === null || state.draft.urgency === 'emergency' || state.asking === null
  if (quiet) return answer({ ...state, asking: null, misses: 0 }, [text(...words)], [event])
  return { ...askAgain(state, context, words), events: [event] }
}

function asksPlace({ asking }: ConversationState): boolean {
  return asking?.kind === 'slot' && asking.slot === 'village'
}

/** Passes on where the emergency is as soon as that is known; every other question can wait until people are safe. */
export function withPlaceNews(
  before: ConversationState,
  heard: Heard,
  after: Answer,
  context: DialogueContext,
): Answer {
  const { emergency } = before
  if (!emergency || !waitsForPlace(before, context)) return after
  const village = placeLearnt(before, heard, after, context)
  if (village === null) return after
  const place = context.regions.placeName(village)
  const news = emergencyLeads(before, context).map(({ id }): DialogueEvent => {
    return { kind: 'added', leadId: id, words: EMERGENCY_WORDS.placeWords(place), attachment: null, village }
  })
  const state: ConversationState = {
    ...after.state,
    emergency: { ...(after.state.emergency ?? emergency), placeKnown: true },
  }
  const events = [...after.events, ...news]
  const taken = EMERGENCY_WORDS.placeTaken(place)
  const { draft } = after.state
  if (draft === null) return answer(state, [text(taken)], events)
  if (draft.urgency !== 'emergency') return saying([taken], { ...after, state, events })
  if (after.state.asking === null) return answer(state, [...after.replies, text(taken)], events)
  return answer({ ...state, asking: null, misses: 0 }, [text(taken, EMERGENCY_WORDS.later)], events)
}

/** The village that this turn told. Where another household is from, reported later, says nothing about the emergency. */
function placeLearnt(before: ConversationState, heard: Heard, after: Answer, context: DialogueContext): string | null {
  const { regions } = context
  if (heard.kind === 'location')
    return heard.village !== null && regions.get(heard.village)?.active ? heard.village : null
  const { draft } = after.state
  if (draft === null) return heard.kind === 'text' ? placeAlone(heard, context) : null
  const village = draft.village?.value ?? null
  const fits = draft.urgency === 'emergency' || emergencyGoesOn(before, context.now) || draft.whose?.value === 'own'
  return fits && village !== before.draft?.village?.value ? village : null
}

/** 在连溪村, with nothing else to report: the village, else null. */
export function placeAlone(said: Said, context: DialogueContext): string | null {
  const place = placeIn(said.text, context.regions, true)
  const troubled = said.understood.risks.some(({ type }) => type !== 'other')
  return place.kind === 'village' && !troubled ? place.code : null
}
