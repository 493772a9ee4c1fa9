import type { CardPicture } from '../core/card/picture.ts'
import { fewAtOnce } from './few-at-once.ts'
import type { DrawnPicture, DrawPicture } from './ports/pictures.ts'

/** Some 300 KB each. */
const MOST_KEPT = 64
/** Whoever comes later would wait longer than people do. */
const MOST_WAITING = 20

/** Of one address; who presses 存图片 wants one, and the others behind his router get theirs within a second. */
const MOST_IN_HAND = 3

/** `too_many`: that address has enough in hand. `not_now`: everybody together has, or it cannot be drawn. */
export type PictureOutcome = { kind: 'drawn'; picture: DrawnPicture } | { kind: 'too_many' } | { kind: 'not_now' }

/** `from`: the address that asks. */
export type CardPictures = (picture: CardPicture, from: string) => Promise<PictureOutcome>

/** Draws one at a time, and each once: the same card for the same place on the same day is the same picture. */
export function cardPictures(draw: DrawPicture, onError: (error: unknown) => void): CardPictures {
  const kept = new Map<string, Promise<PictureOutcome>>()
  const inHand = new Map<string, number>()
  const oneAtATime = fewAtOnce(1)
  let waiting = 0

  async function make(key: string, picture: CardPicture, from: string): Promise<PictureOutcome> {
    waiting++
    inHand.set(from, (inHand.get(from) ?? 0) + 1)
    try {
      return { kind: 'drawn', picture: await oneAtATime(() => draw(picture)) }
    } catch (error) {
      // Next time it may go well.
      kept.delete(key)
      onError(error)
      return { kind: 'not_now' }
    } finally {
      waiting--
      const left = (inHand.get(from) ?? 1) - 1
      if (left > 0) inHand.set(from, left)
      else inHand.delete(from)
    }
  }

  return async (picture, from) => {
    const key = JSON.stringify(picture)
    const known = kept.get(key)
    // What is drawn already, or for somebody else, costs nothing more.
    if (!known && (inHand.get(from) ?? 0) >= MOST_IN_HAND) return { kind: 'too_many' }
    if (!known && waiting > MOST_WAITING) return { kind: 'not_now' }
    const made = known ?? make(key, picture, from)
    // The one used last stands last.
    kept.delete(key)
    kept.set(key, made)
    const [oldest] = kept.keys()
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    return made
  }
}
