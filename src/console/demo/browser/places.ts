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

export function areasInWords(areas: string[], places: Places): string {
  const named = areas.slice(0, MOST_NAMED).map((area) => places[area] ?? area)
  return named.join('、') + (areas.length > MOST_NAMED ? ` 等 ${areas.length} 处` : '')
}
