import type { CardBlock } from '../../../contract/block.ts'
import type { Hello } from '../../../contract/chat.ts'

/**
 * The place and day of a card that the chat showed, as its page wants them. He may have come by the code of a village while
 * the card is the whole county's; a card from before places were kept with it is of where he came from.
 */
export function cardQuery(
  { region, date }: Pick<CardBlock, 'region' | 'date'>,
  { village, county }: Pick<Hello, 'village' | 'county'>,
): string {
  const from = village ?? county
  const place = region === undefined || from?.startsWith(region) ? from : region
  const known = Object.entries({ region: place, date }).filter(
    (each): each is [string, string] => each[1] !== undefined,
  )
  return known.length > 0 ? `?${new URLSearchParams(known)}` : ''
}
