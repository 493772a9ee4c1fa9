import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { TIMELINES } from './timelines.fixture.ts'

const FOLDER = new URL('../../golden-timelines/', import.meta.url)

test.each(Object.keys(TIMELINES))('%s', (name) => {
  const file = new URL(`${name}.txt`, FOLDER)
  const line = TIMELINES[name]?.()
  if (!line) throw new Error(`no timeline ${name}`)
  expect(line.state.riskRemoved).not.toBeNull()
  expect(line.text()).toContain('  ✗ ')
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, line.text())
  else expect(line.text()).toBe(existsSync(file) ? readFileSync(file, 'utf8') : null)
})

test('no page is left over from a timeline that is gone', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(
    Object.keys(TIMELINES)
      .map((name) => `${name}.txt`)
      .sort(),
  )
})
