import type { PhoneNotice, PhoneNotices } from '../app/ports/notices.ts'

/** A gateway that takes longer is asked again; the notice waits its turn meanwhile. */
const PATIENCE_MS = 10_000
/** Answers of this kind pass by themselves: asked too early, too often, or not answered in time. */
const PASSING = [408, 425, 429]

/**
 * The county's own gateway for short messages or calls, spoken to in plain HTTP: see README. Neither number nor body of a
 * notice stands in what it answers about a failure.
 */
export function phoneGateway(url: string, key: string | null, patienceMs = PATIENCE_MS): PhoneNotices {
  return {
    async send(notice: PhoneNotice, idempotencyKey: string) {
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'idempotency-key': idempotencyKey,
            ...(key === null ? {} : { authorization: `Bearer ${key}` }),
          },
          body: JSON.stringify(notice),
          // A number must not follow a redirect to somebody else.
          redirect: 'manual',
          signal: AbortSignal.timeout(patienceMs),
        })
        await response.body?.cancel()
        if (response.ok) return { kind: 'sent' }
        const refused = response.status < 500 && !PASSING.includes(response.status)
        return { kind: refused ? 'refused' : 'later', why: `the gateway answered ${response.status}` }
      } catch (error) {
        const late = error instanceof Error && error.name === 'TimeoutError'
        return { kind: 'later', why: late ? 'the gateway did not answer in time' : 'the gateway was not reached' }
      }
    },
  }
}
