import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseLines, score } from './score.ts'

/** Laid beside the checkout by those who have it; its rows never enter the project. */
const SHARED = new URL('../../../../shared/nlu/messages.dev.jsonl', import.meta.url)
const OWN = new URL('./own-messages.jsonl', import.meta.url)

test('our own sentences are read as labelled', () => {
  const result = score(parseLines(readFileSync(OWN, 'utf8')))
  expect(result.intent, result.misses.join('\n')).toBeGreaterThanOrEqual(0.97)
  expect(result.riskF1, result.misses.join('\n')).toBeGreaterThanOrEqual(0.95)
  expect(result.proxy).toBeGreaterThanOrEqual(0.97)
})

test('the shared development messages reach the agreed floor', (context) => {
  if (!existsSync(SHARED)) return context.skip('shared/nlu/messages.dev.jsonl is not here')
  const result = score(parseLines(readFileSync(SHARED, 'utf8')))
  expect(result.intent, result.misses.join('\n')).toBeGreaterThanOrEqual(0.95)
  expect(result.riskF1, result.misses.join('\n')).toBeGreaterThanOrEqual(0.92)
})
