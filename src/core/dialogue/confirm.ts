import { absorb } from './absorb.ts'
import { answer, text } from './blocks.ts'
import { isNo, isYes } from './consent.ts'
import type { Answer, ConversationState, DialogueContext, Draft, Said } from './conversation.ts'
import { hearCorrection, speaksOfChange } from './correction.ts'
import { emergencyGoesOn, emergencyLead } from './emergency-lead.ts'
import { withOffer } from './households.ts'
import { remembered } from './known.ts'
import { AFTER_ALL, DROP, KEEP, LABEL, SUBMIT, WITHDRAW } from './labels.ts'
import { askAgain, hasConsented, missed, proceed } from './proceed.ts'
import { reportOf } from './report.ts'
import { learnt } from './slots.ts'
import { isCourtesy, smalltalkWords } from './smalltalk.ts'
import { DRAFT_WORDS, READ_BACK_WORDS } from './words.ts'

/** 是三个人 and 不对，是一万八 are answers here too: they correct what was read back. */
export function hearConfirm(state: ConversationState, draft: Draft, said: Said, context: DialogueContext): Answer {
  const bare = said.text.trim()
  if (
    bare === LABEL.submit ||
    SUBMIT.test(bare) ||
    (said.understood.answer === 'yes' && said.understood.amounts.length === 0)
  ) {
    // The notice may have changed since he agreed, days ago.
    if (!hasConsented(state, context)) return proceed(state, draft, context)
    const lead = draft.urgency === 'emergency' ? emergencyLead(state, context) : null
    // Told to the end long after somebody closed it: no alarm once more.
    const over = draft.urgency === 'emergency' && lead === null && !emergencyGoesOn(state, context.now)
    const told = over ? { ...draft, urgency: 'high' as const } : draft
    const done = answer(
      { ...state, draft: null, asking: null, misses: 0, known: remembered(state.known, draft, context.now) },
      [text(READ_BACK_WORDS.submitted)],
      [{ kind: 'reported', report: reportOf(told, lead?.id ?? null) }],
    )
    return withOffer(done, draft, context)
  }
  if (isCourtesy(said.text)) return askAgain(state, context, [smalltalkWords(said.text)])
  if (isNo(said) || speaksOfChange(draft, said, context)) return hearCorrection(state, draft, said, context)
  const more = absorb(draft, said, context.regions, null)
  return learnt(draft, more)
    ? proceed(state, more, context, [DRAFT_WORDS.noted])
    : missed({ ...state, draft: more }, context)
}

export function hearDrop(state: ConversationState, draft: Draft, said: Said, context: DialogueContext): Answer {
  const bare = said.text.trim()
  // A second tap on an older button, and 还是报吧, both want it reported.
  if (bare === LABEL.submit || AFTER_ALL.test(bare)) return proceed(state, draft, context, [DRAFT_WORDS.kept])
  if (bare === LABEL.drop || DROP.test(bare) || WITHDRAW.test(bare) || (bare !== LABEL.goOn && isYes(said)))
    return answer({ ...state, draft: null, asking: null, misses: 0 }, [text(DRAFT_WORDS.dropped)])
  if (isCourtesy(bare)) return askAgain(state, context, [smalltalkWords(bare)])
  if (bare === LABEL.goOn || KEEP.test(bare) || isNo(said)) return proceed(state, draft, context, [DRAFT_WORDS.kept])
  return missed(state, context)
}
