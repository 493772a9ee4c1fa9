import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readPacksAndCards } from '../../../src/adapters/policies/read-cards.ts'
import { BrokenPacks } from '../../../src/adapters/policies/read-packs.ts'

const POLICIES = join(import.meta.dirname, '../../../policies')
/** A few cards are enough to see what happens to one. */
function few(source: string): boolean {
  const path = source.slice(POLICIES.length)
  return !path.includes('/cards/') || /(job-services|warning-line|science-help)\.yaml$/.test(path)
}
let folder = ''
let file = ''
let card = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cards-'))
  await cp(POLICIES, folder, { recursive: true, filter: few })
  file = join(folder, '440229-wengyuan/cards/job-services.yaml')
  card = await readFile(file, 'utf8')
})
afterEach(() => rm(folder, { recursive: true }))

async function problems(): Promise<string[]> {
  return readPacksAndCards(folder).then(
    () => [],
    (error: unknown) => {
      if (error instanceof BrokenPacks) return error.problems
      throw error
    },
  )
}

it('a county’s new card is there as soon as its file is', async () => {
  const mine = card
    .replace('id: wengyuan-2023-job-services', 'id: my-card')
    .replace('topic: job-services', 'topic: my-topic')
    .replace(/^title: .*$/m, 'title: 我们村的活')
    .replace(/phrasings:\n[\s\S]*citations/, (part) => part.replaceAll(/^ {2}- .*$/gm, '$&，我们村'))
  await writeFile(join(folder, '440229-wengyuan/cards/mine.yaml'), mine)
  const { cards } = await readPacksAndCards(folder)
  expect(cards.filter(({ card: { id } }) => id === 'my-card')).toMatchObject([{ pack: 'wengyuan-2023' }])
})

it('a pack without cards is fine', async () => {
  await rm(join(folder, '440229-wengyuan/cards'), { recursive: true })
  expect(await problems()).toEqual([])
})

describe('a fault names file, line and remedy', () => {
  it.each<[string, string | RegExp, string, RegExp]>([
    ['a number in a sentence', '人社局来帮。', '人社局来帮3次。', /“says\.0”里直接写了数。.*figures/],
    ['a number spelt out', '人社局来帮。', '人社局来帮三个月。', /直接写了数/],
    ['a foreign letter', '人社局来帮。', '人社局用APP来帮。', /英文字母/],
    ['a long sentence', '人社局来帮。', `人社局${'慢慢'.repeat(30)}来帮。`, /这句太长。一句最多 60 个字/],
    ['a figure that is nowhere', '{guidance}，培训', '{advice}，培训', /\{advice\} 没有写。在“figures”里写上/],
    ['a figure that nobody uses', 'figures:\n', 'figures:\n  spare: { printed: 1次 }\n', /“spare”没有用到/],
    ['a rule that is none', 'rule: employment-services, path: guidance', 'rule: work, path: guidance', /没有这项规定/],
    ['a value that is none', 'path: guidance', 'path: advice', /找不到这个数.*一层一个点/],
    ['a unit that does not fit', 'path: guidance, unit: times', 'path: guidance, unit: limit', /配不上这个单位/],
    ['a clause that is not cited', 'clause: 第8条', 'clause: 第9条', /出自第8条，依据里没有/],
    ['a kind that is none', 'kind: help', 'kind: hilfe', /只能写：help、line/],
    ['a key that is none', 'kind: help', 'kind: help\nkindd: x', /不认得“kindd”/],
    ['a topic in Chinese', /topic: .*/, 'topic: 找活', /“topic”的格式不对.*小写英文/],
    [
      'too few phrasings',
      /phrasings:[\s\S]*citations/,
      'phrasings: [想找活]\ncitations',
      /“phrasings”太小或太短。至少是 8/,
    ],
    [
      'a phone number in a phrasing',
      '  - 想找工作',
      '  - 我的电话13800000001，想找工作',
      /phrasings\.\d+”里有电话或者证件号/,
    ],
    ['a paper of somebody else', 'clause: 第8条', 'clause: 第8条, paper: 别的文件', /不是本目录的文件/],
    ['a figure written otherwise', 'figures:\n', 'figures:\n  x: { printed: 3个 }\n', /“3个”没有写进依据/],
    ['YAML that is none', 'kind: help', 'kind: [help', /不是正确的 YAML/],
  ])('%s', async (_, old, fault, words) => {
    const broken = card.replace(old, () => fault)
    expect(broken).not.toBe(card)
    await writeFile(file, broken)
    const found = (await problems()).join('\n')
    expect(found).toMatch(words)
    expect(found).toMatch(/job-services\.yaml 第 \d+ 行：/)
  })

  it('the right line', async () => {
    await writeFile(file, card.replace('kind: help', 'kind: hilfe'))
    const line = card.split('\n').findIndex((one) => one.startsWith('kind:')) + 1
    expect(await problems()).toEqual([expect.stringContaining(`第 ${line} 行`)])
  })

  it('also of a card that is as it was, when its pack is another', async () => {
    expect(await problems()).toEqual([])
    const pack = join(folder, '440229-wengyuan/pack.yaml')
    const text = await readFile(pack, 'utf8')
    await writeFile(pack, text.replace('  employment-services:\n', '  employment-help:\n'))
    expect((await problems()).join('\n')).toMatch(/job-services\.yaml 第 \d+ 行：.*没有这项规定/)
    await writeFile(pack, text)
    expect(await problems()).toEqual([])
  })

  it('a line that the pack does not have', async () => {
    const other = join(folder, '440229-wengyuan/cards/warning-line.yaml')
    const text = await readFile(other, 'utf8')
    await writeFile(other, text.replace('income: warning-line', 'income: line'))
    expect(await problems()).toEqual([expect.stringMatching(/没有叫“line”的收入线/)])
    await writeFile(other, text.replace('bands: [warning]', 'bands: [monitored]'))
    expect(await problems()).toEqual([expect.stringMatching(/没有“monitored”这一档。可以写：warning/)])
  })
})

describe('cards among each other', () => {
  const twin = () => join(folder, '440229-wengyuan/cards/twin.yaml')

  it('share no title in one place', async () => {
    const mine = card
      .replace('id: wengyuan-2023-job-services', 'id: my-card')
      .replace('topic: job-services', 'topic: my-topic')
      .replace(/^title: .*$/m, 'title: 我们村的活')
      .replace(/phrasings:\n[\s\S]*citations/, (part) => part.replaceAll(/^ {2}- .*$/gm, '$&，我们村'))
    await writeFile(twin(), mine)
    expect(await problems()).toEqual([])
    await writeFile(twin(), mine.replace(/^title: .*$/m, /^title: .*$/m.exec(card)?.[0] ?? ''))
    expect(await problems()).toEqual([expect.stringMatching(/在同一个地方，标题都是“/)])
  })

  it('share neither id nor topic nor phrasing', async () => {
    await writeFile(twin(), card)
    expect(await problems()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/2 张卡片都叫“wengyuan-2023-job-services”/),
        expect.stringMatching(/主题都是“job-services”：请只留一张/),
      ]),
    )
  })

  it('along one chain no phrasing belongs to two of them', async () => {
    const province = join(folder, '44-guangdong/cards/mine.yaml')
    await mkdir(join(folder, '44-guangdong/cards'), { recursive: true })
    const other = await readFile(join(folder, '44-guangdong/cards/science-help.yaml'), 'utf8')
    const changed = other
      .replace('id: guangdong-2020-science-help', 'id: guangdong-2020-mine')
      .replace('topic: science-help', 'topic: mine')
      .replace(/^title: .*$/m, 'title: 另一张卡片')
    const phrasings = /phrasings:\n([\s\S]*)citations/.exec(card)?.[1] ?? ''
    await writeFile(
      province,
      changed.replace(/phrasings:\n[\s\S]*citations/, () => `phrasings:\n${phrasings}citations`),
    )
    expect((await problems())[0]).toMatch(/在 guangdong-2020-mine 和 wengyuan-2023-job-services 里都有/)
  })
})
