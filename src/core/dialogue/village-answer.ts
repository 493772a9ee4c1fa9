import type { RegionTree } from '../region/region-tree.ts'
import type { Said } from './conversation.ts'
import { KNOWS_NOT, LABEL, NO, YES } from './labels.ts'
import { ordinalIn } from './ordinal.ts'
import { doubt, morePlaces, placeIn, placeOptions, placesToTap } from './places.ts'
import { type Asked, filled, MOST_UNKNOWING, NONE, type SlotAnswer } from './slot-answer.ts'
import { PLACE_WORDS } from './words.ts'

/** Where the household lives, to the question of the village. */
export function villageAnswered(said: Said, asked: Asked): SlotAnswer {
  const { regions } = asked
  const bare = said.text.trim()
  if (bare === LABEL.more) {
    const out = asked.options.filter((each) => each === LABEL.other_town)
    const places = asked.options.filter((each) => each !== LABEL.other_town)
    return { kind: 'narrow', note: PLACE_WORDS.theRest, options: [...morePlaces(regions, places), ...out] }
  }
  if (bare === LABEL.other_village || bare === LABEL.other_town) return { kind: 'narrow', note: '', options: [] }
  const counted = ordinalIn(said.text, asked.options.length)
  const chosen = counted === null ? null : villageCalled(asked.options[counted] ?? '', regions)
  if (chosen !== null) return filled(asked, { village: { value: chosen, words: said.text.trim() } })
  const place = placeIn(said.text, regions, true)
  switch (place.kind) {
    case 'village':
      return filled(asked, { village: { value: place.code, words: place.words } })
    case 'several': {
      const names = place.codes.map((code) => regions.placeName(code))
      const offered = names.filter((name) => asked.options.includes(name))
      const only = place.codes[names.indexOf(offered[0] ?? '')]
      if (offered.length === 1 && only && names.length > offered.length)
        return filled(asked, { village: { value: only, words: said.text.trim().slice(0, 20) } })
      return { kind: 'narrow', note: PLACE_WORDS.several, options: placesToTap(place.codes, regions) }
    }
    case 'doubtful': {
      // He was asked back already and says the same again: then it is meant so.
      if (asked.options.includes(regions.placeName(place.code)))
        return filled(asked, { village: { value: place.code, words: place.words } })
      return { kind: 'narrow', ...doubt(place, regions) }
    }
    case 'township': {
      const options = placeOptions(regions, place.code)
      if (options.length === 0)
        return { kind: 'not_served', note: PLACE_WORDS.notServed(regions.placeName(place.code)) }
      return { kind: 'narrow', note: PLACE_WORDS.whichVillage(regions.placeName(place.code)), options }
    }
    case 'inactive':
      return { kind: 'not_served', note: PLACE_WORDS.notServed(regions.placeName(place.code)) }
    case 'elsewhere':
      return { kind: 'not_served', note: PLACE_WORDS.elsewhere(regions.county.name) }
    case 'unknown':
      return { kind: 'unusable', note: PLACE_WORDS.unknown(regions.county.name) }
    case 'none':
      if (bare.length <= MOST_UNKNOWING && KNOWS_NOT.test(bare))
        return {
          kind: 'unusable',
          note: asked.secondTry || asked.options.length > 0 ? PLACE_WORDS.orLocation : PLACE_WORDS.byTown,
        }
      return yesOrNoToOnly(said, asked)
  }
}

/** 是的 or 不是 to "您说的是…吗？". */
function yesOrNoToOnly(said: Said, asked: Asked): SlotAnswer {
  const [only, ...others] = asked.options
  if (only === undefined || others.length > 0) return NONE
  const text = said.text.trim()
  if (only === LABEL.other_village) return YES.test(text) ? { kind: 'narrow', note: '', options: [] } : NONE
  const code = villageCalled(only, asked.regions)
  if (code !== null && (YES.test(text) || said.understood.answer === 'yes'))
    return filled(asked, { village: { value: code, words: only } })
  const no = NO.test(text) || said.understood.answer === 'no'
  return no ? { kind: 'narrow', note: PLACE_WORDS.thenWhich, options: [] } : NONE
}

function villageCalled(placeName: string, regions: RegionTree): string | null {
  return regions.find(placeName).find(({ code }) => regions.placeName(code) === placeName)?.code ?? null
}
