import type { Colleague } from '../../../../src/contract/account.ts'
import { type Field, field, type Option, optionsOf } from './form'
import { FINDING, OUTCOME, ROLE } from './labels'

/** What is asked by a word's form; the claim needs nothing, the visit has a page of its own. */
export type FormName = 'note' | 'transfer' | 'return' | 'verify' | 'close' | 'done'

export function fieldsOf(name: FormName, colleagues: Colleague[]): Field[] {
  switch (name) {
    case 'note':
      return [field('words', 'text', '记什么', { hint: '例如：打过电话，明天上午去' })]
    case 'transfer':
      return [
        field('choice', 'pick', '转给谁', { options: colleagues.map(personOption) }),
        field('words', 'text', '为什么转', { hint: '例如：这户一直是他联系' }),
      ]
    case 'return':
      return [field('words', 'text', '为什么退回', { hint: '例如：不是我们村的人' })]
    case 'verify':
      return [
        field('pick', 'pick', '核实结果', { options: optionsOf(FINDING) }),
        field('words', 'text', '核实的情况', { hint: '例如：房子确实不能住人' }),
      ]
    case 'close':
      return [
        field('pick', 'pick', '怎么办结的', { options: optionsOf(OUTCOME) }),
        field('words', 'text', '办了什么', { hint: '例如：屋顶已修好' }),
      ]
    case 'done':
      return [field('words', 'text', '办了什么', { hint: '例如：全村走了一遍，有两户要再看' })]
  }
}

/** What goes to the server, beside its id and version. */
export function bodyOf(name: FormName, { text = '', pick = '' }: Record<string, string>): Record<string, unknown> {
  switch (name) {
    case 'note':
      return { action: name, text }
    case 'transfer':
      return { action: name, to: pick, reason: text }
    case 'return':
      return { action: name, reason: text }
    case 'verify':
      return { action: name, finding: pick, findings: text }
    case 'close':
      return { action: name, outcome: pick, text }
    case 'done':
      return { words: text }
  }
}

function personOption({ id, name, role }: Colleague): Option {
  return { value: id, words: `${name}（${ROLE[role]}）` }
}
