/** A number as people say it: 三万二, 十几万, 1万5, 四五千, 百把, 6.8万, 3w. */
export interface Numeral {
  lo: number
  hi: number
  bound: 'exact' | 'gt' | 'around' | 'range'
  start: number
  end: number
  /** The largest scale word spoken (万 → 10000), 1 where there is none. */
  scale: number
  /** Written in figures only, without a scale word. */
  figures: boolean
}

const DIGITS: Record<string, number> = {
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  俩: 2,
  三: 3,
  仨: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
/** 廿七 and 卅 are tens of their own. */
const TENS: Record<string, number> = { 廿: 20, 卅: 30 }
const SCALES: Record<string, number> = { 十: 10, 百: 100, 千: 1000, k: 1000, 万: 1e4, w: 1e4, 亿: 1e8 }
const VAGUE = '几数'
/** What may follow 来 and 把 where they mean "about": 三千来块, 百把斤 (not 花了三万把房修好). */
const AFTER_ABOUT = '块元钱圆蚊万千百亿个天年岁人斤亩只头里口户吨'

function isFigure(char: string): boolean {
  return char >= '0' && char <= '9'
}

function scaleAt(text: string, at: number): number | undefined {
  const char = text.charAt(at)
  const next = text.charAt(at + 1)
  // "w" and "k" stand for a scale only where no latin word goes on (wifi, km).
  if ((char === 'w' || char === 'k') && next >= 'a' && next <= 'z') return undefined
  return SCALES[char]
}

interface Coefficient {
  lo: number
  hi: number
  end: number
  figures: boolean
}

function groupsOfThree(text: string, comma: number): boolean {
  for (let i = 1; i <= 3; i++) if (!isFigure(text.charAt(comma + i))) return false
  return !isFigure(text.charAt(comma + 4))
}

/** Figures with grouping commas and one decimal point: 1,200 or 6.8. */
function figuresAt(text: string, at: number): Coefficient | null {
  let end = at
  let digits = ''
  for (; end - at < 24; end++) {
    const char = text.charAt(end)
    if (isFigure(char)) digits += char
    else if (char === '.' && digits !== '' && !digits.includes('.') && isFigure(text.charAt(end + 1))) digits += '.'
    else if (char === ',' && digits !== '' && digits.length <= 9 && groupsOfThree(text, end)) continue
    else break
  }
  if (digits === '') return null
  const value = Number(digits)
  return { lo: value, hi: value, end, figures: true }
}

/** One digit, two neighbouring digits (四五 → 4…5, 三五 → 3…5) or 几 (1…9). */
function coefficientAt(text: string, at: number): Coefficient | null {
  const char = text.charAt(at)
  if (char === '') return null
  const figures = figuresAt(text, at)
  if (figures !== null) return figures
  // 几多 asks.
  if (VAGUE.includes(char) && text.charAt(at + 1) !== '多') return { lo: 1, hi: 9, end: at + 1, figures: false }
  const first = DIGITS[char]
  if (first === undefined) return null
  const gap = text.charAt(at + 1) === '、' ? 2 : 1
  const second = DIGITS[text.charAt(at + gap)]
  const neighbours = second !== undefined && first > 0 && second > first && second - first <= 2
  // 一、二千 is a range, but 一、 may also number a list: there a scale must follow.
  if (neighbours && (gap === 1 || scaleAt(text, at + 3) !== undefined))
    return { lo: first, hi: second, end: at + gap + 1, figures: false }
  return { lo: first, hi: first, end: at + 1, figures: false }
}

/** The sum so far: `high` counts whole 万 and 亿, `low` what is said since. */
interface Sum {
  highLo: number
  highHi: number
  lowLo: number
  lowHi: number
  lastScale: number
  largeScale: number
  topScale: number
  more: boolean
  about: boolean
}

/** True where a scale of this size can still follow: 两万三万 are two numbers, 三百万 and 三万二千 are one. */
function accepts(sum: Sum, scale: number): boolean {
  if (scale >= 1e4) return sum.largeScale === 0 || scale < sum.largeScale
  return sum.lastScale === 0 || sum.lastScale >= 1e4 || scale < sum.lastScale
}

function addScaled(sum: Sum, lo: number, hi: number, scale: number): void {
  if (scale >= 1e4) {
    sum.highLo += (sum.lowLo + lo || 1) * scale
    sum.highHi += (sum.lowHi + hi || 1) * scale
    sum.lowLo = 0
    sum.lowHi = 0
    sum.largeScale = scale
  } else {
    sum.lowLo += (lo || 1) * scale
    sum.lowHi += (hi || 1) * scale
  }
  sum.lastScale = scale
  sum.topScale = Math.max(sum.topScale, scale)
}

/** Steps over 多/余 (more) and 来/把 (about). */
function skipVagueness(text: string, at: number, sum: Sum): number {
  const char = text.charAt(at)
  const next = text.charAt(at + 1)
  if (char === '多' || char === '余' || (char === '几' && '蚊块元 岁,，。'.includes(next || ' '))) sum.more = true
  else if ((char === '来' || char === '把') && next !== '' && AFTER_ABOUT.includes(next)) sum.about = true
  else return at
  return at + 1
}

/** A number may begin with its scale where that means one of it: 十, 百把, 千多, 上万, 百万. Returns the offset behind. */
function readLeadingScale(text: string, at: number, sum: Sum): number {
  const tens = TENS[text.charAt(at)]
  if (tens !== undefined) {
    addScaled(sum, tens / 10, tens / 10, 10)
    return skipVagueness(text, at + 1, sum)
  }
  const scale = scaleAt(text, at)
  if (scale === undefined || 'wk'.includes(text.charAt(at))) return at
  // 上万, and Cantonese 成万蚊: up to or nearly so much.
  const before = text.charAt(at - 1)
  const afterUp = before === '上' || (before === '成' && scale >= 100)
  const probe: Sum = { ...sum }
  const vague = skipVagueness(text, at + 1, probe) > at + 1
  const million = scale === 100 && scaleAt(text, at + 1) === 1e4
  // 千二, 万五: said short for 一千二, 一万五 (but 万一 means "in case").
  const short = scale >= 100 && (DIGITS[text.charAt(at + 1)] ?? 0) >= 2 && scaleAt(text, at + 2) === undefined
  if (scale !== 10 && !vague && !afterUp && !million && !short) return at
  addScaled(sum, 1, 1, scale)
  if (afterUp && before === '上') sum.more = true
  else if (afterUp) sum.about = true
  return skipVagueness(text, at + 1, sum)
}

/** 三千一共打了四针, 两千一月: the 一 behind the sum belongs to another word. */
function beginsAnother(text: string, at: number): boolean {
  return (
    text.charAt(at) === '一' && '共起直样些般旦并定月年天日次回斤亩支针盒瓶头只个'.includes(text.charAt(at + 1) || ' ')
  )
}

function tidy(value: number): number {
  return Math.round(value * 1e4) / 1e4
}

/**
 * Reads the number that starts at `at` of a normalised text, or null where none starts there.
 * `lo` and `hi` differ for 四五千, 十几万 and 几千; 八万多 keeps 80000 with bound `gt`. Linear in the number's length.
 */
export function numeralAt(text: string, at: number): Numeral | null {
  const sum: Sum = {
    highLo: 0,
    highHi: 0,
    lowLo: 0,
    lowHi: 0,
    lastScale: 0,
    largeScale: 0,
    topScale: 1,
    more: false,
    about: false,
  }
  let i = readLeadingScale(text, at, sum)
  let figures = i === at
  let afterZero = false
  for (let parts = 0; parts < 16; parts++) {
    const coefficient = coefficientAt(text, i)
    if (coefficient === null) {
      const scale = scaleAt(text, i)
      if (scale === undefined || sum.lastScale === 0 || sum.lastScale >= 1e4 || scale < 1e4 || !accepts(sum, scale))
        break
      addScaled(sum, 0, 0, scale)
      i = skipVagueness(text, i + 1, sum)
      continue
    }
    if (coefficient.hi === 0 && sum.lastScale > 0) {
      afterZero = true
      i = coefficient.end
      continue
    }
    const behind = skipVagueness(text, coefficient.end, sum)
    const scale = scaleAt(text, behind)
    // 几千几万 are two numbers; a digit joins hundreds and thousands below 万 only with a zero or a scale of its own.
    const apart = scale !== undefined && scale >= 1e4 && sum.lastScale >= 100 && sum.lastScale < 1e4 && !afterZero
    if (apart) break
    if (scale !== undefined && accepts(sum, scale)) {
      addScaled(sum, coefficient.lo, coefficient.hi, scale)
      i = skipVagueness(text, behind + 1, sum)
      figures = false
      afterZero = false
      continue
    }
    if (scale !== undefined && sum.lastScale > 0) break
    if (sum.lastScale >= 100 && beginsAnother(text, i)) break
    // The tail without a scale takes the next smaller one, unless a zero was said: 三万二 → 2000, 一百零五 → 5.
    const exactTail = afterZero || sum.lastScale <= 10 || (coefficient.figures && coefficient.lo >= 10)
    const step = exactTail ? 1 : sum.lastScale / 10
    sum.lowLo += coefficient.lo * step
    sum.lowHi += coefficient.hi * step
    if (!coefficient.figures || sum.lastScale > 0) figures = false
    sum.lastScale ||= 1
    i = behind
    break
  }
  if (sum.lastScale === 0) return null
  // 16.4 × 亿 leaves a fraction of a ten-millionth behind.
  const lo = tidy(sum.highLo + sum.lowLo)
  const hi = tidy(sum.highHi + sum.lowHi)
  const bound = lo !== hi ? 'range' : sum.more ? 'gt' : sum.about ? 'around' : 'exact'
  return { lo, hi, bound, start: at, end: i, scale: sum.topScale, figures }
}

const BEGINNINGS = new Set([
  ...Object.keys(DIGITS),
  ...Object.keys(TENS),
  ...Object.keys(SCALES).filter((scale) => scale !== 'w' && scale !== 'k'),
  ...VAGUE,
])

/** True where `char` can begin a number; readers use it to step over the rest of a text. */
export function canBeginNumeral(char: string): boolean {
  return isFigure(char) || BEGINNINGS.has(char)
}

/** Every number of a normalised text, left to right, none within another. Linear. */
export function findNumerals(text: string): Numeral[] {
  const numerals: Numeral[] = []
  for (let i = 0; i < text.length; i++) {
    if (!canBeginNumeral(text.charAt(i))) continue
    const numeral = numeralAt(text, i)
    if (numeral === null) continue
    numerals.push(numeral)
    i = numeral.end - 1
  }
  return numerals
}
