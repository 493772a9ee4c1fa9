import { monthOf, monthsIn, monthsLater } from '../core/ledger/months.ts'
import type { LedgerLine, Numbered } from './ledger-line.ts'

/**
 * Moves an invented list in time, by whole months, so that its newest month is the one before that day (yyyy-mm-dd): a demo that is
 * tried next year still has a year of income behind it.
 */
export function movedTo(day: string, lines: Numbered[]): Numbered[] {
  const newest = lines
    .map(({ entry }) => (entry.what === 'money' ? entry.to : ''))
    .sort()
    .at(-1)
  if (!newest) return lines
  const months = monthsIn(newest, monthOf(day)) - 2
  return lines.map(({ line, entry }) => ({ line, entry: moved(entry, months) }))
}

function moved(entry: LedgerLine, months: number): LedgerLine {
  switch (entry.what) {
    case 'member':
      return entry
    case 'fact':
      // All of its days are before the 29th, which every month has.
      return {
        ...entry,
        day: entry.day && `${monthsLater(monthOf(entry.day), months)}${entry.day.slice(7)}`,
      }
    case 'money':
      return { ...entry, from: monthsLater(entry.from, months), to: monthsLater(entry.to, months) }
  }
}
