import { absorb } from './absorb.ts'
import { answer, text } from './blocks.ts'
import type { Answer, ConversationState, DialogueContext, Draft, Said } from './conversation.ts'
import { mended } from './correction.ts'
import { hearUnanswered } from './emergency.ts'
import { LABEL, NO, SUBMIT, YES } from './labels.ts'
import { askAgain, proceed } from './proceed.ts'
import { learnt } from './slots.ts'
import { isCourtesy, smalltalkWords } from './smalltalk.ts'
import { CONSENT_WORDS, READ_BACK_WORDS } from './words.ts'

export function isYes(said: Said): boolean {
  return YES.test(said.text.trim()) || said.understood.answer === 'yes'
}

export function isNo(said: Said): boolean {
  return NO.test(said.text.trim()) || said.understood.answer === 'no'
}

/** Consent is only ever taken from a plain yes: anything else that he says is kept for the report and the question stands. */
export function hearConsent(state: ConversationState, draft: Draft, said: Said, context: DialogueContext): Answer {
  const bare = said.text.trim()
  // The button of another report, tapped once more, agrees to nothing.
  if (bare === LABEL.submit) return askAgain(state, context, [])
  if (bare === LABEL.agree || ((isYes(said) || SUBMIT.test(bare)) && !isNo(said))) {
    const consent = { version: context.notice.version, at: context.now.toISOString() }
    const next = proceed({ ...state, consent }, draft, context, [CONSENT_WORDS.thanks])
    return { ...next, events: [{ kind: 'consented', version: context.notice.version }, ...next.events] }
  }
  if (isNo(said)) return refused(state)
  if (isCourtesy(said.text)) return askAgain(state, context, [smalltalkWords(said.text)])
  const better = mended(draft, said, context)
  if (better !== null) return proceed(state, better, context, [READ_BACK_WORDS.changed])
  const more = absorb(draft, said, context.regions, null)
  return learnt(draft, more) ? proceed(state, more, context) : hearUnanswered({ ...state, draft: more }, said, context)
}

function refused(state: ConversationState): Answer {
  const lines = [CONSENT_WORDS.refused, CONSENT_WORDS.refusedPerson]
  if (state.emergency && state.draft?.urgency === 'emergency') lines.push(CONSENT_WORDS.emergencyStays)
  return answer({ ...state, draft: null, asking: null, misses: 0 }, [text(...lines)])
}
