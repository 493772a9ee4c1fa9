/**
 * What the policy packs say: `check`, `explain`, `band`, `diff` (see USAGE). JSON on standard output. Exit 0: answered;
 * 1: a pack is broken; 2: the command was not understood.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readPacksAndCards } from './adapters/policies/read-cards.ts'
import { BrokenPacks, readPack, readPacks } from './adapters/policies/read-packs.ts'
import { RegionCode } from './contract/terms.ts'
import { bandOf } from './core/policy/band.ts'
import { chainFor, effectiveRules } from './core/policy/chain.ts'
import { bandMoves, diffPacks, type Household, servedOn } from './core/policy/diff.ts'
import { LINE_HOUSEHOLD_LABEL, type LineHousehold, lineHouseholdOf } from './core/policy/lines.ts'
import type { PolicyPack } from './core/policy/pack.ts'
import { wrongOption } from './wrong-option.ts'

const KINDS = Object.values(LINE_HOUSEHOLD_LABEL)
const USAGE = `用法：
  npm run --silent policy -- check                                        检查所有政策包和明白卡
  npm run --silent policy -- explain --region 440229 --date 2023-08-15    这里这一天有效的每一项规定和出处
  npm run --silent policy -- band --region 440229 --date 2023-08-15 --income 10500 [--kind ${KINDS.join('|')}]
  npm run --silent policy -- diff 甲 乙 [--households 文件] [--date 日期]   甲、乙是政策包的 id 或 pack.yaml 文件；
                                                                          文件每行一户：人均收入[,户的类别]
  都可以加 --policies 目录（默认 policies）`

/** The caller's own slip: what is wrong, and how it is done. */
class Slip extends Error {}

const OPTIONS = {
  region: { type: 'string' },
  date: { type: 'string' },
  income: { type: 'string' },
  kind: { type: 'string' },
  households: { type: 'string' },
  policies: { type: 'string', default: join(import.meta.dirname, '..', 'policies') },
} as const

type Options = ReturnType<typeof readOptions>['options']

const COMMANDS = { check, explain, band, diff }
/** What each command understands beside `--policies`. */
const TAKES: Record<keyof typeof COMMANDS, string[]> = {
  check: [],
  explain: ['region', 'date'],
  band: ['region', 'date', 'income', 'kind'],
  diff: ['households', 'date'],
}

try {
  const { command, options, rest } = readOptions(process.argv.slice(2))
  process.stdout.write(`${JSON.stringify(await COMMANDS[command](options, rest), null, 2)}\n`)
} catch (error) {
  if (!(error instanceof Slip) && !(error instanceof BrokenPacks)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = error instanceof Slip ? 2 : 1
}

async function check({ policies }: Options): Promise<object> {
  const { packs, cards } = await readPacksAndCards(policies).catch(unreadable(policies))
  return {
    ok: true,
    packs: packs.map(({ id, region, inForce, rules }) => ({
      id,
      region,
      inForce,
      rules: Object.keys(rules).length,
      cards: cards.filter(({ pack }) => pack === id).length,
    })),
  }
}

async function explain({ policies, ...options }: Options): Promise<object> {
  const [region, date] = [regionOf(options.region), dayOf(options.date)]
  const packs = await packsOf(policies)
  const chain = chainFor(packs, region, date).map(({ id, region: of, inForce, paper }) => {
    const passedOn = paper.passedOn?.find((one) => region.startsWith(one.region) && one.date <= date)
    return { pack: id, region: of, inForce, ...(passedOn ? { passedOn } : {}) }
  })
  return { region, date, chain, rules: effectiveRules(packs, region, date) }
}

async function band({ policies, ...options }: Options): Promise<object> {
  const [region, day, income] = [regionOf(options.region), dayOf(options.date), incomeOf(options.income)]
  const household = options.kind === undefined ? undefined : kindOf(options.kind)
  const answer = bandOf(await packsOf(policies), { region, day, income, household })
  return { region, date: day, income, household: household ?? null, ...answer }
}

async function diff({ policies, ...options }: Options, [a, b, ...more]: string[]): Promise<object> {
  if (!a || !b || more.length > 0) fail('diff 要两个政策包：它们的 id，或 pack.yaml 文件。')
  const households = options.households === undefined ? undefined : await householdsIn(options.households)
  const packs = await packsOf(policies)
  const [older, newer] = [await packNamed(packs, a), await packNamed(packs, b)]
  const day = options.date === undefined ? newer.inForce.from : dayOf(options.date)
  return {
    from: older.id,
    to: newer.id,
    ...diffPacks(older, newer),
    servedOn: servedOn(older, newer),
    ...(households ? { bands: bandMoves(older, newer, day, households) } : {}),
  }
}

async function packNamed(packs: PolicyPack[], name: string): Promise<PolicyPack> {
  const known = packs.find(({ id }) => id === name)
  if (known) return known
  if (!/\.ya?ml$/.test(name)) fail(`没有叫“${name}”的政策包。现有：${packs.map(({ id }) => id).join('、')}。`)
  const read = await readPack(name)
  if ('pack' in read) return read.pack
  throw new BrokenPacks(read.problems)
}

async function packsOf(folder: string): Promise<PolicyPack[]> {
  return readPacks(folder).catch(unreadable(folder))
}

function unreadable(folder: string) {
  return (error: unknown): never => {
    if (error instanceof Error && 'code' in error) fail(`读不到政策目录 ${folder}。请检查 --policies。`)
    throw error
  }
}

async function householdsIn(file: string): Promise<Household[]> {
  const text = await readFile(file, 'utf8').catch(() => fail(`读不到 ${file}。`))
  return text.split(/\r?\n/).flatMap((line, i) => {
    if (line.trim() === '') return []
    const [income = '', kind] = line.split(',').map((cell) => cell.trim())
    if (!isNumber(income)) fail(`${file} 第 ${i + 1} 行：“${line}”不是收入。每行写 人均收入[,户的类别]。`)
    return [{ income: Number(income), kind: kind ? kindOf(kind, `${file} 第 ${i + 1} 行：`) : undefined }]
  })
}

function readOptions(args: string[]) {
  try {
    const { values: options, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true, strict: true })
    const [command = '', ...rest] = positionals
    if (!isCommand(command)) fail(`没有“${command}”这个命令。`)
    for (const name of Object.keys(options))
      if (name !== 'policies' && !TAKES[command].includes(name)) fail(`${command} 不用 --${name}。`)
    if (command !== 'diff' && rest.length > 0) fail(`“${rest.join(' ')}”是多出来的。`)
    return { command, options, rest }
  } catch (error) {
    if (error instanceof Slip) throw error
    return fail(wrongOption(error))
  }
}

function isCommand(name: string): name is keyof typeof COMMANDS {
  return Object.hasOwn(COMMANDS, name)
}

function regionOf(text: string | undefined): string {
  if (text && RegionCode.safeParse(text).success) return text
  return fail(`--region 要写 2、4、6、9 或 12 位行政区划代码，如 440229${text ? `；“${text}”不是` : ''}。`)
}

function dayOf(text: string | undefined): string {
  if (text && z.iso.date().safeParse(text).success) return text
  return fail(`--date 要写真有的日期，如 2023-08-15${text ? `；“${text}”不是` : ''}。`)
}

function incomeOf(text: string | undefined): number {
  if (text !== undefined && isNumber(text)) return Number(text)
  return fail(`--income 要写每人每年的元数，如 10500 或 10419.5${text ? `；“${text}”不是` : ''}。`)
}

/** Losses are written with an equals sign: --income=-200. */
function isNumber(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text)
}

function kindOf(text: string, where = ''): LineHousehold {
  return lineHouseholdOf(text) ?? fail(`${where}户的类别只能写 ${KINDS.join('、')}；“${text}”不是。`)
}

function fail(why: string): never {
  throw new Slip(`${why}\n${USAGE}`)
}
