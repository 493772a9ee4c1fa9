import { AttachmentBody, MAX_ATTACHMENT } from '../src/contract/chat.ts'

const TIMEOUT_MS = 120_000

export type Uploaded = { attachment: string } | { refused: 'too_large' | 'unsafe' } | 'later'

/** Hands a picture or recording to the server, which finds out what it is. */
export async function upload(
  { backendUrl, token }: { backendUrl: string; token: string },
  from: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uploaded> {
  if (bytes.length > MAX_ATTACHMENT) return { refused: 'too_large' }
  try {
    const answer = await fetch(`${backendUrl}/api/bot/attachments?from=${encodeURIComponent(from)}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
      body: bytes,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (answer.status === 413) return { refused: 'too_large' }
    if (answer.status === 415) return { refused: 'unsafe' }
    return answer.ok ? { attachment: AttachmentBody.parse(await answer.json()).attachment } : 'later'
  } catch {
    return 'later'
  }
}
