/**
 * A font with all Chinese characters, for a browser that has none. Packages bring it cut into a hundred pieces for web pages; a page that
 * fetches thirty of them works longer on its letters than on everything else, so here they are put together again, once per run.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { inflateSync } from 'node:zlib'

const PIECES = join(dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-sc/400.css')), 'files')
const WEIGHTS = [400, 700]

type Tables = Record<string, Buffer>
interface Glyph {
  outline: Buffer
  /** Its advance and its left bearing, as they stand in `hmtx`. */
  metrics: Buffer
}

/** Writes the font into `folder`. @returns the file that names it to a browser, for FONTCONFIG_FILE. */
export async function chineseFont(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const names = (await readdir(PIECES)).sort()
  for (const weight of WEIGHTS) {
    const some = names.filter((name) => name.endsWith(`-${weight}-normal.woff`))
    const pieces = await Promise.all(some.map(async (name) => tablesOf(await readFile(join(PIECES, name)))))
    await writeFile(join(folder, `noto-sans-sc-${weight}.ttf`), joined(pieces))
  }
  const file = join(folder, 'fonts.conf')
  const generic = ['sans-serif', 'serif', 'monospace', 'system-ui']
    .map(
      (family) =>
        `<alias binding="same"><family>${family}</family><prefer><family>Noto Sans SC</family></prefer></alias>`,
    )
    .join('\n')
  await writeFile(
    file,
    `<?xml version="1.0"?>\n<fontconfig>\n<dir>${folder}</dir>\n<cachedir>${folder}/cache</cachedir>\n${generic}\n</fontconfig>\n`,
  )
  return file
}

/** A WOFF file is a list of tables, each packed by itself. */
function tablesOf(woff: Buffer): Tables {
  const tables: Tables = {}
  for (let at = 44; at < 44 + 20 * woff.readUInt16BE(12); at += 20) {
    const [offset, packed, length] = [4, 8, 12].map((more) => woff.readUInt32BE(at + more)) as [number, number, number]
    const bytes = woff.subarray(offset, offset + packed)
    tables[woff.toString('latin1', at, at + 4)] = packed < length ? inflateSync(bytes) : bytes
  }
  return tables
}

function table(tables: Tables, tag: string): Buffer {
  const found = tables[tag]
  if (!found) throw new Error(`a piece of the font has no ${tag}`)
  return found
}

/** Which glyph draws which character. */
function charactersOf(cmap: Buffer): Map<number, number> {
  const formats = new Map<number, Buffer>()
  for (let at = 4; at < 4 + 8 * cmap.readUInt16BE(2); at += 8) {
    const one = cmap.subarray(cmap.readUInt32BE(at + 4))
    formats.set(one.readUInt16BE(0), one)
  }
  const [wide, narrow] = [formats.get(12), formats.get(4)]
  const found = new Map<number, number>()
  if (wide)
    for (let at = 16; at < 16 + 12 * wide.readUInt32BE(12); at += 12)
      for (let code = wide.readUInt32BE(at); code <= wide.readUInt32BE(at + 4); code++)
        found.set(code, wide.readUInt32BE(at + 8) + code - wide.readUInt32BE(at))
  else if (narrow) readNarrow(narrow, found)
  return found
}

function readNarrow(narrow: Buffer, found: Map<number, number>): void {
  const doubled = narrow.readUInt16BE(6)
  for (let at = 14; at < 14 + doubled; at += 2) {
    const [last, first, delta, range] = [0, doubled + 2, 2 * doubled + 2, 3 * doubled + 2].map((more) =>
      narrow.readUInt16BE(at + more),
    ) as [number, number, number, number]
    for (let code = first; code <= last && code < 0xffff; code++) {
      const listed = range === 0 ? code : narrow.readUInt16BE(at + 3 * doubled + 2 + range + 2 * (code - first))
      if (listed !== 0) found.set(code, (listed + delta) & 0xffff)
    }
  }
}

function glyphOf(tables: Tables, index: number): Glyph {
  const [head, loca, hmtx, hhea] = ['head', 'loca', 'hmtx', 'hhea'].map((tag) => table(tables, tag)) as [
    Buffer,
    Buffer,
    Buffer,
    Buffer,
  ]
  const place = (at: number) => (head.readInt16BE(50) === 0 ? 2 * loca.readUInt16BE(2 * at) : loca.readUInt32BE(4 * at))
  const widths = hhea.readUInt16BE(34)
  const advance = hmtx.subarray(4 * Math.min(index, widths - 1)).subarray(0, 2)
  const bearing =
    index < widths
      ? hmtx.subarray(4 * index + 2, 4 * index + 4)
      : hmtx.subarray(4 * widths + 2 * (index - widths)).subarray(0, 2)
  return {
    outline: table(tables, 'glyf').subarray(place(index), place(index + 1)),
    metrics: Buffer.concat([advance, bearing]),
  }
}

/** What draws each character, from the first piece that has it; what only decorates is left out. */
function joined(pieces: Tables[]): Buffer {
  const [first] = pieces
  if (!first) throw new Error('the package of the font has other names now')
  const glyphs = [glyphOf(first, 0)]
  const characters = new Map<number, number>()
  for (const piece of pieces)
    for (const [code, index] of charactersOf(table(piece, 'cmap')))
      if (!characters.has(code)) characters.set(code, glyphs.push(glyphOf(piece, index)) - 1)
  const [head, hhea, maxp] = ['head', 'hhea', 'maxp'].map((tag) => Buffer.from(table(first, tag))) as [
    Buffer,
    Buffer,
    Buffer,
  ]
  head.writeUInt32BE(0, 8)
  head.writeInt16BE(1, 50)
  hhea.writeUInt16BE(glyphs.length, 34)
  maxp.writeUInt16BE(glyphs.length, 4)
  const loca = Buffer.alloc(4 * (glyphs.length + 1))
  let end = 0
  for (const [at, { outline }] of glyphs.entries()) {
    end += outline.length
    loca.writeUInt32BE(end, 4 * (at + 1))
  }
  return fontOf({
    'OS/2': table(first, 'OS/2'),
    cmap: cmapOf(characters),
    glyf: Buffer.concat(glyphs.map(({ outline }) => outline)),
    head,
    hhea,
    hmtx: Buffer.concat(glyphs.map(({ metrics }) => metrics)),
    loca,
    maxp,
    name: table(first, 'name'),
    post: table(first, 'post'),
  })
}

/** One group for each character: the order of the glyphs is that of the pieces. */
function cmapOf(characters: Map<number, number>): Buffer {
  const sorted = [...characters].sort(([a], [b]) => a - b)
  const cmap = Buffer.alloc(28 + 12 * sorted.length)
  cmap.writeUInt16BE(1, 2)
  // For Unicode in full, right behind this head.
  for (const [value, at] of [
    [3, 4],
    [10, 6],
    [12, 12],
  ] as const)
    cmap.writeUInt16BE(value, at)
  for (const [value, at] of [
    [12, 8],
    [cmap.length - 12, 16],
    [sorted.length, 24],
  ] as const)
    cmap.writeUInt32BE(value, at)
  for (const [at, [code, glyph]] of sorted.entries())
    for (const [more, value] of [code, code, glyph].entries()) cmap.writeUInt32BE(value, 28 + 12 * at + 4 * more)
  return cmap
}

function fontOf(tables: Tables): Buffer {
  const entries = Object.entries(tables)
  const header = Buffer.alloc(12 + 16 * entries.length)
  header.writeUInt32BE(0x00010000, 0)
  header.writeUInt16BE(entries.length, 4)
  const parts = [header]
  let offset = header.length
  for (const [at, [tag, bytes]] of entries.entries()) {
    header.write(tag, 12 + 16 * at, 'latin1')
    header.writeUInt32BE(offset, 12 + 16 * at + 8)
    header.writeUInt32BE(bytes.length, 12 + 16 * at + 12)
    const padded = Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)])
    parts.push(padded)
    offset += padded.length
  }
  return Buffer.concat(parts)
}
