import { countHan } from './quote.ts'
import type { Understood } from './understood.ts'

/** Fewer Chinese characters than this are an answer, a name or a greeting, and tell no trouble. */
const LEAST_REPORT = 8
const LEAST_SMALLTALK = 10

/**
 * Whether our own rules have read less in the message than its length promises, so that a second reading may help: a
 * report without a trouble that we can name, or small talk too long for one. Never what steers, asks or calls for help.
 */
export function isUnsure(understood: Understood, text: string): boolean {
  if (understood.answer !== null) return false
  switch (understood.intent) {
    case 'report':
      return countHan(text) >= LEAST_REPORT && understood.risks.every(({ type }) => type === 'other')
    case 'smalltalk':
      return countHan(text) >= LEAST_SMALLTALK
    case 'question':
    case 'command':
    case 'human':
    case 'emergency':
      return false
  }
}
