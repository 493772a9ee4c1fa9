import { RISK_TYPES } from '../../contract/terms.ts'
import { cuesOf } from './cues.ts'
import { evidenceOf } from './evidence.ts'
import { isFormal, isLetter } from './letter.ts'
import { evidenceOfLetter } from './letter-verdict.ts'
import { countHan } from './quote.ts'
import { type Reading, read } from './reading.ts'
import type { Understood } from './understood.ts'
import { type Verdict, weigh, weighLetter } from './weigh.ts'

/** Fewer Chinese characters than this are an answer, a name or a greeting, and tell no trouble. */
const LEAST_TOLD = 8
/** Below even the weights themselves hold it for likelier that the message was misread. */
const EVEN = 0.5
/** A letter's difficulty is believed from 0.2 on (letter-verdict.ts): from here on it was nearly. */
const NEARLY_BELIEVED = 0.1

/**
 * Whether the weights themselves are in doubt about a message, so that a second reading may help. Never about what steers,
 * asks, or calls for somebody or for help: `withSuggestion` leaves that as it is. Pure. The message is weighed anew instead of
 * keeping the verdict in `Understood`, which everything carries, for the few messages that need it.
 */
export function isUnsure(understood: Understood, text: string): boolean {
  if (understood.answer !== null || countHan(text) < LEAST_TOLD) return false
  switch (understood.intent) {
    case 'report':
    case 'smalltalk':
      return isDoubtful(understood, read(text))
    case 'question':
    case 'command':
    case 'human':
    case 'emergency':
      return false
  }
}

function isDoubtful(understood: Understood, reading: Reading): boolean {
  if (isLetter(reading)) return isDoubtfulLetter(understood, reading)
  return rightness(weigh(evidenceOf(reading, cuesOf(reading)))) < EVEN
}

/** How likely it is that all of this is right: what it is for, that nobody is in danger, whether a difficulty is told, and which. */
function rightness({ intents, danger, difficulty, risks }: Verdict): number {
  const ofType = 1 - difficulty * (1 - Math.max(...Object.values(risks)))
  return Math.max(...Object.values(intents)) * (1 - danger) * Math.max(difficulty, 1 - difficulty) * ofType
}

/**
 * The weights of messages say little of a letter. Whoever talks at such length, and not as letters do, tells something: then
 * nothing found is a doubt in itself. Else it is one that a difficulty was nearly believed.
 */
function isDoubtfulLetter({ risks }: Understood, reading: Reading): boolean {
  if (risks.length === 0 && !isFormal(reading)) return true
  const chances = weighLetter(evidenceOfLetter(reading, cuesOf(reading)))
  const found = new Set(risks.map(({ type }) => type))
  return RISK_TYPES.some((type) => !found.has(type) && chances[type] >= NEARLY_BELIEVED)
}
