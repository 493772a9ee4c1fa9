import { answer, text } from './blocks.ts'
import type { Answer, ConversationState, DialogueContext, Heard } from './conversation.ts'
import { askAgain, missed, proceed } from './proceed.ts'
import { GREETING_WORDS, PLACE_WORDS } from './words.ts'

/** A position sent from the phone names the village, if it lies in the county and is served. */
export function hearLocation(
  state: ConversationState,
  heard: Extract<Heard, { kind: 'location' }>,
  context: DialogueContext,
): Answer {
  const { regions, county } = context
  const region = heard.village === null ? null : regions.get(heard.village)
  const waits = state.draft !== null && !state.draft.village
  if (region === null) {
    const note = PLACE_WORDS.unknownLocation(county.name)
    return waits ? missed(state, context, note) : askAgain(state, context, [note])
  }
  const place = regions.placeName(region.code)
  if (!region.active) {
    const note = PLACE_WORDS.notServed(place)
    return waits ? missed(state, context, note) : askAgain(state, context, [note])
  }
  const note = PLACE_WORDS.here(place)
  if (state.draft !== null) {
    const words = heard.label.slice(0, 20)
    return proceed(state, { ...state.draft, village: { value: region.code, words } }, context, [note])
  }
  // Nobody asked, but he wants us to know where he is.
  const known = { village: region.code, ...state.known }
  return answer({ ...state, known, asking: null, misses: 0 }, [text(note, GREETING_WORDS.invite)])
}
