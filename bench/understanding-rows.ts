import { existsSync, readFileSync } from 'node:fs'
import { RISK_TYPES } from '../src/contract/terms.ts'

/** What one row says must be found; a field that is absent is not measured. */
export interface Row {
  text: string
  intent?: string
  risks: readonly string[]
  amounts?: readonly number[]
  months?: number
}

export interface RowSet {
  name: string
  rows: readonly Row[]
  /** Whose labels: rows that the readers were tuned on say so. */
  seen: 'tuned on' | 'words leaked, no measure' | 'held out' | 'given, looked at'
}

/** A sum in its context: where it stands and what it is, or that it is none. */
export interface AmountRow {
  ctx: string
  mention: string
  money: boolean
  lo: number
  hi: number
}

export interface DurationRow {
  text: string
  seconds: number
}

interface Citizen {
  title: string
  text: string
  types: readonly number[]
  scope: 'household' | 'group' | 'none'
}

const OWN = new URL('../test/core/understanding/', import.meta.url)
/** Laid beside the checkout by those who have it. */
const SHARED = new URL('../../shared/nlu/', import.meta.url)

function lines<T>(url: URL): T[] {
  return readFileSync(url, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T)
}

function readShared<T>(path: string): T[] | null {
  const url = new URL(path, SHARED)
  if (existsSync(url)) return lines<T>(url)
  console.log(`(../shared/nlu/${path} is not here and is left out)`)
  return null
}

/** The examples that a nearest-example reader may look at. */
export const readExamples = (): Row[] => lines<Row>(new URL('own-messages.jsonl', OWN))

export function readMessageSets(): RowSet[] {
  const dev = readShared<Row>('messages.dev.jsonl')
  return [
    ...(dev === null ? [] : [{ name: 'given messages', rows: dev, seen: 'given, looked at' as const }]),
    { name: 'own, second set', rows: lines<Row>(new URL('second-set.jsonl', OWN)), seen: 'tuned on' },
    {
      name: 'own, second set, other half',
      rows: lines<Row>(new URL('second-set-leaked.jsonl', OWN)),
      seen: 'words leaked, no measure',
    },
    { name: 'own, later batches', rows: lines<Row>(new URL('later-messages.jsonl', OWN)), seen: 'tuned on' },
    { name: 'own, held out', rows: lines<Row>(new URL('held-out.jsonl', OWN)), seen: 'held out' },
  ]
}

/** Letters to officials: `risks` by the numbers of YX-1, most have none. One household's matters, and all. */
export function readCitizenSets(): RowSet[] {
  const letters = readShared<Citizen>('public/citizen-messages.dev.jsonl')
  if (letters === null) return []
  const rowOf = ({ title, text, types }: Citizen): Row => ({
    text: `${title}\n${text}`,
    risks: types.map((type) => RISK_TYPES[type - 1] ?? 'other'),
  })
  return [
    {
      name: 'citizens, households and none',
      rows: letters.filter((letter) => letter.scope !== 'group').map(rowOf),
      seen: 'given, looked at',
    },
    { name: 'citizens, all', rows: letters.map(rowOf), seen: 'given, looked at' },
  ]
}

export const readAmountRows = (): AmountRow[] | null => readShared<AmountRow>('public/amounts.dev.jsonl')
export const readDurationRows = (): DurationRow[] | null => readShared<DurationRow>('public/durations.jsonl')
