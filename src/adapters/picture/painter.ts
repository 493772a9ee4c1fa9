/** The thread in which pictures are drawn: what it takes of time and memory, the chat does not. */
import { parentPort } from 'node:worker_threads'
import type { CardPicture } from '../../core/card/picture.ts'
import { paint } from './paint.ts'

/** What the thread answers to a picture. */
export type Painted = { png: Uint8Array; etag: string } | { failed: string }

parentPort?.on('message', async (picture: CardPicture) => {
  const answer: Painted = await paint(picture).catch((error: unknown) => ({ failed: String(error) }))
  parentPort?.postMessage(answer)
})
