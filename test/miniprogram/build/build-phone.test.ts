/** What the build says of files that WeChat's DevTools would refuse, or would take and show nothing of. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPhone } from '../../../miniprogram/web/build/build-phone.ts'
import { BuildProblems } from '../../../miniprogram/web/build/problems.ts'

const FIXTURE = fileURLToPath(new URL('../fixture', import.meta.url))
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingbai-mini-'))
  await cp(FIXTURE, folder, { recursive: true })
})
afterAll(() => rm(folder, { recursive: true }))

/** The problems of the fixture when one file is another one; null: it is gone. */
async function broken(file: string, change: (text: string) => string | null): Promise<readonly string[]> {
  const path = join(folder, file)
  const before = await readFile(path, 'utf8')
  const after = change(before)
  if (after === null) await rm(path)
  else await writeFile(path, after)
  try {
    await buildPhone(folder)
    return []
  } catch (error) {
    if (!(error instanceof BuildProblems)) throw error
    return error.problems
  } finally {
    await writeFile(path, before)
  }
}

describe('the build', () => {
  it('takes what is right, and leaves the folder as it is', async () => {
    expect(await broken('app.ts', (text) => text)).toEqual([])
  })

  it.each([
    ['a tag left open', 'pages/other/other.wxml', '<view>', /^pages\/other\/other\.wxml:\d+:\d+: /],
    ['a tag of HTML', 'pages/other/other.wxml', '<div>words</div>', /other\.wxml: <div> is no component/],
    ['a component that is not named', 'pages/other/other.wxml', '<chip />', /other\.wxml: <chip> is no component/],
    ['a script in the template', 'pages/other/other.wxml', '<wxs module="m" src="./m.wxs" />', /<wxs>|wxs/],
    [
      'a key that the page does not know',
      'pages/other/other.json',
      '{ "navigationBarTitel": "x" }',
      /other\.json: the file: .*navigationBarTitel/,
    ],
    ['JSON that is none', 'pages/other/other.json', '{', /other\.json: /],
    ['TypeScript that is none', 'pages/other/other.ts', 'Page({', /other\.ts/],
    ['style that is none', 'pages/other/other.wxss', '.a { color: red', /other\.wxss: /],
    [
      'a style sheet that is not there',
      'pages/other/other.wxss',
      '@import "./none.wxss";',
      /none\.wxss: the file is missing/,
    ],
    [
      'a colour that the dark has not',
      'theme.json',
      '{ "light": { "bar": "#fff", "words": "black" }, "dark": {} }',
      /dark has no "bar"/,
    ],
  ])('tells of %s', async (_what, file, text, problem) => {
    expect(await broken(file, () => text)).toEqual(expect.arrayContaining([expect.stringMatching(problem)]))
  })

  it('tells of every fault at once', async () => {
    const wrong = await broken('app.json', (text) =>
      text
        .replace('"pages/third/third"', '"pages/third/third", "pages/none/none"')
        .replace('"pagePath": "pages/other/other"', '"pagePath": "pages/away/away"'),
    )
    expect(wrong.join('\n')).toMatch(/pages\/away\/away stands in the tab bar/)
    expect(await broken('pages/third/third.wxss', () => null)).toEqual(['pages/third/third.wxss: the file is missing'])
    expect(
      (await broken('app.json', (text) => text.replace('"pages/third/third"', '"pages/none/none"'))).length,
    ).toBeGreaterThan(3)
  })

  it('keeps a page’s rules to the page, and a component’s to the component', async () => {
    const { style, pictures, script } = await buildPhone(folder)
    expect(style).toContain(':where([data-page="pages/parts/parts"]) .shared-name { color: rgb(200, 0, 0)')
    expect(style).toMatch(/\.c\d+--shared-name \{\s*color: rgb\(10, 20, 30\)/)
    expect(style).toMatch(/\[wx-host=c\d+\] \{\s*display: block/)
    expect(style).toContain('wx-page {')
    expect(style).toContain('height: 50cqh')
    expect(style).toContain('width: calc(375 * var(--rpx))')
    expect([...pictures.keys()]).toEqual(['icons/dot.svg'])
    // The phone's policy lets no script make scripts.
    expect(script).not.toMatch(/\bnew Function\b|\beval\(/)
  })
})
