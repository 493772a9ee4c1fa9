import { get } from './api.ts'

/** Names of the county's places by code, such as 龙仙镇联群村. */
export type Places = Record<string, string>

const MOST_NAMED = 3
let asked: Promise<Places> | null = null

/** Asked for once; a failure is forgotten, so that the next one asks again. */
export function loadPlaces(): Promise<Places> {
  asked ??= get<Places>('/demo/places.json', null).catch((error) => {
    asked = null
    throw error
  })
  return asked
}

/** His areas, the widest first, and what lies in them: code and name. */
export function placesIn(areas: string[], places: Places): [string, string][] {
  return [...new Set([...areas, ...Object.keys(places)])]
    .filter((code) => code.length >= 6 && areas.some((area) => code.startsWith(area)))
    .sort((a, b) => a.length - b.length || a.localeCompare(b))
    .map((code) => [code, places[code] ?? code])
}

export function areasInWords(areas: string[], places: Places): string {
  const named = areas.slice(0, MOST_NAMED).map((area) => places[area] ?? area)
  return named.join('、') + (areas.length > MOST_NAMED ? ` 等 ${areas.length} 处` : '')
}
