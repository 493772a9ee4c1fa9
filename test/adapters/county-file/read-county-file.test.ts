import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { readCountyFile } from '../../../src/adapters/county-file/read-county-file.ts'
import { startError } from '../../../src/start-error.ts'

const home = mkdtempSync(join(tmpdir(), 'mingbai-county-file-'))
const cadres = join(home, 'cadres.json')
afterAll(() => rmSync(home, { recursive: true, force: true }))
beforeEach(() => cpSync('demo/440229', home, { recursive: true }))

/** What the technician reads when one piece of the cadres' file is written differently. */
function said(before: string | RegExp, after: string): string {
  const text = readFileSync(cadres, 'utf8')
  expect(text.search(before)).toBeGreaterThan(-1)
  writeFileSync(cadres, text.replace(before, after))
  try {
    readCountyFile(home)
  } catch (error) {
    return startError(error)
  }
  throw new Error('nothing was said')
}

/** Of the first thing that looks like this. */
function lineOf(piece: string): number {
  const text = readFileSync(cadres, 'utf8')
  return text.slice(0, text.indexOf(piece)).split('\n').length
}

it('is silent about the demo county', () => expect(readCountyFile(home).county.name).toBe('翁源县'))

it('names file, line and field of a value that is wrong, and how it should be', () => {
  const line = lineOf('"phone"')
  const words = said(/"phone": "\d+"/, '"phone": "12"')
  expect(words).toContain(`${cadres} 第 ${line} 行，cadres 第 1 个 的 phone：电话要写成 11 位手机号`)
  expect(words).toContain('照着 demo/440229 写')
  expect(words).not.toContain('    at ')
})

it('names a field that is missing, and one that nobody knows', () => {
  const line = lineOf('"name"')
  const words = said('"name"', '"nmae"')
  expect(words).toContain(`cadres 第 1 个 的 name：缺这一项，请补上。`)
  expect(words).toContain(`${cadres} 第 ${line} 行，cadres 第 1 个 的 nmae：没有这一项，请删掉或改对名字。`)
})

it('says in Chinese what kind of value belongs there', () => {
  const words = said(/"name": "[^"]+"/, '"name": 5')
  expect(words).toMatch(/cadres 第 1 个 的 name：[^a-z]*要写文字/)
})

it('names the line where it is no JSON', () => {
  const line = lineOf('"name"')
  expect(said('"name":', '"name"')).toMatch(new RegExp(`不是 JSON 对象。第 ${line} 行附近有错`))
})
