import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COMPILED } from './support/compiled.ts'

const COMMAND = join(import.meta.dirname, '../src/policy.ts')
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policy-'))
})
afterAll(() => rm(folder, { recursive: true }))

function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, NODE_COMPILE_CACHE: COMPILED }
    execFile(process.execPath, [COMMAND, ...args], { env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err })
    })
  })
}

async function json(...args: string[]) {
  const { code, out, err } = await run(...args)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return JSON.parse(out)
}

it('check names every pack', async () => {
  const { ok, packs } = await json('check')
  expect(ok).toBe(true)
  expect(packs).toHaveLength(6)
})

it('check of a broken pack says where, and exits 1', async () => {
  await writeFile(join(folder, 'broken.yaml'), 'id: x\n')
  const { code, err } = await run('diff', 'default', join(folder, 'broken.yaml'))
  expect(code).toBe(1)
  expect(err).toMatch(/broken\.yaml 第 1 行：缺少“region”/)
})

it('explain gives rules with values, citations, and what they replaced', async () => {
  const { rules, chain } = await json('explain', '--region', '440229', '--date', '2023-08-15')
  expect(chain.map(({ pack }: { pack: string }) => pack)).toEqual(['wengyuan-2023', 'guangdong-2020', 'default'])
  const line = rules.find(({ rule }: { rule: string }) => rule === 'monitoring-line')
  expect(line).toMatchObject({
    pack: 'wengyuan-2023',
    runOut: null,
    citation: { number: '翁乡振字〔2023〕10号', clause: '第3条' },
    replaced: [{ pack: 'guangdong-2020' }],
  })
})

it('explain names who passed the paper on', async () => {
  const { chain } = await json('explain', '--region', '360724', '--date', '2024-10-15')
  expect(chain[0]).toMatchObject({ pack: 'jiangxi-2024', passedOn: { number: '上县农工办字〔2024〕13号' } })
})

it('band answers, also for a loss', async () => {
  const where = ['--region', '440229', '--date', '2023-08-15']
  expect(await json('band', ...where, '--income', '10500', '--kind', 'poverty_lifted')).toMatchObject({
    band: 'warning',
    limit: 10_600,
    inclusive: false,
    borderline: true,
    margin: { yuan: 300 },
    warning: null,
  })
  expect(await json('band', ...where, '--income=-200')).toMatchObject({ band: 'monitored', borderline: false })
})

it('diff tells what changes, and for how many households where it is given them', async () => {
  const plain = await json('diff', 'wengyuan-2023', 'huizhou-2024')
  expect(plain.bands).toBeUndefined()
  expect(plain.changed.length).toBeGreaterThan(0)
  const file = join(folder, 'incomes.csv')
  await writeFile(file, '10420,poverty_lifted\n10900, poverty_lifted\r\n\n20000\n')
  const { bands } = await json('diff', 'wengyuan-2023', 'huizhou-2024', '--households', file)
  expect(bands).toMatchObject({ day: '2024-03-21', households: 3, changed: 2 })
  await writeFile(file, '10420,脱贫户\n10900,poverty_lifted\n20000\n')
  expect((await json('diff', 'wengyuan-2023', 'huizhou-2024', '--households', file)).bands).toEqual(bands)
  await writeFile(file, '10420,脱贫户\n10900,富户\n')
  const wrong = await run('diff', 'wengyuan-2023', 'huizhou-2024', '--households', file)
  expect(wrong).toMatchObject({ code: 2, err: expect.stringMatching(/第 2 行：户的类别只能写 脱贫户、.*“富户”不是/) })
  expect(plain.servedOn).toEqual([])
})

describe('a slip is told and exits 2', () => {
  const where = ['--region', '440229', '--date', '2023-08-15']
  it.each<[string[], RegExp]>([
    [['toString'], /没有“toString”这个命令/],
    [['explain', '--region', '44022', '--date', '2023-08-15'], /“44022”不是/],
    [['explain', '--region', '440229', '--date', '2023-02-29'], /“2023-02-29”不是/],
    [['explain', ...where, '--income', '3'], /explain 不用 --income/],
    [['explain', ...where, 'more'], /“more”是多出来的/],
    [['band', ...where], /--income 要写/],
    [['band', ...where, '--income', '10,500'], /“10,500”不是/],
    [
      ['band', ...where, '--income', '1', '--kind', 'rich'],
      /户的类别只能写 脱贫户、边缘户、一般户、监测户；“rich”不是/,
    ],
    [['band', '--colour', 'red'], /没有 --colour/],
    [['diff', 'wengyuan-2023', 'nowhere-2030'], /没有叫“nowhere-2030”.*huizhou-2024/],
    [['diff', 'wengyuan-2023', 'huizhou-2024', '--households', 'no-such-file'], /读不到 no-such-file/],
    [['check', '--policies', 'no-such-folder'], /读不到政策目录/],
  ])('%j', async (args, words) => {
    const { code, out, err } = await run(...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(words)
    expect(err).toContain('用法')
  })
})
