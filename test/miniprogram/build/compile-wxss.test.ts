import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { compileWxss } from '../../../miniprogram/web/build/compile-wxss.ts'

it('lets a component that shares its style have a say only on the pages that it stands on', async () => {
  const root = await mkdtemp(join(tmpdir(), 'mingbai-wxss-'))
  await writeFile(join(root, 'inner.wxss'), '.bar { position: fixed; }')
  const unit = (path: string, isPage: boolean, using: Record<string, string> = {}) =>
    ({ path, isPage, using, styleIsolation: 'shared' }) as const
  const units = [
    unit('with', true, { outer: 'outer' }),
    unit('without', true),
    unit('outer', false, { inner: 'inner', outer: 'outer' }),
    unit('inner', false),
  ]
  const css = compileWxss(root, units, (problem) => expect.fail(problem))
  await rm(root, { recursive: true })
  expect(css).toBe(':where([data-page="with"]) .bar { position: fixed; }')
})
