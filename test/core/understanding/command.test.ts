import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { COMPILED } from '../../support/compiled.ts'

const COMMAND = new URL('../../../src/understand.ts', import.meta.url)

function run(lines: readonly string[]): Record<string, unknown>[] {
  const { stdout, status } = spawnSync(process.execPath, [COMMAND.pathname], {
    input: `${lines.join('\n')}\n`,
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
  })
  expect(status).toBe(0)
  return stdout
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

test('a line in, a line out; what cannot be read does not stop the rest', () => {
  const [first, second, third, fourth] = run([
    JSON.stringify({ id: 'a', text: '我妈住院,自己掏了三万多' }),
    'no json',
    JSON.stringify({ id: 'b' }),
    JSON.stringify({ id: 'c', text: '从去年十二月到现在没活干', date: '2024-08-10T09:00:00+08:00' }),
  ])
  expect(first).toMatchObject({
    id: 'a',
    intent: 'report',
    risks: ['medical_cost'],
    amounts: [{ lo: 30000, hi: 30000, bound: 'gt', role: 'own_cost', span: [9, 12] }],
    months: null,
    proxy: false,
    urgency: 'normal',
  })
  expect(first?.ms).toBeTypeOf('number')
  expect(second).toEqual({ id: null, line: 2, error: 'not JSON' })
  expect(third).toMatchObject({ id: 'b', line: 3, error: expect.stringContaining('text') })
  expect(fourth).toMatchObject({ id: 'c', risks: ['job_loss'], months: 8 })
}, 20_000)
