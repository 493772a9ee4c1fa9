import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import { LedgerLine, type LineFault, type Numbered } from '../../app/ledger-line.ts'
import { FieldName } from '../../core/ledger/fields.ts'
import { forTechnicians } from '../../core/words/wrong-input.ts'
import { readCsv } from './csv.ts'

/** What a column of a table may also be called. */
const COLUMNS: Record<string, string> = {
  内容: 'what',
  村代码: 'village',
  户主: 'head',
  户编号: 'household',
  姓名: 'name',
  关系: 'relation',
  出生: 'born',
  身份证号: 'identityNumber',
  成员: 'member',
  项目: 'field',
  数值: 'value',
  时段: 'period',
  日期: 'day',
  类别: 'kind',
  开始月份: 'from',
  结束月份: 'to',
  金额: 'yuan',
  说明: 'words',
}
const CELLS: Record<string, Record<string, string>> = {
  what: { 成员: 'member', 情况: 'fact', 收支: 'money' },
  kind: {
    经营性收入: 'business',
    工资性收入: 'wage',
    财产性收入: 'property',
    转移性收入: 'transfer',
    生产经营支出: 'production',
    刚性支出: 'rigid',
  },
}

/**
 * Reads a list for the ledgers: JSON lines, or a table with a head of column names when the file is called `.csv`.
 * @returns what could be read, and what is wrong with the other lines, by line number from 1. @throws where there is no such file
 */
export function readLedgerFile(path: string): { lines: Numbered[]; faults: LineFault[] } {
  const text = readFileSync(path, 'utf8').replace(/^\ufeff/, '')
  const table = path.toLowerCase().endsWith('.csv')
  const raw = table ? fromTable(text) : fromJsonLines(text)
  const lines: Numbered[] = []
  const faults: LineFault[] = []
  for (const { line, value } of raw) {
    const parsed = LedgerLine.safeParse(value, { error: table ? forTables : forTechnicians })
    if (parsed.success) lines.push({ line, entry: parsed.data })
    else faults.push({ line, wrong: value === null ? '不是 JSON。请检查引号和逗号。' : faultOf(parsed.error) })
  }
  return { lines, faults }
}

/** Whoever fills in a table writes its words and not the codes behind them. */
const forTables: typeof forTechnicians = (issue) => {
  const cells = CELLS[String(issue.path?.at(-1))]
  const wrong = issue.code === 'invalid_value' || issue.code === 'invalid_union'
  return cells && wrong ? `只能写其中一个：${Object.keys(cells).join('、')}` : forTechnicians(issue)
}

function faultOf(error: z.ZodError): string {
  const all = error.issues.map(({ path, message }) => (path.length > 0 ? `“${path.join('.')}” ${message}` : message))
  return `${all.join('；')}。请照 demo/README.md 的格式改正。`
}

function fromJsonLines(text: string): { line: number; value: unknown }[] {
  return text
    .split(/\r?\n/)
    .map((words, at) => ({ line: at + 1, words }))
    .filter(({ words }) => words.trim() !== '')
    .map(({ line, words }) => {
      try {
        return { line, value: JSON.parse(words) as unknown }
      } catch {
        return { line, value: null }
      }
    })
}

/** Empty cells are as good as left out. */
function fromTable(text: string): { line: number; value: unknown }[] {
  const [head, ...rows] = readCsv(text)
  const columns = (head?.cells ?? []).map((name) => COLUMNS[name.trim()] ?? name.trim())
  return rows.map(({ line, cells }) => {
    const filled = columns
      .map((column, at): [string, string] => [column, (cells[at] ?? '').trim()])
      .filter(([column, cell]) => column !== '' && cell !== '')
      .map(([column, cell]): [string, string | number] => [column, cellOf(column, cell)])
    return { line, value: Object.fromEntries(filled) }
  })
}

function cellOf(column: string, cell: string): string | number {
  if (column === 'yuan' && Number.isFinite(Number(cell))) return Number(cell)
  return CELLS[column]?.[cell] ?? cell
}

/** Every field that a list may name, for the help of the command. */
export const LEDGER_FIELDS = FieldName.options
