import { existsSync, readFileSync } from 'node:fs'
import { readMessages } from '../learning/messages.ts'
import { RISK_TYPES } from '../src/contract/terms.ts'

/** What one row says must be found; a field that is absent is not measured. */
export interface Row {
  text: string
  intent?: string
  risks: readonly string[]
  amounts?: readonly number[] | undefined
  months?: number | undefined
  proxy?: boolean | undefined
}

export interface RowSet {
  name: string
  rows: readonly Row[]
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

interface Letter {
  title: string
  text: string
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

/** What was learnt from: other readers may look at it, ours is measured on it by cross-validation only. */
export const readExamples = readMessages

const own = (file: string): Row[] => lines<Row>(new URL(file, OWN))

/** None of the held-out rows was read while tuning; `last` was written when everything else was done. */
export function readMessageSets(): RowSet[] {
  const dev = readShared<Row>('messages.dev.jsonl')
  return [
    ...(dev === null ? [] : [{ name: 'given', rows: dev }]),
    { name: 'held out, plain', rows: own('held-out-plain.jsonl') },
    { name: 'held out, mixed', rows: own('held-out-mixed.jsonl') },
    { name: 'held out, last', rows: own('held-out-last.jsonl') },
    { name: 'held out, hard on purpose', rows: own('held-out-hard.jsonl') },
  ]
}

/** Letters to officials: most tell no household's difficulty. Those of one household and of none, and all. */
export function readLetterSets(): RowSet[] {
  const given = readShared<Letter & { types: readonly number[] }>('public/citizen-messages.dev.jsonl') ?? []
  const heldOut = lines<Letter & { risks: readonly string[] }>(new URL('held-out-letters.jsonl', OWN))
  const whole = ({ title, text }: Letter): string => `${title}\n${text}`
  const sets = {
    'given letters': given.map((letter) => ({
      scope: letter.scope,
      text: whole(letter),
      risks: letter.types.map((type) => RISK_TYPES[type - 1] ?? 'other'),
    })),
    'held-out letters': heldOut.map((letter) => ({ scope: letter.scope, text: whole(letter), risks: letter.risks })),
  }
  const there = Object.entries(sets).filter(([, rows]) => rows.length > 0)
  return there.flatMap(([name, rows]) => [
    { name: `${name}, households and none`, rows: rows.filter(({ scope }) => scope !== 'group') },
    { name: `${name}, all`, rows },
  ])
}

export const readAmountRows = (): AmountRow[] | null => readShared<AmountRow>('public/amounts.dev.jsonl')
export const readDurationRows = (): DurationRow[] | null => readShared<DurationRow>('public/durations.jsonl')
