import type { CardSize } from '../../contract/card.ts'
import { maskPrivate } from '../../core/understanding/mask-private.ts'
import { findPrivateNumbers } from '../../core/understanding/private-number.ts'

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

/** Of a question in an address, in UTF-16 units. */
const MOST_SAID = 200

/** The chat with the question in its input box, to be sent by himself; an address is seen by many, so numbers in it are masked. */
export function sayAddress(chat: string, question: string | undefined): string {
  if (!question) return chat
  const say = maskPrivate(question, findPrivateNumbers(question)).slice(0, MOST_SAID).toWellFormed()
  return `${chat}${chat.includes('?') ? '&' : '?'}${new URLSearchParams({ say })}`
}

function queryOf(values: Record<string, string | undefined>): string {
  const known = Object.entries(values).filter((each): each is [string, string] => each[1] !== undefined)
  return known.length > 0 ? `?${new URLSearchParams(known)}` : ''
}
