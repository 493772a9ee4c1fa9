/** A form as a list of fields, so that each page of a form only says what it asks. */
export interface Option {
  value: string
  words: string
}

export interface Field {
  key: string
  /** `pick`: one of a few, all in sight; `choice`: one of many, from below. */
  kind: 'words' | 'line' | 'number' | 'choice' | 'pick' | 'day'
  label: string
  hint: string
  optional: boolean
  options: Option[]
  value: string
  /** What a chosen value is called. */
  shown: string
  /** Where the chosen one stands; -1 before. */
  at: number
}

type More = Partial<Pick<Field, 'hint' | 'optional' | 'options' | 'value'>>

export function field(kind: Field['kind'], key: string, label: string, more: More = {}): Field {
  const made = { key, kind, label, hint: '', optional: false, options: [], value: '', shown: '', at: -1, ...more }
  return filled(made, made.value)
}

export function filled(one: Field, value: string): Field {
  const at = one.options.findIndex((option) => option.value === value)
  const shown = one.kind === 'choice' || one.kind === 'pick' ? (one.options[at]?.words ?? '') : value
  return { ...one, value, at, shown }
}

export function withValues(fields: Field[], values: Record<string, string>): Field[] {
  return fields.map((one) => {
    const kept = values[one.key]
    return kept === undefined ? one : filled(one, kept)
  })
}

export function valuesOf(fields: Field[]): Record<string, string> {
  return Object.fromEntries(fields.map(({ key, value }) => [key, value.trim()]))
}

/** What is still to be filled in, in words; null when all is there. */
export function missing(fields: Field[]): string | null {
  for (const { kind, label, value, optional } of fields) {
    const given = value.trim()
    if (given === '' && !optional) return `还差一项：${label}`
    if (given !== '' && kind === 'number' && !/^\d+(\.\d{1,2})?$/.test(given)) return `${label}：请只写数字`
  }
  return null
}

export function optionsOf(labels: Record<string, string> | [string, string][]): Option[] {
  const pairs = Array.isArray(labels) ? labels : Object.entries(labels)
  return pairs.map(([value, words]) => ({ value, words }))
}
