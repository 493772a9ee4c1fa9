/** What is wrong with a field, in plain words, for every kind of fault that zod knows. Never holds what was written. */
import type { z } from 'zod'

type Issue = z.core.$ZodRawIssue<z.core.$ZodIssue>

/** For whoever fills in a form. */
export const forPeople = (issue: Issue): string => words(issue)

/** For a technician, who writes files: with the codes that may stand there. */
export function forTechnicians(issue: Issue): string {
  if (issue.code === 'invalid_value') return `只能写其中一个：${issue.values.map(String).join('、')}`
  return issue.code === 'unrecognized_keys' ? `不认识的项：${issue.keys.join('、')}` : words(issue)
}

const WANTED: Record<string, string> = {
  string: '要写文字',
  number: '要写数字',
  int: '要写整数',
  boolean: '要写是或否',
  array: '要写成一列',
  never: '这里不用写',
  undefined: '这里不用写',
}
const FORMS: Record<string, string> = {
  date: '要写成 2026-01-31 这样',
  datetime: '没选对，请重新选',
  uuid: '编号不对',
  url: '网址不对',
}

function words(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '缺这一项，请补上' : (WANTED[issue.expected] ?? '格式不对')
    case 'invalid_value':
      return '不在可选的里面，请重新选'
    case 'too_big':
      return tooBig(issue)
    case 'too_small':
      return tooSmall(issue)
    case 'invalid_format':
      return FORMS[issue.format] ?? '格式不对'
    case 'not_multiple_of':
      return multiple(issue.divisor)
    case 'unrecognized_keys':
      return '多了不认识的项'
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
      return '格式不对'
    case 'custom':
      return '不对，请改一改'
  }
}

/** What is counted of it; nothing of a number. */
const UNITS: Record<string, string> = { string: '个字', array: '项', set: '项', map: '项' }

function tooBig({ origin, maximum, inclusive, exact }: Extract<Issue, { code: 'too_big' }>): string {
  const unit = UNITS[origin]
  if (!unit) return inclusive === false ? `要比 ${maximum} 小` : `不能大于 ${maximum}`
  return exact ? `要正好 ${maximum} ${unit}` : `太长了，最多 ${maximum} ${unit}`
}

function tooSmall({ origin, minimum, inclusive, exact }: Extract<Issue, { code: 'too_small' }>): string {
  const unit = UNITS[origin]
  if (!unit) return inclusive === false ? `要比 ${minimum} 大` : `不能小于 ${minimum}`
  if (exact) return `要正好 ${minimum} ${unit}`
  return Number(minimum) === 1 ? '不能空着' : `太短了，至少 ${minimum} ${unit}`
}

function multiple(divisor: number | bigint): string {
  const decimals = Math.round(-Math.log10(Number(divisor)))
  return decimals > 0 ? `最多写 ${decimals} 位小数` : `要是 ${divisor} 的倍数`
}
