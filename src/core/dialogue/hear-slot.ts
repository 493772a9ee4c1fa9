import { absorb } from './absorb.ts'
import { answerTo } from './answers.ts'
import { answer, text } from './blocks.ts'
import type { Answer, ConversationState, DialogueContext, Draft, Said, Slot } from './conversation.ts'
import { mended } from './correction.ts'
import { hearPlaceNotServed, hearUnanswered, withWordsForHelpers } from './emergency.ts'
import { waitsForPlace } from './emergency-lead.ts'
import { OTHER_FORM } from './forms.ts'
import { LABEL, NOTED, SUBMIT, YES } from './labels.ts'
import { askAgain, askSlot, missed, proceed } from './proceed.ts'
import { learnt } from './slots.ts'
import { isCourtesy, smalltalkWords } from './smalltalk.ts'
import { DRAFT_WORDS, HOUSEHOLD_WORDS, PLACE_WORDS, PRIVATE_NUMBER_WORDS, READ_BACK_WORDS } from './words.ts'

export function hearSlot(
  state: ConversationState,
  draft: Draft,
  slot: Slot,
  options: string[],
  said: Said,
  context: DialogueContext,
): Answer {
  const after = heardSlot(state, draft, slot, options, said, context)
  const forHelpers = slot === 'village' && waitsForPlace(state, context)
  return forHelpers ? withWordsForHelpers(state, said, after, context) : after
}

function heardSlot(
  state: ConversationState,
  draft: Draft,
  slot: Slot,
  options: string[],
  said: Said,
  context: DialogueContext,
): Answer {
  if (options[0] === LABEL.other_village && /^(?:不换|不用|不要|不|没有|算)[了吧啊换]*[。！!]*$/.test(said.text.trim()))
    return answer({ ...state, asking: null, misses: 0 }, [text(DRAFT_WORDS.stopped, DRAFT_WORDS.howToResume)])
  if (slot === 'what' && said.text.trim() === LABEL.troubles)
    return askSlot({ ...state, asking: null, misses: 0 }, draft, slot, context, [])
  const asked = { draft, regions: context.regions, options, secondTry: state.misses > 0 }
  const heard = answerTo(slot, said, asked)
  const more = absorb(heard.kind === 'filled' ? heard.draft : draft, said, context.regions, slot)
  const notes = identityNotes(said, draft.whose?.value === 'other')
  switch (heard.kind) {
    case 'filled':
      return goneOn(state, more, context, notes)
    case 'narrow': {
      const told = heard.note === '' ? notes : [...notes, heard.note]
      return askSlot({ ...state, misses: 0 }, more, slot, context, told, heard.options)
    }
    case 'unusable': {
      const misses = heard.otherForm ? Math.max(state.misses, OTHER_FORM - 1) : state.misses
      return missed({ ...state, draft: more, misses }, context, heard.note)
    }
    case 'not_served':
      return hearNotServed({ ...state, draft: more }, more, heard.note, options, said, context)
    case 'none':
      return hearNoAnswer(state, draft, more, said, context)
  }
}

/** Said once, with a way out; in an emergency his words go on all the same. */
function hearNotServed(
  state: ConversationState,
  draft: Draft,
  note: string,
  options: string[],
  said: Said,
  context: DialogueContext,
): Answer {
  const urgent = hearPlaceNotServed(state, said.text, '', context)
  if (urgent !== null) return urgent
  const again = options[0] === LABEL.other_village
  const told = again ? PLACE_WORDS.stillNot : note
  return askSlot({ ...state, misses: 0 }, draft, 'village', context, [told], [LABEL.other_village])
}

/** Not what was asked, but perhaps something else that helps, or a correction of what he said before. */
function hearNoAnswer(
  state: ConversationState,
  draft: Draft,
  more: Draft,
  said: Said,
  context: DialogueContext,
): Answer {
  const notes = identityNotes(said, draft.whose?.value === 'other')
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

/** `other`: whose number it is, is not for him to give. */
export function identityNotes(said: Said, other: boolean): string[] {
  if (other && said.privateNumbers.some(({ kind }) => kind === 'identity_number')) return [HOUSEHOLD_WORDS.noIdentity]
  const wrong = said.privateNumbers.some((number) => number.kind === 'identity_number' && !number.valid)
  return wrong ? [PRIVATE_NUMBER_WORDS.identity] : []
}
