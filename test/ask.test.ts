import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { COMPILED } from './support/compiled.ts'

const run = (args: string[], lines: string[]) =>
  spawnSync(process.execPath, ['src/ask.ts', ...args], {
    input: lines.join('\n'),
    encoding: 'utf8',
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
  })

it('answers each line in order, with the clause; a bad line does not stop the others', () => {
  const { stdout, status } = run(
    ['--region', '440229', '--date', '2023-08-15'],
    [
      '{"id":"a","text":"公益岗怎么报名"}',
      'oops',
      '',
      '{"id":"b","text":"高考加分怎么算"}',
      '{"id":7}',
      '{"id":"c","text":"监测线是多少","region":"441322","date":"2024-05-01"}',
      '{"id":"d","text":"公益岗怎么报名","region":"440229","date":"2019-05-01"}',
    ],
  )
  const [post, oops, none, bad, elsewhere, before] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const paper = '翁源县2023年防止返贫动态监测和帮扶工作要点'
  expect(post).toEqual({
    id: 'a',
    answered: true,
    card: 'wengyuan-2023-public-post',
    citations: [{ paper, clause: '第10条' }],
    score: expect.closeTo(0.9, 0),
    ms: expect.any(Number),
  })
  expect(oops).toMatchObject({ id: null, line: 2, error: 'not JSON' })
  expect(none).toMatchObject({ id: 'b', answered: false, card: null, citations: [] })
  expect(bad).toMatchObject({ id: 7, line: 5, error: expect.stringContaining('text') })
  expect(elsewhere).toMatchObject({ id: 'c', answered: true, card: 'huizhou-2024-monitoring-line' })
  // The paper was not there yet.
  expect(before.card ?? '').not.toMatch(/wengyuan/)
  expect(status).toBe(0)
}, 30_000)

it('says how it is done where the region or day is missing', () => {
  const { stderr, status } = run(['--region', '440229'], [])
  expect(stderr).toContain('用法')
  expect(status).toBe(2)
})

it('says in plain words that there is no such place, for all lines or for one', () => {
  const { stderr, stdout, status } = run(['--region', '999999', '--date', '2023-08-15'], ['{"text":"公益岗怎么报名"}'])
  expect(stderr).toBe('没有 999999 这个地方代码：前两位是省，前四位是市，请核对。\n')
  expect({ stdout, status }).toEqual({ stdout: '', status: 2 })
  const own = run(
    ['--region', '440229', '--date', '2023-08-15'],
    ['{"id":"a","text":"公益岗怎么报名","region":"448800"}'],
  )
  expect(JSON.parse(own.stdout)).toMatchObject({ id: 'a', error: 'region: 没有这个地方代码，请核对前四位' })
  expect(own.status).toBe(0)
}, 30_000)
