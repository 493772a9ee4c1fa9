import type { z } from 'zod'
import type { ChecklistView, NewVisit } from '../../../../src/contract/ledger.ts'
import { newId } from '../../../utils/new-id'
import { FIELDS, type FieldInput } from './fields'
import { type Field, field, type Option, optionsOf } from './form'
import { dayWords } from './when'

type Checklist = z.infer<typeof ChecklistView>
type Fact = z.input<typeof NewVisit>['facts'] extends (infer One)[] | undefined ? One : never

const YES_NO = { yes: '是', no: '不是' }

export function visitFields(day: string): Field[] {
  return [
    field('day', 'day', '哪天去的', { value: day }),
    field('words', 'words', '看到、听到什么', { hint: '例如：老人在家，屋顶修好了' }),
  ]
}

/** What nobody has answered lately; what is not answered is not written down. */
export function askedFields({ ask }: Checklist): Field[] {
  return ask.map(({ field: name, member, question, last }): Field => {
    const label = last ? `${question}上次：${last.words}，${dayWords(last.day)}` : question
    const key = `${name} ${member ?? ''}`
    const { as, options } = FIELDS[name] ?? { as: 'text' as const, options: [] }
    return asked(as, key, label, optionsOf(options))
  })
}

function asked(as: FieldInput['as'], key: string, label: string, options: Option[]): Field {
  switch (as) {
    case 'choice':
      return field('choice', key, label, { optional: true, options: withNone(options) })
    case 'yes_no':
      return field('choice', key, label, { optional: true, options: withNone(optionsOf(YES_NO)) })
    case 'number':
      return field('number', key, label, { optional: true, hint: '只写数字' })
    case 'list':
      return field('line', key, label, { optional: true, hint: '几项用顿号隔开' })
    case 'text':
      return field('line', key, label, { optional: true })
  }
}

/** A choice that was made by mistake can be taken back. */
function withNone(options: Option[]): Option[] {
  return [{ value: '', words: '（没问到）' }, ...options]
}

export function factsOf(fields: Field[]): Fact[] {
  return fields.flatMap(({ key, value }): Fact[] => {
    const [name = '', member] = key.split(' ')
    const given = value.trim()
    if (given === '') return []
    return [{ id: newId(), field: name, member: member || null, value: givenAs(name, given), period: null }]
  })
}

function givenAs(name: string, given: string): Fact['value'] {
  switch (FIELDS[name]?.as) {
    case 'yes_no':
      return given === 'yes'
    case 'number':
      return Number(given)
    case 'list':
      return given
        .split(/[、，,；;\n]/)
        .map((each) => each.trim())
        .filter(Boolean)
    case 'choice':
    case 'text':
    case undefined:
      return given
  }
}
