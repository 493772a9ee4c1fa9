import type { CardSize } from '../../contract/card.ts'

/** What an address of a page of cards says besides the card; it is carried along from page to page. */
export interface Asked {
  region?: string | undefined
  date?: string | undefined
  size?: CardSize | undefined
}

export function listAddress(asked: Asked, q?: string): string {
  return `/cards${queryOf({ q, ...asked })}`
}

export function cardAddress(id: string, asked: Asked): string {
  return `/cards/${encodeURIComponent(id)}${queryOf({ ...asked })}`
}

export function pictureAddress(id: string, asked: Asked): string {
  return `/cards/${encodeURIComponent(id)}/picture.png${queryOf({ ...asked })}`
}

function queryOf(values: Record<string, string | undefined>): string {
  const known = Object.entries(values).filter((each): each is [string, string] => each[1] !== undefined)
  return known.length > 0 ? `?${new URLSearchParams(known)}` : ''
}
