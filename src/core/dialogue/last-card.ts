import type { Answer, ConversationState } from './conversation.ts'

/** A card that was shown longer ago, in turns, is not what he means. */
const MOST_AGO = 2

/** Remembers the card that is shown, and tells whoever gets a question which one he had just seen. */
export function withLastCard(before: ConversationState, { state, replies, events }: Answer): Answer {
  const { lastCard: _, ...rest } = state
  const seen = before.lastCard && { ...before.lastCard, ago: before.lastCard.ago + 1 }
  const recent = seen !== undefined && seen.ago <= MOST_AGO ? seen : undefined
  const shown = replies.findLast((block) => block.kind === 'card' && block.card !== undefined)
  const last = shown?.kind === 'card' ? { title: shown.title, ago: 0 } : recent
  return {
    state: last ? { ...rest, lastCard: last } : rest,
    replies,
    events: events.map((event) =>
      event.kind === 'card_question' && recent ? { ...event, seenCard: recent.title } : event,
    ),
  }
}
