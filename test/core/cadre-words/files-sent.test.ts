import { expect, it } from 'vitest'
import { sentTogether } from '../../../src/core/cadre-words/files-sent.ts'

const at = (...minutes: number[]) => minutes.map((minute) => ({ id: `${minute}`, at: new Date(minute * 60_000) }))

it.each([
  ['none', [], []],
  ['one', [5], ['5']],
  ['those of one home', [0, 20, 50], ['0', '20', '50']],
  ['not those of another home before it', [0, 20, 51, 60], ['51', '60']],
])('takes %s', (_what, minutes, together) => {
  expect(sentTogether(at(...minutes))).toEqual(together)
})
