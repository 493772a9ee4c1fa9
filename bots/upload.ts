import { z } from 'zod'
import { CONTACT_HEADER, MESSAGE_HEADER } from '../src/contract/bot.ts'
import { AttachmentBody, MAX_ATTACHMENT } from '../src/contract/chat.ts'

const TIMEOUT_MS = 120_000
/** Unlike one that comes too fast, it comes no better in a minute. */
const Enough = z.object({ code: z.literal('enough_files') })

export type Uploaded = { attachment: string } | { refused: 'too_large' | 'unsafe' | 'enough' } | 'later'

/** Hands a picture or recording to the server, which finds out what it is. */
export async function upload(
  { backendUrl, token }: { backendUrl: string; token: string },
  { from, id }: { from: string; id: string },
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uploaded> {
  if (bytes.length > MAX_ATTACHMENT) return { refused: 'too_large' }
  try {
    const answer = await fetch(`${backendUrl}/api/bot/attachments`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/octet-stream',
        [CONTACT_HEADER]: encodeURIComponent(from),
        [MESSAGE_HEADER]: encodeURIComponent(id),
      },
      body: bytes,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (answer.status === 413) return { refused: 'too_large' }
    if (answer.status === 415) return { refused: 'unsafe' }
    if (answer.status === 429 && Enough.safeParse(await answer.json()).success) return { refused: 'enough' }
    return answer.ok ? { attachment: AttachmentBody.parse(await answer.json()).attachment } : 'later'
  } catch {
    return 'later'
  }
}
