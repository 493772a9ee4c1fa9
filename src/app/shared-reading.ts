interface Reading {
  now: Promise<unknown>
  /** For all who asked since that one began: what it has seen may be older than what they were told of. */
  next: Promise<unknown> | null
}

const readings = new WeakMap<object, Map<string, Reading>>()

/**
 * One reading for all who ask for the same at the same time: each gets one that began after he asked, and at most one is under way for
 * each key, however many ask. @param of what is read, such as a store: the same key of two of them is not the same
 */
export function sharedReading<T>(of: object, key: string, read: () => Promise<T>): Promise<T> {
  const all = readings.get(of) ?? new Map<string, Reading>()
  readings.set(of, all)
  const begin = (): Promise<T> => {
    const reading: Reading = { now: read(), next: null }
    all.set(key, reading)
    const over = () => void (reading.next === null && all.delete(key))
    reading.now.then(over, over)
    return reading.now as Promise<T>
  }
  const under = all.get(key)
  if (!under) return begin()
  under.next ??= under.now.then(begin, begin)
  return under.next as Promise<T>
}
