import { readFileSync } from 'node:fs'
import { signsOf } from '../../src/core/card/belief.ts'
import { type CardIndex, type Entry, indexEntries, withoutEntries } from '../../src/core/card/card-index.ts'
import { rankCards } from '../../src/core/card/rank-cards.ts'
import type { Judged } from './fit-belief.ts'

/** An invented entry with the ways in which people ask for it. */
interface Told {
  id: string
  title: string
  passages: string[]
  asked: string[]
}

/** One of so many ways of asking is taken out of the entries and asked. */
const FOLDS = 4

function lines<T>(file: string): T[] {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8')
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as T]))
}

/**
 * Put to entries of which one answers; with that one gone, so that only neighbours are left; or about something
 * else altogether.
 */
export type Kind = 'answerable' | 'gone' | 'elsewhere'
export interface Asked extends Judged {
  kind: Kind
}

function ask(index: CardIndex, question: string, kind: Kind, wanted: string | null): Asked[] {
  const ranking = rankCards(index, question, () => true)
  const signs = signsOf(ranking)
  return signs ? [{ signs, kind, right: ranking.ranked[0]?.id === wanted }] : []
}

/**
 * Every way of asking, put to entries that don't hold it: once with the entry that answers, once with that one gone; and
 * the questions about something else. Those that nothing is found for need no judgement and are left out.
 */
export function askedQuestions(): Asked[] {
  const told = lines<Told>('entries.jsonl')
  const elsewhere = lines<{ text: string }>('elsewhere.jsonl')
  return Array.from({ length: FOLDS }, (_, fold) => {
    const held = (_: unknown, at: number): boolean => at % FOLDS === fold
    const entries: Entry[] = told.map(({ asked, ...entry }) => ({
      ...entry,
      phrasings: asked.filter((one, at) => !held(one, at)),
    }))
    const index = indexEntries(entries)
    const known = told.flatMap(({ id, asked }) => {
      const without = withoutEntries(index, [id])
      return asked
        .filter(held)
        .flatMap((one) => [...ask(index, one, 'answerable', id), ...ask(without, one, 'gone', null)])
    })
    return [...known, ...elsewhere.filter(held).flatMap(({ text }) => ask(index, text, 'elsewhere', null))]
  }).flat()
}
