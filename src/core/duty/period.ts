import type { z } from 'zod'
import type { DutyRule } from '../policy/duties.ts'

type DutyPeriod = z.infer<typeof DutyRule>['period']
/** How often a duty comes round, where a paper names it. */
export type PeriodKind = Exclude<DutyPeriod, 'ongoing'>

/** A span in which a duty is done: 2024-03, 2024-Q1, 2024-H1 or 2024. Days are yyyy-mm-dd, both included. */
export interface Period {
  name: string
  first: string
  last: string
}

const MONTHS: Record<PeriodKind, number> = { month: 1, quarter: 3, half_year: 6, year: 12, once: 12 }

/** Every period of that kind that shares a day with the span. */
export function periodsIn(kind: PeriodKind, from: string, to: string): Period[] {
  const months = MONTHS[kind]
  const periods: Period[] = []
  for (let at = floor(monthOf(from), months); at <= monthOf(to); at += months)
    periods.push({ name: nameOf(kind, at), first: dayOf(at, 1), last: dayOf(at + months - 1, 'last') })
  return periods
}

/** A day of the n-th month of a period (1 is its first); the 31st of a shorter month is its last. */
export function dayInPeriod({ first }: Period, month: number, day: number | 'last'): string {
  return dayOf(monthOf(first) + month - 1, day)
}

/** The end of a day in China. */
export function endOfDay(day: string): Date {
  return new Date(`${day}T23:59:59.999+08:00`)
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
}

/** 2024年3月 · 2024年第一季度 · 2024年上半年 · 2024年 */
export function periodWords(name: string): string {
  const [year, part] = name.split('-')
  if (part === undefined) return `${year}年`
  if (part.startsWith('Q')) return `${year}年第${'一二三四'[Number(part[1]) - 1]}季度`
  if (part.startsWith('H')) return `${year}年${part === 'H1' ? '上' : '下'}半年`
  return `${year}年${Number(part)}月`
}

/** Months are counted from year 0, so that a quarter is three of them wherever it lies. */
function monthOf(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
}

function floor(month: number, months: number): number {
  return month - (month % months)
}

function nameOf(kind: PeriodKind, at: number): string {
  const [year, month] = [Math.floor(at / 12), at % 12]
  switch (kind) {
    case 'month':
      return dayOf(at, 1).slice(0, 7)
    case 'quarter':
      return `${year}-Q${month / 3 + 1}`
    case 'half_year':
      return `${year}-H${month / 6 + 1}`
    case 'year':
    case 'once':
      return String(year)
  }
}

function dayOf(at: number, day: number | 'last'): string {
  const [year, month] = [Math.floor(at / 12), at % 12]
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const date = day === 'last' ? length : Math.min(day, length)
  return new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10)
}
