import { exampleOf, MESSAGE_SHAPE } from '../learning/examples.ts'
import type { Labelled } from '../learning/messages.ts'
import { train } from '../learning/train.ts'
import { written } from '../learning/written.ts'
import { cuesOf } from '../src/core/understanding/cues.ts'
import { evidenceOf } from '../src/core/understanding/evidence.ts'
import { judge } from '../src/core/understanding/judge.ts'
import { read } from '../src/core/understanding/reading.ts'
import { weigh } from '../src/core/understanding/weigh.ts'
import { decode } from '../src/core/understanding/weights.ts'
import type { Reader } from './understanding-score.ts'

const FOLDS = 4
const NAMES = 5_000

/** Reads each labelled message with weights learnt from the other three quarters. About half a minute. */
export function crossValidated(rows: readonly Labelled[]): Reader {
  const folds = Array.from({ length: FOLDS }, (_, fold) => {
    const examples = rows.filter((_, at) => at % FOLDS !== fold).map(exampleOf)
    return decode(written(train(examples, MESSAGE_SHAPE), examples, NAMES))
  })
  const foldOf = new Map(rows.map(({ text }, at) => [text, at % FOLDS]))
  return (text) => {
    const weights = folds[foldOf.get(text) ?? 0]
    const reading = read(text)
    const cues = cuesOf(reading)
    const { intent, risks } = judge(reading, cues, weigh(evidenceOf(reading, cues), weights))
    return { intent, risks: risks.map((risk) => risk.type) }
  }
}
