/** Loads lists into the ledgers: see USAGE. Exit 0: all lines were taken; 1: some were not, or the command was not understood. */
import { statSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { parseArgs } from 'node:util'
import { LEDGER_FIELDS, readLedgerFile } from './adapters/ledger-file/read-ledger-file.ts'
import { type ImportReport, importLedger } from './app/import-ledger.ts'
import { readConfig } from './config.ts'
import { startError } from './start-error.ts'
import { wire } from './wire.ts'
import { wrongOption } from './wrong-option.ts'

const USAGE = `用法：
  npm run ledger -- import 文件              先看看：新的、一样的、对不上的、不能收的各有哪些，什么都不存
  npm run ledger -- import 文件 --apply      存进台账；对不上的两个数都留着，等干部核定
  可以加 --source 名称（这份表叫什么，默认是文件名）或 --department 部门名称（部门给的数据）
  文件是 .csv 表格或每行一个 JSON，格式见 demo/README.md。“项目”可以写：
  ${LEDGER_FIELDS.join('、')}`

/** The technician's own slip, said in words. */
class Slip extends Error {}

try {
  const { file, apply, source } = readOptions(process.argv.slice(2))
  const { lines, faults } = readLedgerFile(file)
  const config = readConfig(process.env)
  const wired = await wire(config, (error) => say(String(error)))
  try {
    const report = await importLedger(wired.deps, config.county, lines, { source, apply })
    tell({ ...report, faults: [...faults, ...report.faults].sort((a, b) => a.line - b.line) }, apply)
  } finally {
    await wired.close()
  }
} catch (error) {
  process.stderr.write(`${error instanceof Slip ? error.message : startError(error)}\n`)
  process.exitCode = 1
}

function readOptions(args: string[]) {
  const options = { apply: { type: 'boolean' }, source: { type: 'string' }, department: { type: 'string' } } as const
  const { values, positionals } = parsed(() => parseArgs({ args, options, allowPositionals: true }))
  const [command, file, ...more] = positionals
  if (command !== 'import' || !file || more.length > 0) fail(USAGE)
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) fail(`没有 ${file} 这个文件。`)
  const { apply = false, source, department } = values
  const name = (department ?? source ?? basename(file, extname(file))).trim()
  if (name === '') fail('--source 或 --department 后面要写名称。')
  return { file, apply, source: { kind: department === undefined ? 'import' : 'department', name } as const }
}

function parsed<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    return fail(`${wrongOption(error)}\n${USAGE}`)
  }
}

function tell({ new: fresh, same, differing, faults }: ImportReport, apply: boolean): void {
  for (const { line, words } of differing) say(`第 ${line} 行 对不上：${words}`)
  for (const { line, wrong } of faults) say(`第 ${line} 行 没有收：${wrong}`)
  say(`新的 ${fresh} 行，一样的 ${same} 行，对不上的 ${differing.length} 行，不能收的 ${faults.length} 行。`)
  say(apply ? '已经存进台账。对不上的两个数都留着，等干部核定。' : '只是看看，什么都没有存。加 --apply 才存。')
  if (faults.length > 0) process.exitCode = 1
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function fail(text: string): never {
  throw new Slip(text)
}
