import { quickReplies, text } from './blocks.ts'
import { commandIn } from './commands.ts'
import type { Answer, ConversationState, DialogueContext, Heard } from './conversation.ts'
import { HANDOVER_LABEL, HANDOVER_WORDS, takesBack } from './handover-words.ts'
import { KNOWS_NOT, LABEL, NO } from './labels.ts'
import { morePlaces, placeIn, placeOptions, placesToTap } from './places.ts'
import { askAgain } from './proceed.ts'
import { PLACE_WORDS } from './words.ts'

/** The village is asked so that the right person can be asked. */
export type Where = Extract<NonNullable<ConversationState['handover']>, { kind: 'where' }>

/** `known`: the resident said that it is his village. `other`: he wants something else now, and the bot answers that. */
type Heading =
  | { kind: 'region'; region: string; known: boolean }
  | { kind: 'answer'; answer: Answer }
  | { kind: 'other' }

/** Whoever cannot say it in two tries is not asked a third time: a person of the township or county can ask better. */
const MOST_MISSES = 1

export function askWhere(
  own: ConversationState,
  where: Omit<Where, 'kind'>,
  notes: string[],
  { regions }: DialogueContext,
): Answer {
  const question = where.misses > 0 ? HANDOVER_WORDS.askVillageAgain : HANDOVER_WORDS.askVillage
  const places = where.options.length > 0 ? where.options : placeOptions(regions, null)
  return {
    state: { ...own, handover: { kind: 'where', ...where } },
    replies: [
      ...(notes.length > 0 ? [text(...notes)] : []),
      text(question),
      quickReplies([...places, HANDOVER_LABEL.unknownVillage, HANDOVER_LABEL.notNow]),
    ],
    events: [],
  }
}

/** What he answers to where he is. Whatever he says or doesn't, after two tries a person is asked. */
export function hearWhere(own: ConversationState, where: Where, heard: Heard, context: DialogueContext): Heading {
  const { regions, county } = context
  const unclear = where.township ?? county.code
  const region = (code: string, known = false): Heading => ({ kind: 'region', region: code, known })
  const again = (change: Partial<Where>, ...notes: string[]): Heading => ({
    kind: 'answer',
    answer: askWhere(own, { ...where, ...change }, notes, context),
  })
  const missed = () =>
    where.misses >= MOST_MISSES ? region(unclear) : again({ misses: where.misses + 1, options: where.options })
  if (heard.kind === 'location') return heard.village === null ? region(unclear) : region(heard.village, true)
  if (heard.kind !== 'text') return missed()

  const bare = heard.text.trim()
  if (bare === HANDOVER_LABEL.notNow || bare === LABEL.back || NO.test(bare) || takesBack(bare))
    return { kind: 'answer', answer: askAgain(own, context, [HANDOVER_WORDS.notNow]) }
  if (bare === HANDOVER_LABEL.unknownVillage || KNOWS_NOT.test(bare)) return region(unclear)
  if (bare === LABEL.more) return again({ options: morePlaces(regions, where.options) }, PLACE_WORDS.theRest)
  const place = placeIn(heard.text, regions, true)
  switch (place.kind) {
    case 'village':
    case 'doubtful':
    case 'inactive':
      return region(place.code, true)
    case 'several': {
      const offered = place.codes.filter((code) => where.options.includes(regions.placeName(code)))
      const [only] = offered
      if (only !== undefined && offered.length === 1) return region(only, true)
      return again({ options: placesToTap(place.codes, regions) }, PLACE_WORDS.several)
    }
    case 'township': {
      const options = placeOptions(regions, place.code)
      // The township he was asked about already, or one without a village to tap: its own officers take it.
      if (options.length === 0 || where.township === place.code) return region(place.code)
      return again({ township: place.code, options }, HANDOVER_WORDS.theirVillage(regions.placeName(place.code)))
    }
    case 'elsewhere':
      return region(county.code)
    case 'unknown':
      return missed()
    case 'none':
      return commandIn(heard) !== null || bare === LABEL.report ? { kind: 'other' } : missed()
  }
}
