import { parseArgs } from 'node:util'
import { expect, it } from 'vitest'
import { wrongOption } from '../src/wrong-option.ts'

const options = { as: { type: 'string' }, apply: { type: 'boolean' } } as const

it.each([
  [['--foo'], '没有 --foo 这个参数。'],
  [['-x'], '没有 -x 这个参数。'],
  [['--as'], '--as 后面要写内容。'],
  [['--as', '--apply'], '--as 后面要写内容。'],
  [['--apply=yes'], '--apply 后面不用写内容。'],
  [['more'], '看不懂这些参数。'],
])('%s', (args, words) => {
  let said = ''
  try {
    parseArgs({ args, options })
  } catch (error) {
    said = wrongOption(error)
  }
  expect(said).toBe(words)
})
