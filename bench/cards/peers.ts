import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Index } from 'flexsearch'
import MiniSearch from 'minisearch'
import pg from 'pg'
import type { Entry } from '../../src/core/card/card-index.ts'
import { startServer } from '../../test/support/postgres-server.ts'
import type { Finder } from './finder.ts'

const FOUND = 5
const textOf = ({ title, passages, phrasings }: Entry): string => [title, ...passages, ...phrasings].join('\n')

/** Pairs of neighbouring Chinese characters, and other words whole. */
export const bigrams = (text: string): string[] =>
  (text.toLowerCase().match(/[\u3400-\u9fff]+|[a-z]+|\d+/g) ?? []).flatMap((run) =>
    run >= '\u3400' && run.length > 1
      ? Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2))
      : [run],
  )

/** A score grows with the question's length; for the belief it is divided by it. */
const perPair = (score: number | undefined, question: string): number[] | null =>
  score === undefined ? null : [score / Math.max(1, bigrams(question).length)]

export function makeMiniSearch(entries: readonly Entry[], tokenize?: (text: string) => string[]): Finder {
  const start = performance.now()
  const index = new MiniSearch<{ id: string; text: string }>({ fields: ['text'], ...(tokenize ? { tokenize } : {}) })
  index.addAll(entries.map((entry) => ({ id: entry.id, text: textOf(entry) })))
  return {
    name: tokenize ? 'MiniSearch, bigrams' : 'MiniSearch, its own tokenizer',
    indexed: performance.now() - start,
    find(question) {
      const found = index.search(question)
      return { ids: found.slice(0, FOUND).map(({ id }) => String(id)), signs: perPair(found[0]?.score, question) }
    },
  }
}

/** It tells no scores, so nothing to abstain by. */
export function makeFlexSearch(entries: readonly Entry[]): Finder {
  const start = performance.now()
  const index = new Index({ encode: bigrams })
  entries.forEach((entry, at) => {
    index.add(at, textOf(entry))
  })
  return {
    name: 'FlexSearch, bigrams',
    indexed: performance.now() - start,
    find(question) {
      const found = index.search(question, { limit: FOUND, suggest: true })
      return { ids: found.map((at) => entries[Number(at)]?.id ?? ''), signs: null }
    },
  }
}

const SEARCH = `select id, ts_rank(words, query, 1) as score from entry, to_tsquery('simple', $1) as query
where words @@ query order by score desc, id limit ${FOUND}`

/** Full text over bigrams, any of them, ranked by `ts_rank` with the length of the text taken into account. */
export async function makePostgres(entries: readonly Entry[]): Promise<Finder | null> {
  const folder = mkdtempSync(join(tmpdir(), `mingbai-bench-pg-${process.pid}-`))
  const { server, stop: stopServer } = await startServer(folder)
  if ('missing' in server) {
    console.log(`(PostgreSQL is left out: ${server.missing})`)
    return null
  }
  const client = new pg.Client(`${server.prefix}${server.template}${server.suffix}`)
  await client.connect()
  const start = performance.now()
  await client.query('create table entry (id text primary key, words tsvector not null)')
  for (const entry of entries) {
    const text = bigrams(textOf(entry)).join(' ')
    await client.query("insert into entry values ($1, to_tsvector('simple', $2))", [entry.id, text])
  }
  await client.query('create index on entry using gin (words)')
  await client.query('analyze entry')
  return {
    name: 'PostgreSQL full text, bigrams',
    indexed: performance.now() - start,
    async find(question) {
      const query = [...new Set(bigrams(question))].join(' | ')
      const { rows } = await client.query<{ id: string; score: number }>(SEARCH, [query])
      return { ids: rows.map(({ id }) => id), signs: perPair(rows[0]?.score, question) }
    },
    async stop() {
      await client.end()
      await stopServer()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
