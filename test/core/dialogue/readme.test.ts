import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { USUAL_QUIET } from '../../../src/contract/broadcast.ts'
import { Resident } from './resident.ts'

it.each(['README.md', 'README.zh-CN.md'])('%s names the quiet hours and the words as the code has them', (file) => {
  const readme = readFileSync(file, 'utf8')
  const [, from, until] = /(?:between |晚上 )(\d+)(?: and | 点到早上 )(\d+)/.exec(readme) ?? []
  expect({ from: Number(from), until: Number(until) }).toEqual(USUAL_QUIET)
  const [, stopping = '', again = ''] = /(`不要宣传`[^;；]*)[;；][^`]*`([^`]+)`/.exec(readme) ?? []
  const words = [...stopping.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)
  expect(words).toEqual(['不要宣传', '退订', '拒收', '别发广告了'])
  const heard = (text: string) => new Resident().says(text).last.events.map(({ kind }) => kind)
  for (const word of words) expect(heard(word), word).toEqual(['opted_out'])
  expect(heard(again)).toEqual(['opted_in'])
})
