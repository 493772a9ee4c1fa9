import type { CardPicture } from '../core/card/picture.ts'
import { fewAtOnce } from './few-at-once.ts'
import type { DrawnPicture, DrawPicture } from './ports/pictures.ts'

/** Some 300 KB each. */
const MOST_KEPT = 64
/** Whoever comes later would wait longer than people do. */
const MOST_WAITING = 20

/** The picture, or null where it cannot be made now. */
export type CardPictures = (picture: CardPicture) => Promise<DrawnPicture | null>

/** Draws one at a time, and each once: the same card for the same place on the same day is the same picture. */
export function cardPictures(draw: DrawPicture, onError: (error: unknown) => void): CardPictures {
  const kept = new Map<string, Promise<DrawnPicture | null>>()
  const oneAtATime = fewAtOnce(1)
  let waiting = 0

  async function make(key: string, picture: CardPicture): Promise<DrawnPicture | null> {
    waiting++
    try {
      return await oneAtATime(() => draw(picture))
    } catch (error) {
      // Next time it may go well.
      kept.delete(key)
      onError(error)
      return null
    } finally {
      waiting--
    }
  }

  return (picture) => {
    const key = JSON.stringify(picture)
    const known = kept.get(key)
    if (!known && waiting > MOST_WAITING) return Promise.resolve(null)
    const made = known ?? make(key, picture)
    // The one used last stands last.
    kept.delete(key)
    kept.set(key, made)
    const [oldest] = kept.keys()
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    return made
  }
}
