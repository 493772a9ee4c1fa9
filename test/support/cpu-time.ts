/** Milliseconds of the processor that `run` takes: how long it takes by the clock is up to whatever else the machine does. */
export function cpuTime(run: () => void): number {
  const start = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}
