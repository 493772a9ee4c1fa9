import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BrokenPacks, readPacks } from '../../../src/adapters/policies/read-packs.ts'
import { bandOf } from '../../../src/core/policy/band.ts'
import { effectiveRules } from '../../../src/core/policy/chain.ts'

const POLICIES = join(import.meta.dirname, '../../../policies')
let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packs-'))
  await cp(POLICIES, folder, { recursive: true })
})
afterEach(() => rm(folder, { recursive: true }))

async function write(name: string, text: string): Promise<void> {
  const file = join(folder, name, 'pack.yaml')
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}

async function problems(): Promise<string[]> {
  return readPacks(folder).then(
    () => [],
    (error: unknown) => {
      if (error instanceof BrokenPacks) return error.problems
      throw error
    },
  )
}

const NEXT_YEAR = `id: wengyuan-2027
region: '440229'
paper: { title: 翁源县2027年要点（虚构）, number: 虚构〔2027〕1号 }
inForce: { from: '2027-02-01', until: '2027-12-31' }
rules:
  monitoring-line:
    kind: line
    fact: TS-1
    clause: 第2条
    figures: [低于14000元]
    says: 人均年收入不到一万四千元的要监测。
    measure: per_capita_disposable_income
    unit: yuan_per_head_and_year
    households: [poverty_lifted]
    bands:
      - { band: monitored, words: 监测范围, limits: [{ yuan: 14000, inclusive: false }] }
  duty-data-entry:
    kind: duty
    fact: TS-2
    clause: 第5条
    figures: [每月10日前]
    says: 每月十日以前录好数据。
    what: data_entry
    by: [village_committee]
    forEach: village
    period: month
    due: { day: 10 }
`

it("next year's paper is data alone", async () => {
  await write('440229-wengyuan-2027', NEXT_YEAR)
  const packs = await readPacks(folder)
  const band = (day: string, income: number) =>
    bandOf(packs, { region: '440229106201', day, income, household: 'poverty_lifted' })
  expect(band('2027-01-31', 13_000)).toMatchObject({
    band: null,
    pack: 'wengyuan-2023',
    warning: expect.stringContaining('已到期'),
  })
  expect(band('2027-02-01', 13_999)).toMatchObject({
    band: 'monitored',
    limit: 14_000,
    pack: 'wengyuan-2027',
    warning: null,
  })
  expect(band('2027-02-01', 14_000)).toMatchObject({
    band: null,
    limit: 14_000,
    citation: { number: '虚构〔2027〕1号', clause: '第2条' },
  })
  const entry = effectiveRules(packs, '440229', '2027-06-01').find(({ rule }) => rule === 'duty-data-entry')
  expect(entry).toMatchObject({
    pack: 'wengyuan-2027',
    value: { due: { day: 10 } },
    replaced: [{ pack: 'wengyuan-2023', value: { due: { day: 20 } } }],
  })
})

describe('a fault names file, line and remedy', () => {
  const CASES: [string, string, string, number, RegExp][] = [
    [
      'a limit without inclusive',
      'yuan: 14000, inclusive: false',
      'yuan: 14000',
      16,
      /缺少“.*inclusive”.*true 是含，false 是不含/,
    ],
    ['a sum with a comma', 'yuan: 14000', "yuan: '14,000'", 16, /yuan”的写法不对.*不加逗号/],
    [
      'a word that is not known',
      'households: [poverty_lifted]',
      'households: [rich]',
      14,
      /households.*值不能用.*只能写：poverty_lifted/,
    ],
    ['a key that is not known', '    clause: 第2条', '    clause: 第2条\n    claus: 第3条', 10, /不认得“claus”.*写错/],
    ['a missing clause', '    clause: 第2条\n', '', 7, /缺少“.*clause”.*补上/],
    ['a rule of no known kind', 'kind: line', 'kind: lines', 7, /哪一种规定/],
    ['a date that does not exist', "until: '2027-12-31'", "until: '2027-13-31'", 4, /until”.*2027-12-31 这样/],
    ['an end before its beginning', "until: '2027-12-31'", "until: '2026-12-31'", 4, /不能早于 from/],
    ['a region that is no code', "region: '440229'", "region: '44022'", 2, /region”.*行政区划代码/],
    ['a fact that is no fact', 'fact: TS-1', 'fact: TS1', 8, /fact”.*YX-6/],
    ['a day that no month has', 'day: 10', 'day: 32', 27, /due\.day”太大.*最多是 31/],
    ['a swapped digit', 'yuan: 14000', 'yuan: 41000', 16, /41000 和 figures 里抄的原文数字对不上/],
    ['YAML that is none', '  monitoring-line:\n', '  monitoring-line:\n\t- x: [\n', 7, /不是正确的 YAML.*缩进/],
  ]
  it.each(CASES)('%s', async (_, old, fault, line, words) => {
    expect(NEXT_YEAR).toContain(old)
    await write('440229-wengyuan-2027', NEXT_YEAR.replace(old, fault))
    const found = await problems()
    expect(found[0]).toMatch(words)
    expect(found[0]).toContain(`${join(folder, '440229-wengyuan-2027', 'pack.yaml')} 第 ${line} 行`)
  })

  it('all faults of all files at once', async () => {
    await write('a', NEXT_YEAR.replace('yuan: 14000', 'yuan: -1').replace('day: 10', 'day: x'))
    await write('b', NEXT_YEAR.replace('id: wengyuan-2027\n', ''))
    expect((await problems()).length).toBeGreaterThanOrEqual(3)
  })

  it('a folder without its pack', async () => {
    await mkdir(join(folder, 'empty'))
    expect((await problems())[0]).toMatch(/empty.pack\.yaml：读不到.*ENOENT/)
  })
})

describe('what stands within a pack must fit', () => {
  const yongxiu = () => readFile(join(folder, '360425-yongxiu', 'pack.yaml'), 'utf8')

  it.each<[string, (text: string) => string, RegExp]>([
    ['a notice without a least duration', (text) => text.replace(/ {8}least: .*\n/, ''), /公示要写明最少几天/],
    [
      'a step after one that does not come before',
      (text) => text.replace('after: [village_verify]', 'after: [marking]'),
      /“marking”不是前面的环节/,
    ],
    ['a step named twice', (text) => text.replace('step: marking', 'step: announcement'), /环节的名字重复/],
    [
      'more than the most',
      (text) =>
        text.replace(
          '{ days: 5, counted: natural }',
          '{ days: 5, counted: natural }\n        most: { days: 4, counted: natural }',
        ),
      /不能少于最少/,
    ],
  ])('%s', async (_, change, words) => {
    await write('360425-yongxiu', change(await yongxiu()))
    expect((await problems())[0]).toMatch(words)
  })

  it.each<[string, string, RegExp]>([
    [
      'bands that do not rise',
      '{ band: monitored, words: 监测范围, limits: [{ yuan: 14000, inclusive: false }] }\n      - { band: warning, words: 预警, limits: [{ yuan: 13000, inclusive: true }] }',
      /从低到高/,
    ],
    [
      'spans that overlap',
      "{ band: monitored, words: 监测范围, limits: [{ from: '2027-02', to: '2027-05', yuan: 14000, inclusive: false }, { from: '2027-05', to: '2027-06', yuan: 14100, inclusive: false }] }",
      /不能重叠/,
    ],
    [
      'a span without an end',
      "{ band: monitored, words: 监测范围, limits: [{ from: '2027-02', yuan: 14000, inclusive: false }] }",
      /要么都写/,
    ],
  ])('%s', async (_, band, words) => {
    await write('next', NEXT_YEAR.replace(/\{ band: monitored.*\}/, band))
    expect((await problems())[0]).toMatch(words)
  })
})

describe('packs among each other', () => {
  it('do not share an id', async () => {
    await write('one', NEXT_YEAR)
    await write('two', NEXT_YEAR.replace("from: '2027-02-01'", "from: '2027-03-01'"))
    expect(await problems()).toEqual([expect.stringMatching(/2 个政策包都叫“wengyuan-2027”/)])
  })

  it('mean the same kind of rule by the same name', async () => {
    await write('next', NEXT_YEAR.replace('duty-data-entry', 'fewer-forms'))
    expect(await problems()).toEqual([expect.stringMatching(/“fewer-forms”.*practice.*duty.*换一个名字/)])
  })

  it('leave no doubt which of them wins', async () => {
    await write('one', NEXT_YEAR)
    await write(
      'two',
      NEXT_YEAR.replace('id: wengyuan-2027', 'id: other-2027').replace('duty-data-entry', 'duty-other'),
    )
    expect(await problems()).toEqual([expect.stringMatching(/wengyuan-2027.*“monitoring-line”.*分不出听谁的/)])
  })

  it('need the house rule below them', async () => {
    await rm(join(folder, 'default'), { recursive: true })
    expect(await problems()).toEqual([expect.stringMatching(/兜底/)])
  })
})
