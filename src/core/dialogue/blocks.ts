import type { Block } from '../../contract/block.ts'
import type { Answer, Asking, ConversationState } from './conversation.ts'

export function text(...lines: string[]): Block {
  return { kind: 'text', text: lines.join('\n') }
}

export function quickReplies(options: string[]): Block {
  return { kind: 'quick_replies', options }
}

/** An answer that only says something and leaves the open question as it is. */
export function answer(state: ConversationState, replies: Block[], events: Answer['events'] = []): Answer {
  return { state, replies, events }
}

/** An answer that ends in a question. `notes` come first, in a bubble of their own. */
export function askWith(
  state: ConversationState,
  asking: Asking,
  notes: string[],
  question: string,
  options: string[],
): Answer {
  const replies = [text(question), quickReplies(options)]
  return answer({ ...state, asking }, notes.length > 0 ? [text(...notes), ...replies] : replies)
}

/** Puts sentences in front of an answer. */
export function saying(notes: string[], rest: Answer): Answer {
  return notes.length > 0 ? { ...rest, replies: [text(...notes), ...rest.replies] } : rest
}
