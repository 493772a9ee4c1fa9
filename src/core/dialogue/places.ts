import type { RegionTree } from '../region/region-tree.ts'
import { LABEL } from './labels.ts'
import { PLACE_WORDS } from './words.ts'

/** What a text says about where. */
export type Place =
  | { kind: 'village'; code: string; words: string }
  | { kind: 'inactive'; code: string }
  | { kind: 'several'; codes: string[] }
  /** The village lies in another township than the one that stands before it. */
  | { kind: 'doubtful'; code: string; township: string; words: string }
  | { kind: 'township'; code: string }
  | { kind: 'elsewhere' }
  /** It looks like a village, but there is none of that name in the county. */
  | { kind: 'unknown' }
  | { kind: 'none' }

/** Village names that are also everyday words; without 村 behind them they only count where the village was asked for. */
const EVERYDAY =
  /^(?:高[一二三]|初[一二三]|中心|热水|河边|小镇|五一|五四|一心|新生|民主|民治|光明|胜利|明星|金星|星光|东方|长江|黄河|水口|坑尾|塘心|青山|龙船|芙蓉|珍珠|联盟|新安)$/
/** Words before a bare name that make it a place: 我是联群的, 住联群, 江尾镇联群. */
const PLACE_BEFORE = /(?:^|我们|[是在住到]|[镇乡县]|[,，。；、\s])$/
const ENDING = /(?:村|委|委会|社区|镇|乡|街道)$/
/** 始兴县江尾村: another county stands right before the name. */
const OTHER_COUNTY = /([一-龥]{2,5}县)(?![城里上医政])[一-龥]{0,8}(?:村|镇|乡|$)/
const ANOTHER_PLACE = /[一-龥]{2,}(?:省|市|县(?![城里])|(?<![社小山])区)/

/** `asked`: the village is the open question, so a bare name is an answer; elsewhere it must look like a place. */
export function placeIn(text: string, regions: RegionTree, asked: boolean): Place {
  const own = regions.county.name
  const county = OTHER_COUNTY.exec(text)?.[1]
  if (county !== undefined && !county.endsWith(own) && !text.includes(own)) return { kind: 'elsewhere' }
  const matches = regions.find(text).filter(({ start, end }) => {
    if (asked) return true
    const name = text.slice(start, end)
    return ENDING.test(name) || (!EVERYDAY.test(name) && PLACE_BEFORE.test(text.slice(0, start)))
  })
  const villages = matches.filter((match) => match.code.length === 12)
  const active = villages.filter((match) => regions.get(match.code)?.active)
  const [first] = active
  if (first && active.length === 1) {
    const words = text.slice(first.start, first.end)
    const township = regions
      .find(text)
      .find(({ code, end }) => code.length === 9 && standsBefore(text, end, first.start))
    return township && !first.code.startsWith(township.code)
      ? { kind: 'doubtful', code: first.code, township: township.code, words }
      : { kind: 'village', code: first.code, words }
  }
  if (active.length > 1) return { kind: 'several', codes: [...new Set(active.map((match) => match.code))] }
  if (villages[0]) return { kind: 'inactive', code: villages[0].code }
  const township = matches[0]
  if (township) return { kind: 'township', code: township.code }
  if (asked && ANOTHER_PLACE.test(text) && !text.includes(own)) return { kind: 'elsewhere' }
  return asked && /[一-龥](?<![么哪个啥])(?:村|镇|乡)/.test(text) ? { kind: 'unknown' } : { kind: 'none' }
}

/** 江尾镇联群村, 江尾镇的联群村, with nothing else between. */
function standsBefore(text: string, end: number, start: number): boolean {
  return end <= start && /^[的，,、\s]*$/.test(text.slice(end, start))
}

/** What he said about the place, though it is not enough: a note and the places to tap. `null`: nothing at all. */
export function placeHint(texts: string[], regions: RegionTree): { note: string | null; options: string[] } | null {
  for (const text of texts.toReversed()) {
    const place = placeIn(text, regions, false)
    switch (place.kind) {
      case 'doubtful':
        return doubt(place, regions)
      case 'several':
        return { note: PLACE_WORDS.several, options: placesToTap(place.codes, regions) }
      case 'township': {
        const options = placeOptions(regions, place.code)
        const name = regions.placeName(place.code)
        return options.length > 0
          ? { note: PLACE_WORDS.whichVillage(name), options }
          : { note: PLACE_WORDS.notServed(name), options: [LABEL.other_village] }
      }
      case 'inactive':
        return { note: PLACE_WORDS.notServed(regions.placeName(place.code)), options: [LABEL.other_village] }
      case 'elsewhere':
        return { note: PLACE_WORDS.elsewhere(regions.county.name), options: [LABEL.other_village] }
      case 'village':
      case 'unknown':
      case 'none':
        break
    }
  }
  return null
}

export function doubt(
  { code, township, words }: Extract<Place, { kind: 'doubtful' }>,
  regions: RegionTree,
): { note: string; options: string[] } {
  return { note: PLACE_WORDS.notThere(regions.placeName(township), words), options: [regions.placeName(code)] }
}

export function placesToTap(codes: string[], regions: RegionTree): string[] {
  return codes.map((code) => regions.placeName(code)).slice(0, MOST_OPTIONS)
}

/** Whom somebody speaks for mostly lives near him: his own village first, then those of its township, and a way out of it. */
export function placesNear(regions: RegionTree, village: string): string[] {
  const own = regions.get(village)?.active ? [regions.placeName(village)] : []
  const around = placeOptions(regions, village.slice(0, 9))
  return around.length > 0 ? [...new Set([...own, ...around]), LABEL.other_town] : []
}

const MOST_OPTIONS = 12

/** Villages to tap; where there are too many, the townships first. */
export function placeOptions(regions: RegionTree, township: string | null): string[] {
  const villagesOf = (code: string) => regions.children(code).filter((village) => village.active)
  if (township !== null) {
    const names = villagesOf(township).map((village) => regions.placeName(village.code))
    return pageOf(names, 0)
  }
  const served = regions.children(regions.county.code).filter((one) => villagesOf(one.code).length > 0)
  const villages = served.flatMap((one) => villagesOf(one.code)).map((village) => regions.placeName(village.code))
  return (villages.length <= MOST_OPTIONS ? villages : served.map((one) => one.name)).slice(0, MOST_OPTIONS)
}

/** Whether the buttons under the question are townships. */
export function offersTowns(regions: RegionTree): boolean {
  const [first] = placeOptions(regions, null)
  return regions.children(regions.county.code).some(({ name }) => name === first)
}

/** As many as can be looked through on a phone, and a button for the others. */
function pageOf(names: string[], from: number): string[] {
  const page = names.slice(from, from + MOST_OPTIONS)
  return names.length > MOST_OPTIONS ? [...page, LABEL.more] : page
}

/** 还有: the villages behind those that were on offer; behind the last come the first again. */
export function morePlaces(regions: RegionTree, offered: string[]): string[] {
  const shown = offered.filter((name) => name !== LABEL.more)
  const last = shown.at(-1)
  const township = regions
    .children(regions.county.code)
    .find(({ code }) => regions.children(code).some((village) => regions.placeName(village.code) === last))
  if (township === undefined || last === undefined) return placeOptions(regions, null)
  const names = regions
    .children(township.code)
    .filter((village) => village.active)
    .map((village) => regions.placeName(village.code))
  const next = names.indexOf(last) + 1
  return pageOf(names, next < names.length ? next : 0)
}
