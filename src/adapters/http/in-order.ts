/** Runs works with the same key one after the other; those with other keys do not wait. */
export class InOrder {
  readonly #last = new Map<string, Promise<void>>()

  /** @param work must not reject. */
  add(key: string, work: () => Promise<void>): Promise<void> {
    const next = (this.#last.get(key) ?? Promise.resolve()).then(work)
    this.#last.set(key, next)
    return next.finally(() => {
      if (this.#last.get(key) === next) this.#last.delete(key)
    })
  }

  async idle(): Promise<void> {
    await Promise.all(this.#last.values())
  }
}
