/** Blanks in front and particles or marks behind are no further words; more than this is. */
const MOST_AROUND = 6
const PARTICLES = /^[吧啊呢的了啦,.。!\s左右多]*$/

/** True where [start, end) is all that the message says: a bare answer to the open question. Constant time. */
export function isWholeMessage(text: string, start: number, end: number): boolean {
  if (start > MOST_AROUND || text.length - end > MOST_AROUND) return false
  return text.slice(0, start).trim() === '' && PARTICLES.test(text.slice(end))
}
