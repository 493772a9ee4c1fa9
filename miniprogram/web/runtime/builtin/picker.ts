import { openSheet } from '../sheet.ts'
import type { Builtin, Self } from './builtin.ts'
import { inForm } from './simple.ts'

/** Choosing one of a list, or a day, or a time of day; from below, as in WeChat. */
export const picker: Builtin = {
  properties: {
    mode: { type: String, value: 'selector' },
    range: Array,
    rangeKey: String,
    value: null,
    start: String,
    end: String,
    fields: String,
    headerText: String,
    disabled: Boolean,
    name: String,
  },
  make: (self) => ({
    attached() {
      if (!self.host.hasAttribute('role')) self.host.setAttribute('role', 'button')
      self.host.setAttribute('aria-haspopup', 'dialog')
      self.host.tabIndex = 0
      self.host.addEventListener('keydown', ({ key }) => {
        if (key === 'Enter') void open(self)
      })
      inForm(
        self,
        () => self.get('value'),
        () => self.keep('value', ''),
      )
      self.onTap(() => void open(self))
    },
  }),
}

async function open(self: Self): Promise<void> {
  if (self.is('disabled')) return
  const chosen = await (self.text('mode') === 'selector' ? chooseOne(self) : chooseDay(self))
  if (chosen === null) return self.emit('cancel', {})
  self.keep('value', chosen)
  self.emit('change', { value: chosen })
}

async function chooseOne(self: Self): Promise<number | null> {
  const range = self.get('range') as unknown[]
  const key = self.text('rangeKey')
  const words = range.map((each) => String(key ? (each as Record<string, unknown>)[key] : each))
  return openSheet({ title: self.text('headerText'), options: words })
}

const INPUT_TYPE: Record<string, string> = { date: 'date', time: 'time' }

async function chooseDay(self: Self): Promise<string | null> {
  const mode = self.text('mode')
  const type = INPUT_TYPE[mode]
  if (!type) throw new Error(`picker: mode "${mode}" is not simulated`)
  const field = document.createElement('input')
  field.type = self.text('fields') === 'month' ? 'month' : type
  field.value = self.text('value')
  field.min = self.text('start')
  field.max = self.text('end')
  field.setAttribute('aria-label', self.text('headerText') || (mode === 'date' ? '日期' : '时间'))
  const done = await openSheet({ title: self.text('headerText'), field, options: ['确定'] })
  return done === null || field.value === '' ? null : field.value
}
