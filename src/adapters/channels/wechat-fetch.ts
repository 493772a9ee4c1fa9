import { z } from 'zod'

/** Of an access token that is not good, or not any more. */
export const BAD_TOKEN = [40001, 40014, 42001]
/** The platform answers in a tenth of a second; whoever waits for us waits five. */
const PATIENCE_MS = 5_000
const Answer = z.looseObject({ errcode: z.number().default(0) })

export type ApiAnswer =
  | { kind: 'answered'; errcode: number; fields: Record<string, unknown> }
  /** `why` names neither address nor content: the address holds the token. `unasked`: there was no token, so it surely has nothing of it. */
  | { kind: 'failed'; why: string; unasked?: true }

/** Asks the API and reads its errcode: it says so with 200 when it refuses. */
export async function askWechat(url: URL, body?: unknown): Promise<ApiAnswer> {
  try {
    const response = await fetch(url, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      headers: { 'content-type': 'application/json' },
      // A secret must not follow a redirect to somebody else.
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    if (!response.ok) {
      await response.body?.cancel()
      return { kind: 'failed', why: `the platform answered ${response.status}` }
    }
    const parsed = Answer.safeParse(await response.json())
    if (!parsed.success) return { kind: 'failed', why: 'the platform answered something else' }
    return { kind: 'answered', errcode: parsed.data.errcode, fields: parsed.data }
  } catch (error) {
    return { kind: 'failed', why: whyNot(error) }
  }
}

/** Fetches a file of at most so many bytes, or what the API says instead of it. With a body it is asked for by POST. */
export async function fetchFile(
  url: URL,
  mostBytes: number,
  body?: unknown,
): Promise<{ kind: 'file'; bytes: Uint8Array } | { kind: 'too_large' } | ApiAnswer> {
  try {
    const asked =
      body === undefined
        ? {}
        : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const response = await fetch(url, {
      ...asked,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS * 2),
    })
    if (!response.ok || !response.body) {
      await response.body?.cancel()
      return { kind: 'failed', why: `the platform answered ${response.status}` }
    }
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of response.body) {
      length += chunk.length
      if (length > mostBytes) return { kind: 'too_large' }
      chunks.push(chunk)
    }
    const bytes = Buffer.concat(chunks)
    if (!/json|text\/plain/.test(response.headers.get('content-type') ?? '')) return { kind: 'file', bytes }
    const parsed = Answer.safeParse(JSON.parse(bytes.toString('utf8')))
    if (!parsed.success) return { kind: 'failed', why: 'the platform answered something else' }
    return { kind: 'answered', errcode: parsed.data.errcode, fields: parsed.data }
  } catch (error) {
    return { kind: 'failed', why: whyNot(error) }
  }
}

function whyNot(error: unknown): string {
  if (error instanceof SyntaxError) return 'the platform answered something else'
  const late = error instanceof Error && error.name === 'TimeoutError'
  return late ? 'the platform did not answer in time' : 'the platform was not reached'
}
