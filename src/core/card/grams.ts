import { familiesIn } from './sayings.ts'

/**
 * What a text is found by: pairs of neighbouring Chinese characters, whole Latin words and whole numbers. A pair is as good
 * as a segmenter's word (measured on public questions) and needs no dictionary. A number each, because a map of
 * numbers is several times faster than one of two-letter strings.
 */
export type Gram = number

const FIRST_HAN = 0x3400
const LAST_HAN = 0x9fff
/** So many characters, and one more for "nothing follows". */
export const HAN = LAST_HAN - FIRST_HAN + 1
const SECOND = HAN + 1
const PAIRS = HAN * SECOND
/** Numbers of one or two digits come next, then the families of sayings. */
const SMALL_NUMBERS = 100
const FAMILIES = 1_000
const WORDS = PAIRS + SMALL_NUMBERS + FAMILIES
/** Other words and numbers are hashed into what is left below 2³⁰, beyond which a number costs more. */
const REST = 2 ** 30 - WORDS

const isHan = (code: number): boolean => code >= FIRST_HAN && code <= LAST_HAN
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39
const isLatin = (code: number): boolean => code >= 0x61 && code <= 0x7a

/** Its characters, two of a pair or one alone; null for all other grams. */
export function writtenOf(gram: Gram): string | null {
  if (gram >= PAIRS) return null
  const written = (at: number): string => (at === HAN ? '' : String.fromCharCode(at + FIRST_HAN))
  return written(firstOf(gram)) + written(secondOf(gram))
}

/** The gram of one or two Chinese characters. */
export const gramOf = (written: string): Gram => gramsOf(written)[0] ?? -1

export const isPair = (gram: Gram): boolean => gram < PAIRS && gram % SECOND !== HAN
export const firstOf = (gram: Gram): number => Math.floor(gram / SECOND)
export const secondOf = (gram: Gram): number => gram % SECOND
/** A number of one or two digits stands everywhere and says little. */
export const isSmallNumber = (gram: Gram): boolean => gram >= PAIRS && gram < PAIRS + SMALL_NUMBERS

function wordGram(word: string): Gram {
  const number = word.length <= 2 && isDigit(word.charCodeAt(0)) ? Number(word) : Number.NaN
  if (!Number.isNaN(number)) return PAIRS + number
  let hash = 0x811c9dc5
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193)
  return WORDS + ((hash >>> 0) % REST)
}

/** Where a run of such characters ends; a point between digits belongs to the number. */
function endOfRun(text: string, from: number, belongs: (code: number) => boolean): number {
  let end = from + 1
  while (end < text.length && belongs(text.charCodeAt(end))) end++
  const point = text[end] === '.' && isDigit(text.charCodeAt(from)) && isDigit(text.charCodeAt(end + 1))
  return point ? endOfRun(text, end, isDigit) : end
}

function pushPairs(text: string, from: number, end: number, grams: Gram[]): void {
  const at = (index: number): number => text.charCodeAt(index) - FIRST_HAN
  if (end - from === 1) grams.push(at(from) * SECOND + HAN)
  for (let i = from; i + 1 < end; i++) grams.push(at(i) * SECOND + at(i + 1))
}

/** In order, with repetitions. `text` is normalised. */
export function gramsOf(text: string): Gram[] {
  const grams: Gram[] = []
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at)
    const kind = [isHan, isDigit, isLatin].find((belongs) => belongs(code))
    if (kind === undefined) {
      at++
      continue
    }
    const end = endOfRun(text, at, kind)
    if (kind === isHan) pushPairs(text, at, end, grams)
    else grams.push(wordGram(text.slice(at, end)))
    at = end
  }
  return grams
}

/** Its Chinese characters one by one: what a short question is found by. `text` is normalised. */
export function charactersOf(text: string): Gram[] {
  const grams: Gram[] = []
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (isHan(code)) grams.push((code - FIRST_HAN) * SECOND + HAN)
  }
  return grams
}

/** What it says, whatever the words. `text` is normalised. */
export const sayingsOf = (text: string): Gram[] => familiesIn(text).map((family) => PAIRS + SMALL_NUMBERS + family)
