import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { readSettings } from '../../bots/settings.ts'

const TOKEN = 'invented-token-of-at-least-32-characters'

function run(env: Record<string, string>) {
  const { PATH, HOME } = process.env
  const { stderr, status } = spawnSync(process.execPath, ['bots/main.ts'], {
    env: { PATH, HOME, ...env },
    encoding: 'utf8',
  })
  return { stderr, status }
}

it('says in one go, in Chinese, what is not set', () => {
  const { stderr, status } = run({})
  expect(status).toBe(1)
  expect(stderr).toMatch(/^没有设 BOT_TOKEN：.*\n没有设 WECHATY_PUPPET：.*\n$/)
}, 60_000)

it('says which puppet it does not find', () => {
  const { stderr, status } = run({ BOT_TOKEN: TOKEN, WECHATY_PUPPET: 'wechaty-puppet-invented' })
  expect(status).toBe(1)
  expect(stderr).toMatch(/^找不到接入方式 wechaty-puppet-invented：请先装好/)
}, 60_000)

it('tells what is wrong from what is missing', () => {
  expect(() => readSettings({ BOT_TOKEN: 'short', WECHATY_PUPPET: 'x', BACKEND_URL: 'ftp://x' })).toThrow(
    /^不对 BACKEND_URL：.*\n不对 BOT_TOKEN：.*$/,
  )
})
