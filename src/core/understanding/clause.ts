import type { Span } from './understood.ts'

/** The smallest piece that says one thing: what is denied, feared or somebody else's is so within its clause. */
export interface Clause extends Span {
  index: number
  /** Ends with a question mark. */
  asks: boolean
}

const BREAKS = ',.，。!！?？;；:：\n~…、|/'
/** Words that turn the talk around; a new clause starts before them although no mark is written. */
const TURNS = ['但是', '可是', '不过', '结果', '现在', '所以', '只是', '就是说', '然后']

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9'
}

/** A dot or comma between digits (6.8万, 1,200元) belongs to the number. */
function breaks(text: string, at: number): boolean {
  const char = text.charAt(at)
  if (char === ' ') return !isAsciiWord(text[at - 1]) || !isAsciiWord(text[at + 1])
  if (!BREAKS.includes(char)) return false
  if ((char === '.' || char === ',' || char === ':' || char === '/') && isDigit(text[at + 1]))
    return !isDigit(text[at - 1])
  return true
}

function isAsciiWord(char: string | undefined): boolean {
  return char !== undefined && ((char >= '0' && char <= '9') || (char >= 'a' && char <= 'z'))
}

/**
 * Splits a normalised message at its marks, at blanks and before turning words.
 * Every clause is non-empty; their spans are in order and do not overlap.
 */
export function splitClauses(text: string): Clause[] {
  const clauses: Clause[] = []
  let start = 0
  const close = (end: number, asks: boolean): void => {
    const last = clauses.at(-1)
    if (end > start) clauses.push({ start, end, index: clauses.length, asks })
    else if (asks && last !== undefined) last.asks = true
  }
  for (let i = 0; i < text.length; i++) {
    if (breaks(text, i)) {
      close(i, text[i] === '?' || text[i] === '？')
      start = i + 1
    } else if (i > start && TURNS.some((turn) => text.startsWith(turn, i))) {
      close(i, false)
      start = i
    }
  }
  close(text.length, false)
  return clauses
}
