import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** As the layout takes them. */
export interface Font {
  name: string
  weight: 400 | 700
  style: 'normal'
  data: Buffer
}

export const FONT_NAME = 'Noto Sans SC'
const FOLDER = dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-sc/package.json'))
const COMMON = 'chinese-simplified'

/** The characters that papers are written with, in print and in bold; 3 MB. */
export function commonFonts(): Promise<Font[]> {
  return Promise.all([fontOf(COMMON, FONT_NAME, 400), fontOf(COMMON, FONT_NAME, 700)])
}

/** Slices for rarer characters, such as in the name of a village, by the names of their files. What has none is not among them. */
export async function slicesFor(characters: Iterable<string>): Promise<string[]> {
  const ranges = Object.entries(
    JSON.parse(await readFile(join(FOLDER, 'unicode.json'), 'utf8')) as Record<string, string>,
  )
  const found = [...characters].flatMap((each) => {
    const slice = ranges.find(([, range]) => covers(range, each.codePointAt(0) ?? 0))
    return slice ? [slice[0].replace(/[[\]]/g, '')] : []
  })
  return [...new Set(found)]
}

export function sliceFont(slice: string): Promise<Font> {
  return fontOf(slice, `${FONT_NAME} ${slice}`, 400)
}

async function fontOf(file: string, name: string, weight: 400 | 700): Promise<Font> {
  const data = await readFile(join(FOLDER, 'files', `noto-sans-sc-${file}-${weight}-normal.woff`))
  return { name, weight, style: 'normal', data }
}

/** `U+4e00-4e05,U+4e10` */
function covers(range: string, code: number): boolean {
  return range.split(',').some((part) => {
    const [from = Number.NaN, to = from] = part
      .replace('U+', '')
      .split('-')
      .map((hex) => Number.parseInt(hex, 16))
    return code >= from && code <= to
  })
}
