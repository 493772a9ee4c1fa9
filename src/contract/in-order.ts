/** Runs works with the same key one after the other; those with other keys do not wait. The server and its bot both keep order by it. */
export class InOrder {
  readonly #last = new Map<string, Promise<unknown>>()

  /** One that fails does not stop those behind it. */
  add<T>(key: string, work: () => Promise<T>): Promise<T> {
    const next = (this.#last.get(key) ?? Promise.resolve()).then(work, work)
    this.#last.set(key, next)
    const tidy = () => {
      if (this.#last.get(key) === next) this.#last.delete(key)
    }
    next.then(tidy, tidy)
    return next
  }

  async idle(): Promise<void> {
    await Promise.allSettled(this.#last.values())
  }
}
