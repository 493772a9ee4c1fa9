import { expect, it } from 'vitest'
import type { Deps } from '../src/app/deps.ts'
import { readConfig } from '../src/config.ts'
import { wireChannels } from '../src/wire-channels.ts'

const wired = (environment: Record<string, string>) => {
  // Opening an account asks nobody for anything.
  const deps = { channels: {} } as Deps
  return { deps, ...wireChannels(readConfig(environment), deps, () => {}) }
}

it('opens the accounts that are set, and no others', () => {
  const none = wired({})
  expect([none.deps.channels, none.deps.miniprogram, none.routes, none.officialAccount]).toEqual([
    {},
    undefined,
    [],
    null,
  ])
  const official = wired({ WECHAT_OA_APP_ID: 'wx1', WECHAT_OA_SECRET: 's', WECHAT_OA_TOKEN: 't' })
  expect(Object.keys(official.deps.channels)).toEqual(['official_account'])
  expect(official.routes).toHaveLength(1)
  const mini = wired({ WECHAT_MP_APP_ID: 'wx2', WECHAT_MP_SECRET: 's', WECHAT_MP_TEMPLATE_ID: 'news' })
  expect(Object.keys(mini.deps.channels)).toEqual(['miniprogram'])
  expect(mini.deps.miniprogram?.newsTemplate).toBe('news')
})
