/** Lets `burst` through at once and `perSecond` after that. The clock is monotonic: a changed wall clock stops nobody. */
export class TokenBucket {
  #tokens: number
  #at: number
  readonly #burst: number
  readonly #perSecond: number

  constructor(burst: number, perSecond: number, now = performance.now()) {
    this.#burst = burst
    this.#perSecond = perSecond
    this.#tokens = burst
    this.#at = now
  }

  take(cost = 1, now = performance.now()): boolean {
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) / 1000) * this.#perSecond)
    this.#at = now
    if (this.#tokens < cost) return false
    this.#tokens -= cost
    return true
  }
}

/** One bucket per sender. The one unused for longest goes first: by then it is full again anyway. */
export class TokenBuckets {
  readonly #buckets = new Map<string, TokenBucket>()
  readonly #burst: number
  readonly #perSecond: number
  readonly #keep: number

  constructor(burst: number, perSecond: number, keep = 10_000) {
    this.#burst = burst
    this.#perSecond = perSecond
    this.#keep = keep
  }

  take(key: string): boolean {
    const bucket = this.#buckets.get(key) ?? new TokenBucket(this.#burst, this.#perSecond)
    this.#buckets.delete(key)
    this.#buckets.set(key, bucket)
    const oldest = this.#buckets.size > this.#keep ? this.#buckets.keys().next().value : undefined
    if (oldest !== undefined) this.#buckets.delete(oldest)
    return bucket.take()
  }
}
