import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { understand } from '../../../src/core/understanding/understand.ts'

const rows = readFileSync(new URL('./emergencies.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as { text: string; emergency: boolean })

describe('life or limb now, and what only sounds like it', () => {
  test.each(rows)('$text: $emergency', ({ text, emergency }) => {
    const { intent, urgency } = understand(text)
    expect(intent === 'emergency').toBe(emergency)
    expect(urgency === 'emergency').toBe(emergency)
  })
})
