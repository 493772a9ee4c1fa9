import { TRADITIONAL_PAIRS } from './traditional.ts'

/** Ours go first: figures as banks write them, and 账 as people type it. */
const VARIANTS = '帳账着着壹一贰二貳二叁三肆四伍五陆六陸六柒七捌八玖九拾十佰百仟千〇零嘢嘢'
const TRADITIONAL = VARIANTS + TRADITIONAL_PAIRS

const MAP = new Map<string, string>()
for (let i = 0; i + 1 < TRADITIONAL.length; i += 2) {
  const from = TRADITIONAL[i] as string
  if (!MAP.has(from)) MAP.set(from, TRADITIONAL[i + 1] as string)
}

/** Marks that people type in many widths and that the readers want in one. */
const MARKS: Record<string, string> = { '　': ' ', ' ': ' ', '。': '。', '．': '.', '－': '-', '—': '-', '–': '-' }

function normaliseUnit(unit: string): string {
  const code = unit.charCodeAt(0)
  if (code < 0x20 || code === 0x7f) return unit === '\n' ? '\n' : ' '
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? unit.toLowerCase() : unit
  const mark = MARKS[unit]
  if (mark !== undefined) return mark
  // Full-width ASCII (FF01–FF5E) is ASCII shifted by FEE0.
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase()
  return MAP.get(unit) ?? unit
}

/**
 * One writing for the many ways of writing: half-width, lower-case, simplified, control characters as spaces.
 * Dialect words stay (冇 is a cue of its own). The result has the same UTF-16 length as `text`, character for character.
 */
export function normalise(text: string): string {
  let out = ''
  for (let i = 0; i < text.length; i++) out += normaliseUnit(text.charAt(i))
  return out
}
