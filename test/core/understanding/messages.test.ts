import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseLines, score } from './score.ts'

/** Laid beside the checkout by those who have it; its rows never enter the project. */
const SHARED = new URL('../../../../shared/nlu/messages.dev.jsonl', import.meta.url)
const SECOND = new URL('./second-set.jsonl', import.meta.url)
/** Four batches, each measured once when new and then tuned on. */
const LATER = new URL('./later-messages.jsonl', import.meta.url)
/**
 * Meant to be held out, but its writer made the lexicon next: its rows hold seven times as many of the words added then
 * as later batches do. Good against regressions, worthless as a measure.
 */
const LEAKED = new URL('./second-set-leaked.jsonl', import.meta.url)
/** Written after the code was frozen, measured once, nothing tuned since. Whoever tunes on it writes a new one. */
const HELD_OUT = new URL('./held-out.jsonl', import.meta.url)
const OWN = new URL('./own-messages.jsonl', import.meta.url)

const HELD_OUT_FLOOR = { intent: 0.74, riskF1: 0.5 }

test('our own sentences are read as labelled', () => {
  const result = score(parseLines(readFileSync(OWN, 'utf8')))
  expect(result.intent, result.misses.join('\n')).toBeGreaterThanOrEqual(0.97)
  expect(result.riskF1, result.misses.join('\n')).toBeGreaterThanOrEqual(0.95)
  expect(result.proxy).toBeGreaterThanOrEqual(0.97)
})

test('the second set is read as labelled', () => {
  const result = score(parseLines(readFileSync(SECOND, 'utf8')))
  expect(result.intent, result.misses.join('\n')).toBeGreaterThanOrEqual(0.94)
  expect(result.riskF1, result.misses.join('\n')).toBeGreaterThanOrEqual(0.93)
})

test('the later batches are read as labelled', () => {
  const result = score(parseLines(readFileSync(LATER, 'utf8')))
  expect(result.intent, result.misses.join('\n')).toBeGreaterThanOrEqual(0.94)
  expect(result.riskF1, result.misses.join('\n')).toBeGreaterThanOrEqual(0.95)
})

test('the leaked half keeps what it reached', () => {
  const result = score(parseLines(readFileSync(LEAKED, 'utf8')))
  expect(result.intent).toBeGreaterThanOrEqual(0.9)
  expect(result.riskF1).toBeGreaterThanOrEqual(0.83)
})

test('messages never looked at keep what they reached', () => {
  // No list of misses here: whoever reads it has looked.
  const result = score(parseLines(readFileSync(HELD_OUT, 'utf8')))
  expect(result.intent).toBeGreaterThanOrEqual(HELD_OUT_FLOOR.intent)
  expect(result.riskF1).toBeGreaterThanOrEqual(HELD_OUT_FLOOR.riskF1)
})

test('the shared development messages reach the agreed floor', (context) => {
  if (!existsSync(SHARED)) return context.skip('shared/nlu/messages.dev.jsonl is not here')
  const result = score(parseLines(readFileSync(SHARED, 'utf8')))
  expect(result.intent, result.misses.join('\n')).toBeGreaterThanOrEqual(0.95)
  expect(result.riskF1, result.misses.join('\n')).toBeGreaterThanOrEqual(0.92)
})
