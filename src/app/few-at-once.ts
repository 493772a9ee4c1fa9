/** Runs works a few at a time, the rest in the order in which they came: reads for onlookers must not starve the chat. */
export function fewAtOnce(limit: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
    try {
      return await work()
    } finally {
      // The place is handed on, so `running` stays as it is while somebody waits.
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
