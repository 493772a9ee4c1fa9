import type { CardPicture } from '../../core/card/picture.ts'

export interface DrawnPicture {
  png: Uint8Array
  /** Strong: of the very bytes, quotation marks included. */
  etag: string
}

/** Draws a card, in some 200 ms. Rejects where it cannot, such as with a character that the font lacks. */
export type DrawPicture = (picture: CardPicture) => Promise<DrawnPicture>
