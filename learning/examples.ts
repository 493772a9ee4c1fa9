import { RISK_TYPES } from '../src/contract/terms.ts'
import { cuesOf } from '../src/core/understanding/cues.ts'
import { evidenceOf } from '../src/core/understanding/evidence.ts'
import { evidenceOfLetter } from '../src/core/understanding/letter-verdict.ts'
import { read } from '../src/core/understanding/reading.ts'
import { COMMANDS, INTENTS, LETTER_VERDICTS, VERDICTS, type Weights } from '../src/core/understanding/weights.ts'
import type { Labelled, LabelledLetter } from './messages.ts'
import type { Example, Shape } from './train.ts'

/** Of a message it is judged on its own what it tells; it has one intent, and a command is one of them. */
export const MESSAGE_SHAPE: Shape = {
  yesNo: VERDICTS.length - INTENTS.length - COMMANDS.length,
  choices: [INTENTS.length, COMMANDS.length],
}
export const LETTER_SHAPE: Shape = { yesNo: LETTER_VERDICTS.length, choices: [] }

const is = (condition: boolean): number => (condition ? 1 : 0)

export function exampleOf(row: Labelled): Example {
  const reading = read(row.text)
  return {
    evidence: evidenceOf(reading, cuesOf(reading)),
    wanted: [
      ...RISK_TYPES.map((type) => is(row.risks.includes(type))),
      is(row.risks.length > 0),
      is(row.proxy ?? false),
      is(row.intent === 'emergency'),
      ...INTENTS.map((intent) => is(row.intent === intent)),
      // Only a command says which one it is.
      ...COMMANDS.map((command) => (row.command === undefined ? Number.NaN : is(row.command === command))),
    ],
  }
}

/** Letters lean on what their passages say as messages. */
export function exampleOfLetter(row: LabelledLetter, messageWeights: Weights): Example {
  const reading = read(`${row.title}\n${row.text}`)
  return {
    evidence: evidenceOfLetter(reading, cuesOf(reading), messageWeights),
    wanted: LETTER_VERDICTS.map((type) => is(row.risks.includes(type))),
  }
}
