import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { CountyFile } from '../../app/county-file.ts'
import { forTechnicians } from '../../core/words/wrong-input.ts'
import { lineOf } from './line-of.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]
/** Where a field stands: the file and its text. */
type Source = { file: string; text: string }

/** So many faults are said at once; a whole column that is wrong would bury the others. */
const MOST_SAID = 20
const REMEDY = '格式可以照着 demo/440229 写。改好后再运行一次，前面的都没有导入。'

/**
 * Reads a county file: one JSON file, or a folder whose JSON files each hold some of its fields.
 * @throws CountyFileError naming file, line and field of each entry that is wrong, in words for the technician.
 */
export function readCountyFile(path: string): CountyFile {
  const files = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => join(path, name))
    : [path]
  const merged: Record<string, unknown> = {}
  const sources = new Map<PropertyKey, Source>()
  for (const file of files) {
    const text = readFileSync(file, 'utf8')
    for (const [field, value] of Object.entries(readObject(file, text))) {
      const before = sources.get(field)
      if (before) throw new CountyFileError(`${file}：“${field}” 在 ${before.file} 里已经写过，请只留一处。\n${REMEDY}`)
      sources.set(field, { file, text })
      merged[field] = value
    }
  }
  const parsed = CountyFile.safeParse(merged, { error: forTechnicians, reportInput: true })
  if (parsed.success) return parsed.data
  const { issues } = parsed.error
  const said = issues.slice(0, MOST_SAID).flatMap((issue) => faults(issue, sources, path))
  const rest = issues.length > MOST_SAID ? [`还有 ${issues.length - MOST_SAID} 处，改好上面的再看。`] : []
  throw new CountyFileError([...said, ...rest, REMEDY].join('\n'))
}

export class CountyFileError extends Error {
  override name = 'CountyFileError'
}

function readObject(file: string, text: string): object {
  try {
    return z.looseObject({}).parse(JSON.parse(text))
  } catch (error) {
    const why = error instanceof SyntaxError ? syntaxWords(error.message, text) : '最外层要写成 { … }。'
    throw new CountyFileError(`${file}：不是 JSON 对象。${why}\n${REMEDY}`)
  }
}

/** V8 says where, but in characters, and not of a text that ends too soon. */
function syntaxWords(message: string, text: string): string {
  const at = /position (\d+)/.exec(message)?.[1]
  const line = text.slice(0, at === undefined ? text.length : Number(at)).split('\n').length
  return `第 ${line} 行附近有错：看看是不是多了、少了逗号、引号或括号。`
}

function faults(issue: Issue, sources: Map<PropertyKey, Source>, path: string): string[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => place([...issue.path, key], '没有这一项，请删掉或改对名字', sources, path))
  const missing = issue.code === 'invalid_type' && issue.input === undefined
  return [place(issue.path, missing ? '缺这一项，请补上' : issue.message, sources, path)]
}

function place(at: Path, message: string, sources: Map<PropertyKey, Source>, path: string): string {
  const source = at[0] === undefined ? undefined : sources.get(at[0])
  const where = source ? `${source.file} 第 ${lineOf(source.text, at)} 行` : path
  return `${where}，${fieldOf(at)}：${message}。`
}

/** cadres[0].duties[1].region, counted as the file's own reader would: from the first. */
function fieldOf(at: Path): string {
  return at.reduce<string>((sum, part) => {
    if (typeof part === 'number') return `${sum} 第 ${part + 1} 个`
    return sum === '' ? String(part) : `${sum} 的 ${String(part)}`
  }, '')
}
