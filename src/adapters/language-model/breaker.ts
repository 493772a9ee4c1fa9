/** So many failures in a row, and nobody is asked for a while. */
const MOST_FAILURES = 5
const REST_MS = 60_000
/** A server may ask for more patience than this; we look again all the same. */
const LONGEST_REST_MS = 10 * 60_000

/** Leave for one request; whoever got it says how it went. */
export interface Leave {
  succeeded(): void
  /** `restMs`: the server asked to be left alone that long, so the first failure is enough. */
  failed(restMs?: number): void
  /** Nothing was learnt about the server. */
  undecided(): void
}

/**
 * A circuit breaker: after 5 failures in a row it gives no leave for 60 s, then leave for a single try; its success closes
 * the circuit, its failure opens it again.
 * @param now milliseconds on a clock that never goes back.
 */
export function makeBreaker(now: () => number): { leave(): Leave | null } {
  let failures = 0
  let openUntil: number | null = null
  let probing = false
  /** Grows with each opening: what was under way before says nothing about the server now. */
  let era = 0

  const open = (restMs: number) => {
    openUntil = now() + Math.min(restMs, LONGEST_REST_MS)
    probing = false
    era++
  }
  return {
    leave() {
      if (openUntil !== null) {
        if (probing || now() < openUntil) return null
        probing = true
      }
      const mine = era
      return {
        succeeded() {
          if (mine !== era) return
          failures = 0
          openUntil = null
          probing = false
        },
        undecided() {
          if (mine === era) probing = false
        },
        failed(restMs) {
          if (mine !== era) return
          failures++
          if (restMs !== undefined || probing || failures >= MOST_FAILURES) open(restMs ?? REST_MS)
        },
      }
    },
  }
}
