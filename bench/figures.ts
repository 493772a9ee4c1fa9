/** Numbers that a run answers with. Times are milliseconds. */
export interface Load {
  turns: number
  seconds: number
  perSecond: number
  p50: number
  p99: number
  /** Messages that were not answered with a turn; a run with any is no run. */
  refused: number
}

export function loadOf(latencies: number[], seconds: number, refused: number): Load {
  const sorted = Float64Array.from(latencies).sort()
  return {
    turns: sorted.length,
    seconds,
    perSecond: sorted.length / seconds,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
    refused,
  }
}

export function median(values: number[]): number {
  return quantile(Float64Array.from(values).sort(), 0.5)
}

function quantile(sorted: Float64Array, q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN
}

export function row(cells: (string | number)[]): void {
  process.stdout.write(`| ${cells.map((cell) => (typeof cell === 'number' ? round(cell) : cell)).join(' | ')} |\n`)
}

export function header(cells: string[]): void {
  row(cells)
  row(cells.map(() => '---'))
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Three digits are more than a shared machine can promise. */
function round(value: number): string {
  if (Number.isNaN(value)) return '–'
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3).replace(/\.0+$/, '')
}

export function show({ turns, perSecond, p50, p99 }: Load): string {
  return `${turns} turns, ${perSecond.toFixed(0)} a second, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`
}
