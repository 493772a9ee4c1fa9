import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type Document, isNode, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { type PackProblem, problemsOf } from '../../core/policy/problems.ts'

/** What was read, or one line a fault: file, line, what is wrong, what to do. */
export type ReadYaml<T> = { value: T } | { problems: string[] }

/**
 * Reads one file that somebody edits by hand. `check` finds what a schema cannot; `absent` says what should be there.
 */
export async function readYaml<T>(
  file: string,
  schema: z.ZodType<T>,
  { absent = '', check = () => [] }: { absent?: string; check?: (value: T) => PackProblem[] } = {},
): Promise<ReadYaml<T>> {
  const lines = new LineCounter()
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => error)
  if (text instanceof Error) return { problems: [`${file}：读不到这个文件（${text.code}）。${absent}`] }
  const known = knownTexts(schema)
  const before = known.get(text)
  if (before && check(before.value).length === 0) return before
  const document = parseDocument(text, { lineCounter: lines })
  if (document.errors.length > 0)
    return {
      problems: document.errors.map(
        ({ pos, message }) =>
          `${file} 第 ${lines.linePos(pos[0]).line} 行：不是正确的 YAML。请检查缩进、冒号和引号。（${message.split('\n')[0]}）`,
      ),
    }
  const parsed = schema.safeParse(document.toJS(), { reportInput: true })
  const problems = parsed.success ? check(parsed.data) : problemsOf(parsed.error.issues)
  if (parsed.success && problems.length === 0) {
    known.set(text, { value: parsed.data })
    return { value: parsed.data }
  }
  return {
    problems: problems.map(
      (problem) => `${file} 第 ${lineOf(document, lines, problem)} 行：${problem.wrong}。${problem.remedy}。`,
    ),
  }
}

/** More than all jurisdictions have; then the oldest are forgotten. */
const MOST_KNOWN = 2_000
const allKnown = new WeakMap<z.ZodType, Map<string, { value: unknown }>>()

/**
 * What whole files were read as, by their text: taking a file apart is slow, and when policies are read anew, for one that
 * changed, all others are as they were.
 */
function knownTexts<T>(schema: z.ZodType<T>) {
  const known = allKnown.get(schema) ?? new Map<string, { value: unknown }>()
  allKnown.set(schema, known)
  const key = (text: string) => createHash('sha256').update(text).digest('base64')
  return {
    get: (text: string) => known.get(key(text)) as { value: T } | undefined,
    set(text: string, read: { value: T }) {
      const [oldest] = known.keys()
      if (oldest !== undefined && known.size >= MOST_KNOWN) known.delete(oldest)
      known.set(key(text), read)
    },
  }
}

/** The line of a fault, or of the nearest thing around it that is there. */
function lineOf(document: Document, lines: LineCounter, { path }: PackProblem): number {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}
