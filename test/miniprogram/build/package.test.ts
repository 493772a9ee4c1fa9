/** What WeChat packs of the folder. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { buildPhone } from '../../../miniprogram/web/build/build-phone.ts'

const ROOT = fileURLToPath(new URL('../../../miniprogram', import.meta.url))
/** WeChat's limit is twice that; half of it is left to what a county adds. */
const MAIN_PACKAGE = 1024 * 1024
const SUBPACKAGE = 1024 * 1024

interface Ignored {
  packOptions: { ignore: { type: 'folder' | 'file'; value: string }[] }
}

/** Bytes of what is packed, by its path. TypeScript counts as it is: without its types it is shorter. */
async function packed(): Promise<Map<string, number>> {
  const { packOptions } = JSON.parse(await readFile(join(ROOT, 'project.config.json'), 'utf8')) as Ignored
  const isLeftOut = (path: string) =>
    packOptions.ignore.some(({ type, value }) => (type === 'folder' ? path.startsWith(`${value}/`) : path === value))
  const sizes = new Map<string, number>()
  for (const path of await readdir(ROOT, { recursive: true })) {
    const entry = await stat(join(ROOT, path))
    if (entry.isFile() && !isLeftOut(path)) sizes.set(path, entry.size)
  }
  return sizes
}

const sum = (sizes: [string, number][]) => sizes.reduce((all, [, size]) => all + size, 0)

test('the main package and each other one are under a megabyte, and nothing of the browser is in them', async () => {
  const files = [...(await packed())]
  const { subPackages } = JSON.parse(await readFile(join(ROOT, 'app.json'), 'utf8')) as {
    subPackages: { root: string }[]
  }
  const isOf = (path: string) => subPackages.find(({ root }) => path.startsWith(`${root}/`))
  expect(files.filter(([path]) => path.startsWith('web'))).toEqual([])
  expect(sum(files.filter(([path]) => !isOf(path)))).toBeLessThan(MAIN_PACKAGE)
  for (const { root } of subPackages)
    expect(sum(files.filter(([path]) => path.startsWith(`${root}/`)))).toBeLessThan(SUBPACKAGE)
})

test('all of it is of a kind that WeChat packs and the pages use', async () => {
  const kinds = new Set([...(await packed()).keys()].map((path) => path.split('.').at(-1)))
  expect([...kinds].filter((kind) => !['json', 'ts', 'wxml', 'wxss', 'svg'].includes(kind ?? ''))).toEqual([])
})

test('the mini-program is built without a word of warning', async () => {
  const { script, style } = await buildPhone()
  expect(script.length).toBeGreaterThan(100_000)
  expect(style.length).toBeGreaterThan(1_000)
})
