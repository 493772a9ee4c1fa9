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

it('one broken card keeps its last good version, and all others go live', async () => {
  const news: PolicyNews[] = []
  const policies = await openPolicies(folder, (one) => news.push(one))
  const title = (id: string) => policies.current().cards.find(({ card }) => card.id === id)?.card.title
  const change = async (name: string, from: string | RegExp, to: string) => {
    const file = join(folder, '440229-wengyuan/cards', name)
    await writeFile(file, (await readFile(file, 'utf8')).replace(from, to))
  }
  const before = title('wengyuan-2023-public-post')
  await change('public-post.yaml', /^title:.*$/m, 'title: [')
  await change('workshop.yaml', /^title:.*$/m, 'title: 家门口的车间')
  await policies.look()
  expect(news.map(({ kind }) => kind)).toEqual(['renewed', 'refused'])
  expect(news.at(-1)).toMatchObject({ problems: [expect.stringContaining('public-post.yaml')] })
  expect(title('wengyuan-2023-workshop')).toBe('家门口的车间')
  expect(title('wengyuan-2023-public-post')).toBe(before)

  // Another one that is saved later goes live as well, also while the pack is broken and a third takes the title of a second.
  await change('visit.yaml', /^title:.*$/m, 'title: 干部几时上门')
  await change('../pack.yaml', /^id: .*$/m, 'id: [')
  await change('job-list.yaml', /^title:.*$/m, 'title: 家门口的车间')
  await policies.look()
  expect(title('wengyuan-2023-visit')).toBe('干部几时上门')
  expect(title('wengyuan-2023-job-list')).not.toBe('家门口的车间')
  const last = news.at(-1)
  const told = last?.kind === 'refused' ? last.problems.join('\n') : ''
  expect(told).toMatch(/pack\.yaml/)
  expect(told).toMatch(/public-post\.yaml/)
  expect(told).toMatch(/标题都是“家门口的车间”/)
  policies.stop()
}, 30_000)

it('a pack that no longer bears a card of its own is not taken', async () => {
  const news: PolicyNews[] = []
  const policies = await openPolicies(folder, (one) => news.push(one))
  const file = join(folder, '440229-wengyuan/pack.yaml')
  await writeFile(
    file,
    (await readFile(file, 'utf8')).replace(/^ {2}visits?:|^ {2}employment-services:/m, '  renamed:'),
  )
  await policies.look()
  expect(news.map(({ kind }) => kind)).toEqual(['refused'])
  expect(policies.current().packs.some(({ rules }) => 'renamed' in rules)).toBe(false)
  policies.stop()
}, 30_000)
