/** Parts of a form. Each shows a label and an input, and reads what was given; whatever is asked is asked with them. */

import { button, h } from './dom.ts'
import { shrink } from './picture.ts'

export interface Input<T> {
  view: HTMLElement
  read(): T
}

let count = 0
const newId = () => `input-${++count}`

interface Look {
  hint?: string
  value?: string
  optional?: boolean
  longest?: number
}

export function line(
  label: string,
  { hint = '', value = '', optional = false, longest = 200 }: Look = {},
): Input<string> {
  const input = h('input', {
    id: newId(),
    type: 'text',
    value,
    placeholder: hint,
    required: !optional,
    maxlength: longest,
  })
  return { view: labelled(label, input), read: () => input.value.trim() }
}

export function longText(label: string, { hint = '', value = '', optional = false }: Look = {}): Input<string> {
  const input = h('textarea', { id: newId(), rows: 3, placeholder: hint, required: !optional, maxlength: 2000 }, value)
  return { view: labelled(label, input), read: () => input.value.trim() }
}

export function day(label: string, value: string, { optional = false }: Look = {}): Input<string> {
  const input = h('input', { id: newId(), type: 'date', value, required: !optional })
  return { view: labelled(label, input), read: () => input.value }
}

export function month(label: string, value: string): Input<string> {
  const input = h('input', {
    id: newId(),
    type: 'month',
    value,
    required: true,
    pattern: '20\\d{2}-(0[1-9]|1[0-2])',
    placeholder: '2026-01',
  })
  return { view: labelled(label, input), read: () => input.value }
}

export function money(label: string, value = ''): Input<number> {
  const type = { type: 'number', inputmode: 'decimal', min: 0, step: 0.01 }
  const input = h('input', { id: newId(), ...type, value, required: true })
  return { view: labelled(label, input), read: () => Number(input.value) }
}

export function select(
  label: string,
  options: readonly (readonly [string, string])[],
  { optional = false, value = '' }: Look = {},
): Input<string> {
  const first = h('option', { value: '' }, optional ? '（不填）' : '请选择')
  const choices = options.map(([each, words]) => h('option', { value: each, selected: each === value }, words))
  const input = h('select', { id: newId(), required: !optional }, first, ...choices)
  return { view: labelled(label, input), read: () => input.value }
}

/** One of a few, all in sight. */
export function pick(label: string, options: readonly (readonly [string, string])[]): Input<string> {
  const name = newId()
  const radios = options.map(([value]) => h('input', { type: 'radio', name, value, required: true }))
  const lines = options.map(([, words], at) => h('label', { class: 'radio' }, radios[at], words))
  return {
    view: h('fieldset', { class: 'field' }, h('legend', {}, label), ...lines),
    read: () => radios.find(({ checked }) => checked)?.value ?? '',
  }
}

/** Any number of a few, also none. */
export function several<T extends string>(
  label: string,
  options: Partial<Record<T, string>>,
  chosen: readonly T[] = [],
): Input<T[]> {
  const values = Object.keys(options) as T[]
  const boxes = values.map((value) => h('input', { type: 'checkbox', value, checked: chosen.includes(value) }))
  const lines = values.map((value, at) => h('label', { class: 'radio' }, boxes[at], options[value]))
  return {
    view: h('fieldset', { class: 'field' }, h('legend', {}, label), ...lines),
    read: () => values.filter((_, at) => boxes[at]?.checked),
  }
}

/** Pictures are made smaller when they are read, not when they are chosen. */
export function photos(label: string, { optional = false }: Look = {}): Input<Promise<Blob[]>> {
  const chosen = h('p', { class: 'hint', role: 'status' })
  const input = h('input', {
    id: newId(),
    type: 'file',
    class: 'sr-only',
    tabindex: -1,
    accept: 'image/*',
    multiple: true,
    required: !optional,
    change: () => {
      chosen.textContent = input.files?.length ? `选了 ${input.files.length} 张` : ''
    },
  })
  const view = labelled(label, input)
  // The browser's own button speaks the browser's language and is small.
  view.append(
    button('拍照或选照片', () => input.click()),
    chosen,
  )
  return { view, read: () => Promise.all([...(input.files ?? [])].map(shrink)) }
}

function labelled(label: string, input: HTMLElement): HTMLElement {
  return h('div', { class: 'field' }, h('label', { for: input.id }, label), input)
}

/** Names of one list, however somebody separated them. */
export function listIn(words: string): string[] {
  return words
    .split(/[、，,；;\n]/)
    .map((each) => each.trim())
    .filter(Boolean)
}
