/**
 * `npm run learn`: weighs the evidence of the labelled messages and writes `src/core/understanding/weights.json`;
 * with `--check` it only tells whether that file is what the messages give. About ten seconds.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { decode } from '../src/core/understanding/weights.ts'
import { exampleOf, exampleOfLetter, LETTER_SHAPE, MESSAGE_SHAPE } from './examples.ts'
import { readLetters, readMessages } from './messages.ts'
import { train } from './train.ts'
import { written } from './written.ts'

const FILE = new URL('../src/core/understanding/weights.json', import.meta.url)
/** More names than these weigh next to nothing (measured: half a hundredth of micro-F1 for three times as many). */
const MOST_NAMES = 5_000
const MOST_LETTER_NAMES = 3_000
function learn(): string {
  const examples = readMessages().map(exampleOf)
  const messages = written(train(examples, MESSAGE_SHAPE), examples, MOST_NAMES)
  const ofLetters = readLetters().map((row) => exampleOfLetter(row, decode(messages)))
  const letters = written(train(ofLetters, LETTER_SHAPE), ofLetters, MOST_LETTER_NAMES)
  console.log(`${examples.length} messages and ${ofLetters.length} letters`)
  return `${JSON.stringify({ messages, letters })}\n`
}

const file = learn()
if (process.argv.includes('--check')) {
  const same = readFileSync(FILE, 'utf8') === file
  console.log(same ? 'weights.json is what they give' : 'weights.json is old: run npm run learn')
  if (!same) process.exitCode = 1
} else {
  writeFileSync(FILE, file)
  console.log(`${(file.length / 1024).toFixed(0)} KB of weights written`)
}
