import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { play } from './golden-file.ts'

const FOLDER = new URL('../../golden/', import.meta.url)
const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.txt'))
  .sort()

test('there are whole conversations enough', () => expect(files.length).toBeGreaterThanOrEqual(85))

test.each(files)('%s', (name) => {
  const file = new URL(name, FOLDER)
  const script = readFileSync(file, 'utf8')
  const played = play(script)
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, played)
  else expect(played).toBe(script)
})
