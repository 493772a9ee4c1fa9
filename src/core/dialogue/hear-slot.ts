import { absorb, type Said } from './absorb.ts'
import { answerTo } from './answers.ts'
import type { Answer, ConversationState, DialogueContext, Draft, Slot } from './conversation.ts'
import { mended } from './correction.ts'
import { hearUnanswered } from './emergency.ts'
import { NOTED, SUBMIT, YES } from './labels.ts'
import { askAgain, askSlot, missed, proceed } from './proceed.ts'
import { learnt } from './slots.ts'
import { isCourtesy, smalltalkWords } from './smalltalk.ts'
import { DRAFT_WORDS, PRIVATE_NUMBER_WORDS, READ_BACK_WORDS } from './words.ts'

export function hearSlot(
  state: ConversationState,
  draft: Draft,
  slot: Slot,
  options: string[],
  said: Said,
  context: DialogueContext,
): Answer {
  const asked = { draft, regions: context.regions, options, secondTry: state.misses > 0 }
  const heard = answerTo(slot, said, asked)
  const more = absorb(heard.kind === 'filled' ? heard.draft : draft, said, context.regions, slot)
  const notes = invalidIdentity(said)
  switch (heard.kind) {
    case 'filled':
      return goneOn(state, more, context, notes)
    case 'narrow':
      return askSlot({ ...state, misses: 0 }, more, slot, context, [...notes, heard.note], heard.options)
    case 'unusable':
      return missed({ ...state, draft: more }, context, heard.note)
    case 'none':
      return hearNoAnswer(state, draft, more, said, context)
  }
}

/** Not what was asked, but perhaps something else that helps, or a correction of what he said before. */
function hearNoAnswer(
  state: ConversationState,
  draft: Draft,
  more: Draft,
  said: Said,
  context: DialogueContext,
): Answer {
  const notes = invalidIdentity(said)
  const better = mended(draft, said, context)
  if (better !== null) return proceed(state, better, context, [READ_BACK_WORDS.changed])
  if (learnt(draft, more)) return goneOn(state, more, context, notes)
  if (notes.length > 0) return askAgain({ ...state, draft: more }, context, notes)
  if (isCourtesy(said.text)) return askAgain(state, context, [smalltalkWords(said.text)])
  const bare = said.text.trim()
  if (SUBMIT.test(bare) && !YES.test(bare)) return askAgain(state, context, [DRAFT_WORDS.almost])
  if (NOTED.test(bare)) return askAgain(state, context, [])
  if (said.privateNumbers.some((number) => number.kind === 'phone' && !number.valid))
    return askAgain(state, context, [PRIVATE_NUMBER_WORDS.phone])
  return hearUnanswered({ ...state, draft: more }, said, context)
}

/** The next question. The same once more would look as if he had not been heard, so that is said first. */
function goneOn(state: ConversationState, more: Draft, context: DialogueContext, notes: string[]): Answer {
  const after = proceed(state, more, context, notes)
  const again = JSON.stringify(after.state.asking) === JSON.stringify(state.asking)
  return again ? proceed(state, more, context, [...notes, DRAFT_WORDS.jotted]) : after
}

export function invalidIdentity(said: Said): string[] {
  const wrong = said.privateNumbers.some((number) => number.kind === 'identity_number' && !number.valid)
  return wrong ? [PRIVATE_NUMBER_WORDS.identity] : []
}
