import { absorb, type Said } from './absorb.ts'
import type { Answer, ConversationState, DialogueContext, Heard } from './conversation.ts'
import { askSlot, proceed } from './proceed.ts'
import { newDraft } from './report.ts'
import { INPUT_WORDS } from './words.ts'

/** The first words of a report: whatever they say is kept, and only the rest is asked. */
export function startReport(
  state: ConversationState,
  said: Said,
  context: DialogueContext,
  notes: string[] = [],
): Answer {
  return proceed(state, absorb(newDraft(context.now), said, context.regions, null), context, notes)
}

/** A report that begins with a picture or a recording. */
export function startWithAttachment(
  state: ConversationState,
  heard: Extract<Heard, { kind: 'picture' | 'voice' }>,
  context: DialogueContext,
): Answer {
  const draft = { ...newDraft(context.now), attachments: [heard.attachment] }
  return askSlot({ ...state, misses: 0 }, draft, 'what', context, [INPUT_WORDS[heard.kind]])
}
