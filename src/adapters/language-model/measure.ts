import { Counter, Histogram, Registry } from 'prom-client'
import { OUTCOMES, type Told } from './open-language-model.ts'

/** Up to the time limit of a question. */
const SECONDS = [0.05, 0.1, 0.2, 0.5, 1, 1.5, 2, 2.5, 3, 4]

/** What became of the questions, for Prometheus. */
export function measureLanguageModel(): { registry: Registry; count: (told: Told) => void } {
  const registry = new Registry()
  const registers = [registry]
  const questions = new Counter({
    name: 'mingbai_language_model_total',
    help: 'Messages for which the language model was wanted, by what became of it.',
    labelNames: ['outcome'],
    registers,
  })
  const seconds = new Histogram({
    name: 'mingbai_language_model_seconds',
    help: 'From asking the language model to its outcome, where it was asked.',
    buckets: SECONDS,
    registers,
  })
  for (const outcome of OUTCOMES) questions.inc({ outcome }, 0)
  return {
    registry,
    count({ outcome, ms }) {
      questions.inc({ outcome })
      if (outcome !== 'open' && outcome !== 'busy' && outcome !== 'given_up') seconds.observe(ms / 1_000)
    },
  }
}
