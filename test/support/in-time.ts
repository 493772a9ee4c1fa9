/**
 * What `work` answers, or `late` where that takes longer than `ms` of this process's own timers. Those stand still as long as the
 * machine keeps the process waiting, and so does whatever it is that must not take longer.
 */
export async function inTime<T>(work: Promise<T>, ms: number): Promise<T | 'late'> {
  const { promise, resolve } = Promise.withResolvers<'late'>()
  const timer = setTimeout(() => resolve('late'), ms)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}
