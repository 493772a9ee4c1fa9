import { absorb } from './absorb.ts'
import { answer, saying, text } from './blocks.ts'
import type { Answer, ConversationState, DialogueContext, Draft, Said } from './conversation.ts'
import { hearPlaceNotServed, placeAlone, withWordsForHelpers } from './emergency.ts'
import { emergencyGoesOn, emergencyLead, waitsForPlace } from './emergency-lead.ts'
import { EMERGENCY_WORDS } from './emergency-words.ts'
import { identityNotes } from './hear-slot.ts'
import { AFTER_ALL, LABEL, NO, NOTED, YES } from './labels.ts'
import { placeIn } from './places.ts'
import { askSlot, proceed } from './proceed.ts'
import { newDraft } from './report.ts'
import { learnt } from './slots.ts'
import { isCourtesy, smalltalkWords } from './smalltalk.ts'
import { startReport } from './start.ts'
import { DRAFT_WORDS, GREETING_WORDS, LEAD_WORDS, PRIVATE_NUMBER_WORDS } from './words.ts'

/** He stopped and writes again without 继续: what he says belongs to the report. */
export function hearIdleDraft(state: ConversationState, draft: Draft, said: Said, context: DialogueContext): Answer {
  const bare = said.text.trim()
  const lasting = draft.urgency === 'emergency' ? emergencyLead(state, context) : null
  const newTrouble = said.understood.risks.some(({ type }) => type !== 'other')
  // What is left of an emergency long ago: with its end, or with another trouble, it is over.
  if (draft.urgency === 'emergency' && !emergencyGoesOn(state, context.now) && (lasting === null || newTrouble))
    return hearIdle({ ...state, draft: null }, said, context)
  const later = draft.urgency === 'emergency' ? EMERGENCY_WORDS.later : DRAFT_WORDS.howToResume
  const resumes: string[] = [LABEL.goOn, LABEL.submit, LABEL.agree]
  if (resumes.includes(bare) || AFTER_ALL.test(bare)) return proceed(state, draft, context)
  if (NOTED.test(bare) || NO.test(bare)) return answer(state, [text(notedWords(bare), later)])
  if (isCourtesy(bare)) {
    const quiet = draft.urgency === 'emergency' && emergencyGoesOn(state, context.now)
    return quiet
      ? answer(state, [text(smalltalkWords(bare), later)])
      : proceed(state, draft, context, [smalltalkWords(bare)])
  }
  if (YES.test(bare)) return proceed(state, draft, context)
  const away = draft.urgency === 'emergency' ? placeIn(bare, context.regions, true).kind : 'none'
  const nowhere = away === 'inactive' || away === 'elsewhere' ? hearPlaceNotServed(state, said.text, '', context) : null
  if (nowhere !== null) return nowhere
  const more = absorb(draft, said, context.regions, null)
  const urgent = lasting ?? (emergencyGoesOn(state, context.now) ? emergencyLead(state, context) : null)
  if (urgent !== null && draft.urgency === 'emergency' && !learnt(draft, more))
    return answer(
      { ...state, draft: more },
      [text(EMERGENCY_WORDS.wordsTaken, EMERGENCY_WORDS.later)],
      [{ kind: 'added', leadId: urgent.id, words: said.text, attachment: null }],
    )
  const after = proceed(state, more, context, identityNotes(said, said.understood.proxy))
  if (urgent !== null && draft.urgency === 'emergency') return withWordsForHelpers(state, said, after, context)
  if (urgent === null || learnt(draft, more)) return after
  const added = { kind: 'added' as const, leadId: urgent.id, words: said.text, attachment: null }
  return saying([EMERGENCY_WORDS.wordsTaken], { ...after, events: [...after.events, added] })
}

/** Buttons of questions that are answered or gone: a second tap on them starts nothing. */
const OLD_BUTTONS: string[] = [
  LABEL.submit,
  LABEL.keep,
  LABEL.goOn,
  LABEL.own,
  LABEL.skip,
  LABEL.rather_not,
  LABEL.no_phone,
  LABEL.unclear,
  LABEL.unknown_sum,
  LABEL.unsure,
  LABEL.no_name,
  LABEL.this_draft,
  LABEL.more,
  LABEL.other_village,
  LABEL.other_town,
  LABEL.hand_up,
  LABEL.not_now,
  LABEL.unaware,
  LABEL.self,
  LABEL.report_other,
  LABEL.report_no_other,
  LABEL.troubles,
  LABEL.no_change,
]

/** Words that steer nothing: meant for no question, for none is open. */
export function isSmall(said: Said): boolean {
  const bare = said.text.trim()
  return NOTED.test(bare) || YES.test(bare) || NO.test(bare) || OLD_BUTTONS.includes(bare)
}

function notedWords(bare: string): string {
  return /谢|唔该|辛苦|麻烦/.test(bare) ? GREETING_WORDS.thanks : LEAD_WORDS.allRight
}

/** No report and no question open. */
export function hearIdle(state: ConversationState, said: Said, context: DialogueContext): Answer {
  const bare = said.text.trim()
  const idle: ConversationState = { ...state, asking: null, misses: 0 }
  if (AFTER_ALL.test(bare)) return invite(idle, context)
  if (OLD_BUTTONS.includes(bare)) return answer(idle, [text(DRAFT_WORDS.nothingOpen, DRAFT_WORDS.seeProgress)])
  if (NOTED.test(bare) || YES.test(bare) || NO.test(bare))
    return answer(idle, [text(notedWords(bare), GREETING_WORDS.anyTime)])
  // The place of an emergency, said when nothing is asked any more: withPlaceNews passes it on and says so.
  if (waitsForPlace(state, context) && placeAlone(said, context) !== null) return answer(idle, [])
  if (said.understood.intent === 'smalltalk')
    return answer(idle, [text(smalltalkWords(said.text), GREETING_WORDS.invite)])
  const notes = identityNotes(said, said.understood.proxy)
  const wrongPhone = said.privateNumbers.some((number) => number.kind === 'phone' && !number.valid)
  return startReport(state, said, context, wrongPhone ? [...notes, PRIVATE_NUMBER_WORDS.phone] : notes)
}

function invite(state: ConversationState, context: DialogueContext): Answer {
  return askSlot({ ...state, misses: 0 }, newDraft(context.now), 'what', context, [])
}

/** 我家有难处: whose it is he has said with that. */
export function inviteOwn(state: ConversationState, context: DialogueContext): Answer {
  const draft: Draft = { ...newDraft(context.now), whose: { value: 'own', words: LABEL.report } }
  return askSlot({ ...state, misses: 0 }, draft, 'what', context, [])
}
