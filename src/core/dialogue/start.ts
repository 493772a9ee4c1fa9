import { absorb } from './absorb.ts'
import type { Answer, ConversationState, DialogueContext, Heard, Said } from './conversation.ts'
import { askSlot, hasConsented, proceed } from './proceed.ts'
import { risksInBrief } from './read-back.ts'
import { newDraft } from './report.ts'
import { CONSENT_WORDS, INPUT_WORDS } from './words.ts'

/** The first words of a report: whatever they say is kept, and only the rest is asked. */
export function startReport(
  state: ConversationState,
  said: Said,
  context: DialogueContext,
  notes: string[] = [],
): Answer {
  const draft = absorb(newDraft(context.now), said, context.regions, null)
  // Before the consent is asked that is said there.
  const noted = draft.risks.length > 0 && hasConsented(state, context) ? [CONSENT_WORDS.noted(risksInBrief(draft))] : []
  return proceed(state, draft, context, [...notes, ...noted])
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
