import { MAX_ATTACHMENT } from '../src/contract/chat.ts'

/** It may have to be drawn first, behind others; the server waits 15 s for us. */
const TIMEOUT_MS = 10_000
const TOO_OFTEN = 429

/** `refused`: there is none, or it can't be drawn; the words stand without it. */
export type Picture = Uint8Array | 'later' | 'refused'

/** The picture of a card from the server, in PNG. */
export async function fetchPicture(backendUrl: string, path: string): Promise<Picture> {
  try {
    const answer = await fetch(`${backendUrl}${path}`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (answer.status === TOO_OFTEN) return 'later'
    if (!answer.ok || answer.headers.get('content-type') !== 'image/png') return 'refused'
    const bytes = new Uint8Array(await answer.arrayBuffer())
    return bytes.length > MAX_ATTACHMENT ? 'refused' : bytes
  } catch {
    return 'later'
  }
}
