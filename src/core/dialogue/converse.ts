import type { Block } from '../../contract/block.ts'
import { asksNext } from './about-us.ts'
import { asksBeside } from './asks-beside.ts'
import { hearAttachment } from './attachments.ts'
import { quickReplies, saying, text } from './blocks.ts'
import { commandIn, reminder } from './commands.ts'
import { withCondolence } from './condolence.ts'
import type { Answer, ConversationState, DialogueContext, Heard, Known, Said } from './conversation.ts'
import { quoted } from './decision-questions.ts'
import { withPlaceNews } from './emergency.ts'
import { asksFurther } from './further.ts'
import { hearHandover } from './handover.ts'
import { harmIn } from './harm.ts'
import { hearText } from './hear-text.ts'
import { LABEL } from './labels.ts'
import { withLastCard } from './last-card.ts'
import { hearLocation } from './location.ts'
import { asksMeaning } from './meaning.ts'
import { asksOwnPolicies } from './own-policies.ts'
import { givesPhone, withPhone } from './phone.ts'
import { askAgain, isAway } from './proceed.ts'
import { hearPublicity } from './publicity.ts'
import { GREETING_WORDS, HEARD_WORDS, INPUT_WORDS } from './words.ts'

export function freshState(known: Known): ConversationState {
  return { v: 1, consent: null, known, draft: null, asking: null, misses: 0 }
}

/** For somebody who opens the chat and has not said anything yet. */
export function greeting(context: DialogueContext): Block[] {
  return [
    text(GREETING_WORDS.welcome(context.county.name), GREETING_WORDS.how, GREETING_WORDS.example),
    quickReplies([LABEL.report, LABEL.progress, LABEL.person, LABEL.help]),
  ]
}

/** What the caller must load before `converse` can answer: most messages need neither. */
export function needs(
  state: ConversationState,
  heard: Heard,
): { leads: boolean; dutyCadre: boolean; household: boolean } {
  const said: Said | null = heard.kind === 'text' ? heard : null
  const command = said ? commandIn(said) : null
  const ofLeads = ['progress', 'withdraw', 'add', 'not_content', 'correct'].includes(command ?? '')
  const askedOfLeads = ['which_lead', 'confirm_withdraw', 'confirm_not_content', 'add_words'].includes(
    state.asking?.kind ?? '',
  )
  const attachment = heard.kind === 'picture' || heard.kind === 'voice'
  return {
    leads:
      ofLeads ||
      askedOfLeads ||
      (said !== null && (givesPhone(state, said) || asksNext(said))) ||
      state.emergency !== undefined ||
      (attachment && state.draft === null),
    // A card says whether it may be for him.
    household:
      said !== null &&
      (state.cardChoice !== undefined ||
        said.understood.intent === 'question' ||
        asksBeside(state, said) ||
        asksFurther(state, said) ||
        asksOwnPolicies(said)),
    // One more miss and a person is offered by name.
    dutyCadre: state.misses >= 1 || (said !== null && (harmIn(said) === 'threat' || asksMeaning(said.text))),
  }
}

/**
 * One turn of the conversation. Pure: the new state, what is said, and what happened; storing and sending is the
 * caller's. Time is `context.now`.
 */
export function converse(state: ConversationState, heard: Heard, context: DialogueContext): Answer {
  const speak = (from: ConversationState) => speakTo(from, heard, context)
  const answer = withLastCard(
    state,
    hearPublicity(state, heard, context) ?? hearHandover(state, heard, context, speak) ?? speak(state),
  )
  return { ...answer, state: { ...answer.state, lastAt: context.now.toISOString() } }
}

function speakTo(state: ConversationState, heard: Heard, context: DialogueContext): Answer {
  const heardNow = reminded(state, hear(state, heard, context), context)
  const told = withPhone(state, heard, withRecording(heard, withPlaceNews(state, heard, heardNow, context)), context)
  return withWordsHeard(heard, withCondolence(state, heard, told))
}

function hear({ cardChoice, ...state }: ConversationState, heard: Heard, context: DialogueContext): Answer {
  switch (heard.kind) {
    case 'text':
      return hearText(cardChoice === undefined ? state : { ...state, cardChoice }, heard, context)
    case 'picture':
    case 'voice':
      return hearAttachment(state, heard, context)
    case 'location':
      return hearLocation(state, heard, context)
    case 'empty':
      return askAgain(state, context, [INPUT_WORDS.empty])
    case 'too_long':
      return askAgain(state, context, [INPUT_WORDS.tooLong(heard.limit)])
  }
}

/** The recording behind recognised words goes where the words went. */
function withRecording(heard: Heard, answer: Answer): Answer {
  if (heard.kind !== 'text' || heard.recording === undefined) return answer
  const attachment = heard.recording
  const events = answer.events.map((event) => (event.kind === 'added' ? { ...event, attachment } : event))
  const { draft } = answer.state
  if (draft === null) return { ...answer, events }
  return {
    ...answer,
    events,
    state: { ...answer.state, draft: { ...draft, attachments: [...draft.attachments, attachment] } },
  }
}

/** What was recognised of his voice comes first, so that he can say where it is wrong; only the numbers of an emergency stand before it. */
function withWordsHeard(heard: Heard, answer: Answer): Answer {
  if (heard.kind !== 'text' || heard.recording === undefined) return answer
  const words = text(HEARD_WORDS(quoted(heard.text)))
  if (heard.understood.intent !== 'emergency') return { ...answer, replies: [words, ...answer.replies] }
  return { ...answer, replies: answer.replies.toSpliced(1, 0, words) }
}

/** Days may lie between two messages; then he hears first what we were talking about. */
function reminded(before: ConversationState, answer: Answer, context: DialogueContext): Answer {
  const { draft } = before
  const resumes = draft !== null && answer.state.draft !== null && answer.state.asking !== null
  if (!resumes || !isAway(before, context.now)) return answer
  const already = JSON.stringify(answer.replies).includes(reminder(draft))
  return already ? answer : saying([reminder(draft)], answer)
}
