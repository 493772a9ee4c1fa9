import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cardsFor, citationsOf } from '../../../src/core/card/cards-for.ts'
import { figuresOf, fillIn, wordsOf } from '../../../src/core/card/fill-in.ts'
import { type RenderedCard, renderCard } from '../../../src/core/card/render-card.ts'
import { clauseText } from '../policy/clause-text.fixture.ts'
import { factsIn, packOf, packs, sourceOf } from '../policy/packs.fixture.ts'
import { numbersIn } from '../policy/printed-numbers.fixture.ts'
import { DAYS, policies, REGIONS } from './cards.fixture.ts'

/** Facts that are no business of residents, and why. */
const NOT_ASKED: Record<string, string> = {
  'GD-2': 'how many are expected to be monitored is a figure for the dashboard, and no reason to refuse anybody',
  'WY-5': 'data checks and exports are the office’s own work',
  'WY-11': 'reports from township to county about the work',
}

const { cards } = policies
const ofPapers = cards.filter(({ pack }) => pack !== 'default')

it('there are enough of them, of every paper and kind', () => {
  expect(cards.length).toBeGreaterThanOrEqual(60)
  for (const { id } of packs) expect(cards.filter(({ pack }) => pack === id).length, id).toBeGreaterThanOrEqual(10)
  expect([...new Set(cards.map(({ card }) => card.kind))].sort()).toEqual([
    'deadline',
    'department',
    'help',
    'line',
    'notice',
    'right',
    'step',
    'way',
  ])
})

it('every fact that residents could ask about has a card', () => {
  const facts = new Set(packs.flatMap((pack) => factsIn(pack).map(({ fact }) => fact)))
  const told = new Set(cards.flatMap(({ card }) => card.facts))
  expect([...facts].filter((fact) => !told.has(fact) && !Object.hasOwn(NOT_ASKED, fact))).toEqual([])
  expect([...told].filter((fact) => !facts.has(fact))).toEqual([])
  expect(Object.keys(NOT_ASKED).filter((fact) => told.has(fact) || !facts.has(fact))).toEqual([])
})

it('a card tells facts of its own paper alone', () => {
  for (const { card, pack } of cards) {
    const own = factsIn(packOf(pack)).map(({ fact }) => fact)
    expect({ id: card.id, foreign: card.facts.filter((fact) => !own.includes(fact)) }).toEqual({
      id: card.id,
      foreign: [],
    })
  }
})

it('nobody reads a long sentence, a foreign letter or a figure that was left open', () => {
  const wrong = REGIONS.flatMap((region) =>
    DAYS.flatMap((day) => cardsFor(policies, region, day).cards.flatMap((effective) => wrongIn(renderCard(effective)))),
  )
  expect(wrong).toEqual([])
})

/** The title of a paper may be longer than a sentence should be. */
function wrongIn({ id, topic, kind, warning, sources, ...read }: RenderedCard): string[] {
  const said = Object.values(read).flat()
  const long = said.flatMap((words) => words.split(/[。；！？]/)).filter((sentence) => [...sentence].length > 60)
  const foreign = [...said, ...sources, warning ?? ''].filter((words) => /[A-Za-z{}]/.test(words))
  return [...long, ...foreign, ...(sources.length === 0 ? [`${id} (${topic}, ${kind}) names no source`] : [])]
}

it('no number is said that the cited clause does not print', () => {
  for (const { card, pack: id } of ofPapers) {
    const pack = packOf(id)
    const figures = figuresOf(card, pack)
    const said = wordsOf(card).map(({ words }) => fillIn(words, figures))
    const { title, number = '' } = pack.paper
    const printed = [title, number, pack.inForce.from, pack.inForce.until ?? ''].flatMap((words) =>
      (words.match(/\d+/g) ?? []).map(Number),
    )
    for (const citation of citationsOf(card, pack)) printed.push(...(citation.figures ?? []).flatMap(numbersIn))
    const unprinted = said
      .flatMap((words) => (words.match(/\d+/g) ?? []).map(Number))
      .filter((n) => !printed.includes(n))
    expect({ id: card.id, unprinted }).toEqual({ id: card.id, unprinted: [] })
  }
})

describe.each(packs.filter(({ region }) => region !== ''))('against the paper of $id', (pack) => {
  const source = sourceOf(pack.id)
  const own = cards.filter((one) => one.pack === pack.id)

  it.skipIf(source === null)(
    'each clause is there, with each figure (skipped where the papers are not at hand)',
    () => {
      const wrong = own.flatMap(({ card }) =>
        citationsOf(card, pack).flatMap(({ clause = '', figures = [] }) => {
          const text = clauseText(pack.id, source ?? '', clause)
          if (!text) return [`${card.id}: no clause ${clause}`]
          return figures.filter((one) => !text.includes(one)).map((one) => `${card.id}: ${one} is not in ${clause}`)
        }),
      )
      expect(wrong).toEqual([])
    },
  )

  it.skipIf(source === null)('it is said in our own words (skipped where the papers are not at hand)', () => {
    const RUN = 14
    const copied = own.flatMap(({ card }) =>
      wordsOf(card).flatMap(({ words }) =>
        Array.from({ length: Math.max(0, words.length - RUN + 1) }, (_, i) => words.slice(i, i + RUN))
          .filter((run) => source?.includes(run))
          .map((run) => `${card.id}: ${run}`),
      ),
    )
    expect(copied).toEqual([])
  })
})

it('no two cards that one person could get share a phrasing', () => {
  const shared = REGIONS.flatMap((region) =>
    DAYS.flatMap((day) => {
      const asked = new Set<string>()
      return cardsFor(policies, region, day).cards.flatMap(({ card }) =>
        card.phrasings.filter((phrasing) => {
          const key = phrasing.replaceAll(/[\p{P}\s]/gu, '')
          const before = asked.has(key)
          asked.add(key)
          return before
        }),
      )
    }),
  )
  expect(shared).toEqual([])
})

const PUBLIC = join(import.meta.dirname, '../../../../shared/nlu/public/policy-questions.dev.jsonl')

it.skipIf(!existsSync(PUBLIC))(
  'no phrasing is taken from the public questions (skipped where they are not at hand)',
  () => {
    const rows = readFileSync(PUBLIC, 'utf8').trim().split('\n')
    const questions = new Set(rows.map((row) => (JSON.parse(row) as { question: string }).question))
    expect(cards.flatMap(({ card }) => card.phrasings).filter((phrasing) => questions.has(phrasing))).toEqual([])
  },
)
