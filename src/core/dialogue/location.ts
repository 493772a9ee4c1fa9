import { answer, text } from './blocks.ts'
import type { Answer, ConversationState, DialogueContext, Heard } from './conversation.ts'
import { hearPlaceNotServed } from './emergency.ts'
import { placeHint } from './places.ts'
import { askAgain, askSlot, missed, proceed } from './proceed.ts'
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
  const urgent = region?.active
    ? null
    : hearPlaceNotServed(
        state,
        heard.label,
        region === null ? '' : PLACE_WORDS.notServed(regions.placeName(region.code)),
        context,
      )
  if (urgent !== null && heard.label.trim() !== '') return urgent
  const hint = region === null && state.draft !== null && waits ? placeHint([heard.label], regions) : null
  if (hint !== null && state.draft !== null && hint.options.length > 0)
    return askSlot({ ...state, misses: 0 }, state.draft, 'village', context, hint.note ? [hint.note] : [], hint.options)
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
