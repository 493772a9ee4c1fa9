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

it('logs in whoever brings a phone’s own code, in the demo and without an account only', async () => {
  const opened = (environment: Record<string, string>, demo: boolean) => {
    const deps = { channels: {}, demo } as Deps
    wireChannels(readConfig(environment), deps, () => {})
    return deps.miniprogram
  }
  const demo = opened({}, true)
  const code = 'phone-0b9a4c1e-6f3d-4a55-9d0e-2f1f5a7c3b11'
  expect(await demo?.login(code)).toEqual({ userId: code })
  for (const wrong of ['phone-1', `${code}0`, 'o-openid', ''])
    expect(await demo?.login(wrong)).toEqual({ failed: 'bad_code' })
  expect(opened({}, false)).toBeUndefined()
  // A real account asks WeChat.
  const real = opened({ WECHAT_MP_APP_ID: 'wx2', WECHAT_MP_SECRET: 's', WECHAT_API_URL: 'http://127.0.0.1:9' }, true)
  expect(await real?.login(code)).toEqual({ failed: 'later' })
})
