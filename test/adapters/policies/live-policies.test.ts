import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openPolicies, type PolicyNews } from '../../../src/adapters/policies/live-policies.ts'
import { cardShelves } from '../../../src/app/card-shelves.ts'
import { findCard } from '../../../src/core/card/find-card.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingbai-policies-'))
  await cp('policies', folder, { recursive: true })
})
afterEach(() => rm(folder, { recursive: true }))

it('a saved card is found without a restart; a broken one is refused in words, and the old ones stay', async () => {
  const news: PolicyNews[] = []
  const policies = await openPolicies(folder, (one) => news.push(one))
  const shelves = cardShelves(policies.current)
  const find = () => findCard(shelves('440229', '2023-08-15').index, '喂鸽子有奖励不')
  expect(find().kind).not.toBe('answered')
  const before = shelves('440229', '2023-08-15').index
  await policies.look()
  expect(news).toEqual([])
  expect(shelves('440229106201', '2023-08-15').index).toBe(before)

  const file = join(folder, '440229-wengyuan/cards/public-post.yaml')
  const card = await readFile(file, 'utf8')
  await writeFile(
    file,
    card.replace('phrasings:', 'phrasings:\n  - 喂鸽子有奖励不\n').replace(/\n( {2}- .*\n)(citations:)/, '\n$2'),
  )
  await policies.look()
  expect(news.map(({ kind }) => kind)).toEqual(['renewed'])
  expect(find()).toMatchObject({ kind: 'answered', best: 'wengyuan-2023-public-post' })

  await writeFile(file, 'id: [')
  await policies.look()
  expect(news.at(-1)).toMatchObject({ kind: 'refused', problems: [expect.stringMatching(/public-post.yaml 第 1 行/)] })
  await rm(join(folder, '440229-wengyuan/pack.yaml'))
  await policies.look()
  expect(news.at(-1)).toMatchObject({ kind: 'refused' })
  expect(find()).toMatchObject({ kind: 'answered' })
  policies.stop()
}, 30_000)
