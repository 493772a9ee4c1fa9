import { RISK_TYPES } from '../../contract/terms.ts'
import learnt from './weights.json' with { type: 'json' }

export const INTENTS = ['report', 'question', 'command', 'human', 'emergency', 'smalltalk'] as const
export const COMMANDS = [
  'progress',
  'correct',
  'back',
  'restart',
  'stop',
  'resume',
  'withdraw',
  'not_content',
  'add',
  'unsubscribe',
  'help',
] as const

/** What a message is judged on, in the order in which its weights are kept: yes-or-no first, then the two choices. */
export const VERDICTS = [
  ...RISK_TYPES,
  'difficulty',
  'proxy',
  'danger',
  ...INTENTS.map((intent) => `intent ${intent}` as const),
  ...COMMANDS.map((command) => `command ${command}` as const),
] as const
export type VerdictName = (typeof VERDICTS)[number]

/** What a letter is judged on: which difficulties of the writer's household it tells. */
export const LETTER_VERDICTS = RISK_TYPES

/** A weight is one printable character: so many steps above or below this one, at most `MOST_STEPS`. */
export const MIDDLE = 'P'.charCodeAt(0)
export const MOST_STEPS = 45

/** Logits without any evidence, and what each piece of evidence adds at strength 1; in the order of the verdicts. */
export interface Weights {
  bias: Float64Array
  of: ReadonlyMap<string, Float64Array>
}

/** As kept in `weights.json`: names parted by line ends, and the levels of each name one after another. */
export interface WrittenWeights {
  step: number
  bias: number[]
  names: string
  levels: string
}

export function decode({ step, bias, names, levels }: WrittenWeights): Weights {
  const width = bias.length
  const of = new Map(
    names.split('\n').map((name, at) => {
      const own = levels.slice(at * width, (at + 1) * width)
      return [name, Float64Array.from(own, (level) => (level.charCodeAt(0) - MIDDLE) * step)] as const
    }),
  )
  return { bias: Float64Array.from(bias), of }
}

/** `weights.json` is written by `npm run learn` from the labelled messages in `learning/`. */
export const MESSAGE_WEIGHTS = decode(learnt.messages)
export const LETTER_WEIGHTS = decode(learnt.letters)
