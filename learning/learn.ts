/**
 * `npm run learn`: weighs the evidence of the labelled messages and writes `src/core/understanding/weights.json`, and from
 * the questions about cards `src/core/card/belief.json` and `foreign.json`; with `--check` it only tells whether those files are what
 * they give. Half a minute.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { decode } from '../src/core/understanding/weights.ts'
import { crossValidated, learnBelief } from './cards/learn-belief.ts'
import { exampleOf, exampleOfLetter, LETTER_SHAPE, MESSAGE_SHAPE } from './examples.ts'
import { readLetters, readMessages } from './messages.ts'
import { train } from './train.ts'
import { written } from './written.ts'

const WEIGHTS = new URL('../src/core/understanding/weights.json', import.meta.url)
const FOREIGN = new URL('../src/core/card/foreign.json', import.meta.url)
const BELIEF = new URL('../src/core/card/belief.json', import.meta.url)
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

const { belief, foreign, asked } = await learnBelief()
console.log(`${asked.length} questions about cards`)
if (!process.argv.includes('--check'))
  console.log(['each quarter judged by what the others teach:', ...crossValidated(asked)].join('\n'))
for (const [url, file] of [
  [WEIGHTS, learn()],
  [BELIEF, belief],
  [FOREIGN, foreign],
] as const) {
  const name = url.pathname.split('/').at(-1)
  if (!process.argv.includes('--check')) {
    writeFileSync(url, file)
    console.log(`${(file.length / 1024).toFixed(1)} KB of ${name} written`)
    continue
  }
  const same = readFileSync(url, 'utf8') === file
  console.log(same ? `${name} is what they give` : `${name} is old: run npm run learn`)
  if (!same) process.exitCode = 1
}
