import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import type { Told } from '../src/adapters/language-model/open-language-model.ts'
import { readConfig } from '../src/config.ts'
import { PRIVACY_NOTICE } from '../src/core/dialogue/privacy-notice.ts'
import { wire } from '../src/wire.ts'
import { copyOfDataDir } from './support/data-folder.ts'
import { type StandIn, startStandIn } from './support/stand-in-model.ts'

let server: StandIn
let folder: string
const ends: (() => Promise<void>)[] = []
beforeAll(async () => {
  server = await startStandIn()
  folder = await copyOfDataDir(inject('postgres').dataDir, ends)
})
afterAll(async () => {
  await server.close()
  for (const end of ends) await end()
})

async function wired(environment: Record<string, string>, onModel: (told: Told) => void = () => {}) {
  const onError = (error: unknown) => {
    throw error
  }
  return wire(readConfig({ DATA_DIR: folder, ...environment }), onError, onModel)
}

it('has no language model by default', async () => {
  const { deps, registries, close } = await wired({})
  expect(deps.languageModel).toBeUndefined()
  expect(deps.notice).toBe(PRIVACY_NOTICE)
  expect(registries).toEqual([])
  await close()
})

it('has the one that is set, counts what becomes of it, and tells people in the notice', async () => {
  const told: Told[] = []
  const { deps, registries, close } = await wired({ LLM_BASE_URL: server.baseUrl, LLM_MODEL: 'village-7b' }, (news) => {
    told.push(news)
  })
  server.behave({ kind: 'suggests', suggestion: { duration: { quote: '半年' } } })
  expect(await deps.languageModel?.suggest('瓦飞了半年')).toMatchObject({ duration: { quote: '半年' } })
  expect(told).toMatchObject([{ outcome: 'used', status: 200 }])
  expect(await registries[0]?.metrics()).toMatch(/mingbai_language_model_total\{outcome="used"\} 1/)
  expect(deps.notice.version).not.toBe(PRIVACY_NOTICE.version)
  for (const line of deps.notice.text.split('\n')) expect(line).toMatch(/^[^a-z]{1,60}$/i)
  await close()
})
