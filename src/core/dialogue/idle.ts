import { absorb, type Said } from './absorb.ts'
import { answer, saying, text } from './blocks.ts'
import type { Answer, ConversationState, DialogueContext, Draft } from './conversation.ts'
import { emergencyGoesOn, emergencyLead } from './emergency.ts'
import { EMERGENCY_WORDS } from './emergency-words.ts'
import { invalidIdentity } from './hear-slot.ts'
import { NO, YES } from './labels.ts'
import { askAgain, askSlot, proceed } from './proceed.ts'
import { newDraft } from './report.ts'
import { filledCount } from './slots.ts'
import { isCourtesy, smalltalkWords } from './smalltalk.ts'
import { startReport } from './start.ts'
import { GREETING_WORDS, LEAD_WORDS, POLICY_WORDS, PRIVATE_NUMBER_WORDS } from './words.ts'

/** Policy questions have no answer in this version; saying so and naming who knows is the honest reply. */
export function hearQuestion(state: ConversationState, said: Said, context: DialogueContext): Answer {
  const notes = [POLICY_WORDS.notAnswered, POLICY_WORDS.askPerson]
  if (state.draft === null && state.asking === null && said.understood.risks.some(({ type }) => type !== 'other'))
    return startReport(state, said, context, notes)
  return askAgain(
    state,
    context,
    state.asking === null && state.draft === null ? [...notes, GREETING_WORDS.invite] : notes,
  )
}

/** He stopped and writes again without 继续: what he says belongs to the report. */
export function hearIdleDraft(state: ConversationState, draft: Draft, said: Said, context: DialogueContext): Answer {
  if (isCourtesy(said.text)) return proceed(state, draft, context, [smalltalkWords(said.text)])
  if (YES.test(said.text.trim())) return proceed(state, draft, context)
  const more = absorb(draft, said, context.regions, null)
  const after = proceed(state, more, context, invalidIdentity(said))
  const lead = emergencyGoesOn(state, context.now) ? emergencyLead(state, context) : null
  if (lead === null || filledCount(more) > filledCount(draft)) return after
  const added = { kind: 'added' as const, leadId: lead.id, words: said.text, attachment: null }
  return saying([EMERGENCY_WORDS.wordsTaken], { ...after, events: [...after.events, added] })
}

/** No report and no question open. */
export function hearIdle(state: ConversationState, said: Said, context: DialogueContext): Answer {
  const bare = said.text.trim()
  const idle: ConversationState = { ...state, asking: null, misses: 0 }
  if (YES.test(bare) || NO.test(bare)) return answer(idle, [text(LEAD_WORDS.allRight, GREETING_WORDS.anyTime)])
  if (said.understood.intent === 'smalltalk')
    return answer(idle, [text(smalltalkWords(said.text), GREETING_WORDS.invite)])
  const notes = invalidIdentity(said)
  const wrongPhone = said.privateNumbers.some((number) => number.kind === 'phone' && !number.valid)
  return startReport(state, said, context, wrongPhone ? [...notes, PRIVATE_NUMBER_WORDS.phone] : notes)
}

export function invite(state: ConversationState, context: DialogueContext): Answer {
  return askSlot({ ...state, misses: 0 }, newDraft(context.now), 'what', context, [])
}
