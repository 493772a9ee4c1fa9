import { randomUUID } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readCsv } from '../../src/adapters/ledger-file/csv.ts'
import { readLedgerFile } from '../../src/adapters/ledger-file/read-ledger-file.ts'
import { addMember, memberLeaves } from '../../src/app/add-member.ts'
import { importLedger } from '../../src/app/import-ledger.ts'
import { readLedger } from '../../src/app/read-ledger.ts'
import { recordFacts } from '../../src/app/record-facts.ts'
import { isRefusal } from '../../src/app/refusal.ts'
import { onServer } from '../support/database.ts'
import { COUNTY, makeWorld, VILLAGE } from '../support/world.ts'

const fileOf = async (name: string, text: string) => {
  const path = join(await mkdtemp(join(tmpdir(), 'mingbai-ledger-')), name)
  await writeFile(path, text)
  return readLedgerFile(path)
}

const HEAD = '内容,村代码,户主,姓名,关系,出生,身份证号,成员,项目,数值,时段,日期,类别,开始月份,结束月份,金额,说明'
const cells = (row: Record<string, string | number>) =>
  HEAD.split(',')
    .map((name) => row[name] ?? '')
    .join(',')
const of = (head: string) => ({ 村代码: VILLAGE, 户主: head })
const person = (head: string, 姓名: string, more = {}) =>
  cells({ 内容: '成员', ...of(head), 姓名, 关系: '户主', ...more })
const fact = (head: string, 项目: string, 数值: string, more = {}) =>
  cells({ 内容: '情况', ...of(head), 项目, 数值, ...more })
const wage = (head: string, 金额: number, more = {}) =>
  cells({ 内容: '收支', ...of(head), 类别: '工资性收入', 开始月份: '2025-11', 结束月份: '2026-10', 金额, ...more })

onServer('a list for the ledgers', (use) => {
  it('is previewed, loaded, and loaded again without a change', async () => {
    const { deps, head, id, read, stop } = await household(use)
    const rows = [
      person(head, head, { 出生: '1970', 身份证号: '000000197005200012' }),
      fact(head, '参加医保', '居民医保', { 成员: head }),
      fact(head, 'housing.grade', 'C级（局部危险）', { 日期: '2026-05-01' }),
      fact(head, '说什么话', '客家话'),
      wage(head, 36_000),
      wage(head, 12_000, { 说明: '"妻子，做工"' }),
    ]
    const { lines, faults } = await fileOf('register.csv', `\ufeff${[HEAD, ...rows].join('\r\n')}\r\n`)
    expect(faults).toEqual([])
    const source = { kind: 'import', name: '省系统' } as const
    const load = (apply: boolean) => importLedger(deps, COUNTY, lines, { source, apply })
    expect(await load(false)).toEqual({ new: 6, same: 0, differing: [], faults: [] })
    expect((await read()).members).toEqual([])
    expect(await load(true)).toEqual({ new: 6, same: 0, differing: [], faults: [] })
    const ledger = await read()
    expect(ledger.members).toMatchObject([{ name: head, insured: true, identityNumber: '0000**********0012' }])
    expect(ledger.income).toMatchObject({ complete: true, yuan: 48_000 })
    expect(await load(true)).toEqual({ new: 0, same: 6, differing: [], faults: [] })
    expect({ ...(await read()), timeline: null }).toEqual({ ...ledger, timeline: null })
    expect(ledger.timeline.map(({ by }) => new Set([by]))).toEqual(
      ledger.timeline.map(() => new Set(['导入（省系统）'])),
    )
    expect(id).toBe(ledger.household.id)
    stop()
  })

  it('never takes the place of what was entered: both are kept, and the line is named', async () => {
    const { deps, head, id, me, read, stop } = await household(use)
    const register = { kind: 'import', name: '省系统' } as const
    const load = async (source: Parameters<typeof importLedger>[3]['source'], ...rows: string[]) =>
      importLedger(deps, COUNTY, (await fileOf('list.csv', [HEAD, ...rows].join('\n'))).lines, { source, apply: true })
    const born = { id: randomUUID(), name: head, relation: '户主', born: '1970', identityNumber: null, joined: null }
    await addMember(deps, me, id, born)
    await load(register, wage(head, 36_000))
    await recordFacts(deps, me, id, [
      { id: randomUUID(), field: 'housing.grade', member: null, value: 'C', period: null },
    ])
    const bureau = { kind: 'department', name: '住建局' } as const
    const report = await load(
      bureau,
      person(head, head, { 出生: '1971' }),
      fact(head, '住房等级', 'A'),
      wage(head, 30_000),
      wage(head, 36_000),
    )
    expect(report).toMatchObject({ new: 0, same: 1, faults: [] })
    expect(report.differing).toEqual([
      { line: 2, words: `${head}的出生：台账是“1970”，这里是“1971”。` },
      { line: 3, words: '住房等级：台账是“C级（局部危险）”，这里是“A级（安全）”。' },
      { line: 4, words: '2025年11月到2026年10月工资性收入：台账是36000元，这里是30000元。' },
    ])
    const ledger = await read()
    expect(ledger.members).toMatchObject([{ born: '1970' }])
    expect(ledger.facts.filter(({ others }) => others.length > 0)).toMatchObject([
      { field: 'basics.born', value: '1970', others: [{ value: '1971', source: '住建局的数据' }] },
      { field: 'housing.grade', value: 'C', others: [{ value: 'A' }] },
    ])
    expect(ledger.money).toMatchObject([{ yuan: 36_000, others: [{ yuan: 30_000, source: '住建局的数据' }] }])
    expect(ledger.income).toMatchObject({ yuan: 36_000 })
    stop()
  })

  it('counts nothing twice: neither a list that was put right nor months that others have within a longer span', async () => {
    const { deps, head, read, stop } = await household(use)
    const load = async (name: string, ...rows: string[]) =>
      importLedger(deps, COUNTY, (await fileOf('list.csv', [HEAD, ...rows].join('\n'))).lines, {
        source: { kind: 'import', name },
        apply: true,
      })
    await load('省系统', person(head, head), wage(head, 36_000), wage(head, 6_000, { 说明: '妻子' }))
    expect(await load('省系统', wage(head, 40_000), wage(head, 6_000, { 说明: '妻子' }))).toEqual({
      new: 0,
      same: 1,
      differing: [{ line: 2, words: '2025年11月到2026年10月工资性收入：台账是36000元，这里是40000元。' }],
      faults: [],
    })
    const month = { 开始月份: '2026-03', 结束月份: '2026-03' }
    expect((await load('用工平台', wage(head, 3_000, month))).differing).toEqual([
      { line: 2, words: '2026年3月工资性收入：台账2025年11月到2026年10月是36000元，这里是3000元。' },
    ])
    const ledger = await read()
    expect(ledger.income).toMatchObject({ yuan: 42_000 })
    expect(ledger.income?.lines).toContain('有2笔和别处的数对不上，还没有核定，先不算。')
    const [most, less] = ledger.money.toSorted((a, b) => b.yuan - a.yuan)
    expect(less).toMatchObject({ yuan: 6_000, others: [] })
    expect(most?.others.toSorted((a, b) => b.yuan - a.yuan)).toMatchObject([
      { yuan: 40_000, from: '2025-11', to: '2026-10', source: '导入（省系统）' },
      { yuan: 3_000, from: '2026-03', to: '2026-03', source: '导入（用工平台）' },
    ])
    stop()
  })

  it('brings nobody back who left, and of two of one name loses neither silently', async () => {
    const { deps, me, head, id, read, stop } = await household(use)
    const load = async (...rows: string[]) =>
      importLedger(deps, COUNTY, (await fileOf('list.csv', [HEAD, ...rows].join('\n'))).lines, {
        source: { kind: 'import', name: '省系统' },
        apply: true,
      })
    const son = person(head, '陈例小', { 关系: '儿子' })
    const grandson = person(head, '陈例小', { 关系: '孙子' })
    const first = await load(person(head, head), son, son, grandson)
    expect(first).toMatchObject({ new: 2, same: 1, faults: [{ line: 5, wrong: expect.stringContaining('两个人') }] })
    const gone = (await read()).members.find(({ name }) => name === '陈例小')
    await memberLeaves(deps, me, id, gone?.id ?? '', { day: '2026-03-01', why: '出嫁' })
    const again = await load(person(head, head), son)
    expect(again).toMatchObject({
      new: 0,
      same: 1,
      faults: [{ line: 3, wrong: expect.stringContaining('2026-03-01起不在本户') }],
    })
    const lefts = new Map((await read()).members.map(({ name, left }) => [name, left]))
    expect([...lefts].sort()).toEqual(
      [
        [head, null],
        ['陈例小', '2026-03-01'],
      ].sort(),
    )
    expect((await read()).members).toHaveLength(2)
    stop()
  })

  it('names what it could not take, by line, with the remedy; the rest is loaded', async () => {
    const { deps, head, read, stop } = await household(use)
    const { lines, faults } = await fileOf(
      'list.csv',
      [
        HEAD,
        wage('不在这里', 1),
        cells({
          内容: '收支',
          村代码: '440229999999',
          户主: head,
          类别: '工资性收入',
          开始月份: '2026-01',
          结束月份: '2026-01',
          金额: 1,
        }),
        fact(head, '房子颜色', '红'),
        fact(head, '劳动能力', '能干活', { 成员: '没有这人' }),
        wage(head, 1, { 结束月份: '2027-01' }),
        cells({ 内容: '收支', ...of(head), 类别: '工资性收入', 开始月份: '2026-13', 结束月份: '2026-01', 金额: 1 }),
        wage(head, 36_000),
      ].join('\n'),
    )
    expect(faults).toEqual([{ line: 7, wrong: expect.stringMatching(/“from” 要写成 2025-03 这样/) }])
    const report = await importLedger(deps, COUNTY, lines, { source: { kind: 'import', name: '表' }, apply: true })
    expect(report).toMatchObject({ new: 1, same: 0, differing: [] })
    expect(report.faults.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6])
    for (const [nth, remedy] of [/county load/, /区划文件/, /housing\.grade/, /加一行 member/, /请改正/].entries())
      expect(report.faults[nth]?.wrong).toMatch(remedy)
    expect((await read()).money).toHaveLength(1)
    stop()
  })
})

let made = 0
async function household(use: Parameters<Parameters<typeof onServer>[1]>[0]) {
  const { deps, village, stop } = await makeWorld(use())
  const id = randomUUID()
  const head = `陈例${++made}号`
  const rest = { county: COUNTY, region: VILLAGE, kind: 'marginal' as const, cadreId: null, phone: null }
  await deps.store.transaction({ kind: 'system', county: COUNTY }, (tx) =>
    tx.households.put({ id, headName: head, ...rest, unconfirmed: false, demo: true }),
  )
  const me = village.actor
  const read = async () => {
    const ledger = await readLedger(deps, me, id)
    if (isRefusal(ledger)) throw new Error(JSON.stringify(ledger))
    return ledger
  }
  return { deps, me, id, head, read, stop }
}

it('JSON lines say the same as a table', async () => {
  const entry = { what: 'money', village: VILLAGE, head: '王', kind: 'wage', from: '2026-01', to: '2026-01', yuan: 1.5 }
  const { lines, faults } = await fileOf(
    'list.jsonl',
    `${JSON.stringify(entry)}\n\n{oops\n${JSON.stringify({ ...entry, colour: 1 })}\n`,
  )
  expect(lines).toEqual([{ line: 1, entry: { ...entry, words: '' } }])
  expect(faults).toMatchObject([
    { line: 3, wrong: expect.stringContaining('JSON') },
    { line: 4, wrong: expect.stringContaining('colour') },
  ])
})

it('a table may hold commas, quotes and line ends in its cells', () => {
  expect(readCsv('a,b\r\n"x, ""y""",\n\n"two\nlines",3\n4,5')).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['x, "y"', ''] },
    { line: 4, cells: ['two\nlines', '3'] },
    { line: 6, cells: ['4', '5'] },
  ])
})
