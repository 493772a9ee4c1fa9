import type { Builtin, Self } from './builtin.ts'
import { inForm } from './simple.ts'

/** `switch` is a word of JavaScript. */
export const switchControl: Builtin = {
  properties: { checked: Boolean, disabled: Boolean, type: String, color: String, name: String },
  isLeaf: true,
  make(self) {
    const dom = box(self, 'switch', () => self.emit('change', { value: dom.checked }))
    return {
      attached() {
        self.host.append(dom)
        inForm(
          self,
          () => dom.checked,
          () => self.keep('checked', false),
        )
      },
      changed: controlled(dom),
    }
  },
}

/** Its group hears of it and tells the page which ones are ticked. */
function member(kind: 'checkbox' | 'radio'): Builtin {
  return {
    properties: { value: String, checked: Boolean, disabled: Boolean, color: String },
    make(self) {
      const dom = box(self, kind, () =>
        self.host.dispatchEvent(new CustomEvent(`mp-${kind}`, { bubbles: true, detail: dom })),
      )
      return {
        attached() {
          self.host.prepend(dom)
          self.onTap(() => dom.click())
          dom.value = self.text('value')
        },
        changed: {
          ...controlled(dom),
          value(value) {
            dom.value = String(value)
          },
        },
      }
    },
  }
}
export const checkbox = member('checkbox')
export const radio = member('radio')

export const checkboxGroup: Builtin = {
  properties: { name: String },
  make: (self) => ({
    attached() {
      self.host.setAttribute('role', 'group')
      inForm(
        self,
        () => ticked(self),
        () => untick(self),
      )
      self.host.addEventListener('mp-checkbox', () => self.emit('change', { value: ticked(self) }))
    },
  }),
}

export const radioGroup: Builtin = {
  properties: { name: String },
  make: (self) => ({
    attached() {
      self.host.setAttribute('role', 'radiogroup')
      inForm(
        self,
        () => ticked(self)[0] ?? '',
        () => untick(self),
      )
      self.host.addEventListener('mp-radio', (event) => {
        const chosen = (event as CustomEvent<HTMLInputElement>).detail
        for (const other of boxes(self)) if (other !== chosen) other.checked = false
        chosen.checked = true
        self.emit('change', { value: chosen.value })
      })
    },
  }),
}

function box(self: Self, role: string, then: () => void): HTMLInputElement {
  const dom = document.createElement('input')
  dom.type = 'checkbox'
  dom.setAttribute('role', role)
  dom.addEventListener('change', (event) => {
    event.stopPropagation()
    self.keep('checked', dom.checked)
    then()
  })
  // A tap on the box itself ticks it once; the host's own tap must not untick it.
  for (const type of ['touchstart', 'touchend', 'mousedown', 'mouseup'])
    dom.addEventListener(type, (event) => event.stopPropagation())
  return dom
}

function controlled(dom: HTMLInputElement) {
  return {
    checked(value: unknown) {
      dom.checked = value === true
    },
    disabled(value: unknown) {
      dom.disabled = value === true
    },
    ariaLabel(value: unknown) {
      dom.setAttribute('aria-label', String(value))
    },
  }
}

function boxes(self: Self): HTMLInputElement[] {
  return [...self.host.querySelectorAll<HTMLInputElement>('wx-checkbox > input, wx-radio > input')]
}

function ticked(self: Self): string[] {
  return boxes(self).flatMap(({ checked, value }) => (checked ? [value] : []))
}

function untick(self: Self): void {
  for (const each of boxes(self)) each.checked = false
}
