import { readFile } from 'node:fs/promises'
import { type Document, type ErrorCode, isNode, LineCounter, parseDocument } from 'yaml'
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
  if (text instanceof Error)
    return {
      problems: [`${file}：读不到这个文件（${UNREAD[text.code ?? ''] ?? '磁盘出错'}，${text.code}）。${absent}`],
    }
  const document = parseDocument(text, { lineCounter: lines })
  if (document.errors.length > 0)
    return {
      problems: document.errors.map(
        ({ pos, code }) =>
          `${file} 第 ${lines.linePos(pos[0]).line} 行：不是正确的 YAML：${FAULTS[code] ?? '写法不对'}。请检查缩进、冒号和引号。`,
      ),
    }
  const parsed = schema.safeParse(document.toJS(), { reportInput: true })
  const problems = parsed.success ? check(parsed.data) : problemsOf(parsed.error.issues)
  if (parsed.success && problems.length === 0) return { value: parsed.data }
  return {
    problems: problems.map(
      (problem) => `${file} 第 ${lineOf(document, lines, problem)} 行：${problem.wrong}。${problem.remedy}。`,
    ),
  }
}

const UNREAD: Record<string, string> = { ENOENT: '没有这个文件', EACCES: '没有权限', EISDIR: '是一个目录' }

/** The parser says it in English. */
const FAULTS: Partial<Record<ErrorCode, string>> = {
  ALIAS_PROPS: '“*”后面不能再写别的',
  BAD_ALIAS: '“*”开头的内容要加引号',
  BAD_DQ_ESCAPE: '双引号里的反斜杠要写两个，或者改用单引号',
  BAD_INDENT: '缩进没有对齐',
  BAD_SCALAR_START: '这个符号开头的内容要加引号',
  BLOCK_AS_IMPLICIT_KEY: '一行里有两个冒号，或者上一行少了引号',
  BLOCK_IN_FLOW: '方括号或花括号里不能换行缩进着写',
  DUPLICATE_KEY: '同一个名字写了两次，请删掉一个',
  KEY_OVER_1024_CHARS: '名字太长，可能少了冒号',
  MISSING_CHAR: '少了一个符号，如引号、括号、冒号或逗号',
  MULTILINE_IMPLICIT_KEY: '名字分成了两行，可能少了引号或冒号',
  MULTIPLE_DOCS: '一个文件里不能用“---”分成几段',
  TAB_AS_INDENT: '缩进用了制表符，请换成空格',
  UNEXPECTED_TOKEN: '有一个不该在这里的符号',
}

/** The line of a fault, or of the nearest thing around it that is there. */
function lineOf(document: Document, lines: LineCounter, { path }: PackProblem): number {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}
