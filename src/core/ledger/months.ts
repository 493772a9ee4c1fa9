/** Months are written yyyy-mm, which sorts as it should. */
export function monthOf(day: string): string {
  return day.slice(0, 7)
}

export function monthsLater(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const all = year * 12 + number - 1 + count
  return `${String(Math.floor(all / 12)).padStart(4, '0')}-${String((all % 12) + 1).padStart(2, '0')}`
}

/** How many months lie from one to the other, both included; 0 or less when they are the wrong way round. */
export function monthsIn(from: string, to: string): number {
  const count = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))
  return count(to) - count(from) + 1
}

export function lastDayOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
}

/** 2025年3月 */
export function monthWords(month: string): string {
  return `${Number(month.slice(0, 4))}年${Number(month.slice(5, 7))}月`
}

/** 2025年3月到5月 · 2025年11月到2026年1月 · 2025年3月 */
export function spanWords(from: string, to: string): string {
  if (from === to) return monthWords(from)
  return `${monthWords(from)}到${from.slice(0, 4) === to.slice(0, 4) ? `${Number(to.slice(5, 7))}月` : monthWords(to)}`
}

/** Neighbouring months of a rising list taken together: 2025年3月到5月、8月. */
export function monthListWords(months: string[]): string {
  const spans: { from: string; to: string }[] = []
  for (const month of months) {
    const last = spans.at(-1)
    if (last && monthsLater(last.to, 1) === month) last.to = month
    else spans.push({ from: month, to: month })
  }
  return spans.map(({ from, to }) => spanWords(from, to)).join('、')
}

/** Whole days from one day (yyyy-mm-dd) to another. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000
}
