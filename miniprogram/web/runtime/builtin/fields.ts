import type { Builtin, Handlers, Self } from './builtin.ts'
import { inForm } from './simple.ts'

const common = {
  value: String,
  name: String,
  placeholder: String,
  placeholderClass: String,
  placeholderStyle: String,
  disabled: Boolean,
  maxlength: { type: Number, value: 140 },
  focus: Boolean,
  cursorSpacing: Number,
  adjustPosition: { type: Boolean, value: true },
  holdKeyboard: Boolean,
  confirmType: { type: String, value: 'done' },
  confirmHold: Boolean,
}

const PLACEHOLDER = 'mp-placeholder'
const INPUT_MODE: Record<string, string> = { number: 'numeric', digit: 'decimal', idcard: 'text', text: 'text' }

export const input: Builtin = {
  properties: { ...common, type: { type: String, value: 'text' }, password: Boolean },
  isLeaf: true,
  make(self) {
    const dom = document.createElement('input')
    const handlers = field(self, dom)
    return {
      ...handlers,
      attached() {
        handlers.attached()
        dom.addEventListener('keydown', (event) => {
          if (event.key !== 'Enter' || event.isComposing) return
          self.emit('confirm', { value: dom.value })
          if (!self.is('confirmHold')) dom.blur()
        })
      },
      changed: {
        ...handlers.changed,
        type(value) {
          dom.inputMode = INPUT_MODE[String(value)] ?? 'text'
        },
        password(value) {
          dom.type = value === true ? 'password' : 'text'
        },
      },
    }
  },
}

export const textarea: Builtin = {
  properties: {
    ...common,
    autoHeight: Boolean,
    showConfirmBar: { type: Boolean, value: true },
    fixed: Boolean,
    disableDefaultPadding: Boolean,
  },
  isLeaf: true,
  make(self) {
    const dom = document.createElement('textarea')
    dom.rows = 1
    const handlers = field(self, dom)
    const grow = () => {
      if (!self.is('autoHeight')) return
      dom.style.height = 'auto'
      if (dom.scrollHeight > 0) dom.style.height = `${dom.scrollHeight}px`
    }
    return {
      ...handlers,
      attached() {
        handlers.attached()
        dom.addEventListener('input', grow)
        grow()
      },
      changed: {
        ...handlers.changed,
        value(value) {
          handlers.changed.value?.(value)
          grow()
        },
      },
    }
  },
}

function field(self: Self, dom: HTMLInputElement | HTMLTextAreaElement) {
  dom.maxLength = 140
  // WeChat draws it as an element of its own, so that a page's class can colour it.
  const hint = document.createElement('span')
  hint.className = PLACEHOLDER
  hint.ariaHidden = 'true'
  const handlers = {
    attached() {
      self.host.append(dom, hint)
      inForm(
        self,
        () => dom.value,
        () => self.keep('value', ''),
      )
      dom.addEventListener('input', (event) => {
        event.stopPropagation()
        self.keep('value', dom.value)
        self.emit('input', { value: dom.value, cursor: dom.selectionStart ?? dom.value.length, keyCode: 0 })
      })
      dom.addEventListener('focus', () => self.emit('focus', { value: dom.value, height: 0 }))
      dom.addEventListener('blur', () => self.emit('blur', { value: dom.value, cursor: dom.selectionStart ?? 0 }))
      dom.addEventListener('change', (event) => event.stopPropagation())
    },
    changed: {
      value(value) {
        if (dom.value !== String(value)) dom.value = String(value)
      },
      placeholder(value) {
        dom.placeholder = String(value)
        hint.textContent = String(value)
      },
      placeholderClass(value) {
        hint.className = `${PLACEHOLDER} ${value}`
      },
      placeholderStyle(value) {
        hint.style.cssText = String(value)
      },
      disabled(value) {
        dom.disabled = value === true
      },
      maxlength(value) {
        if (Number(value) < 0) dom.removeAttribute('maxlength')
        else dom.maxLength = Number(value)
      },
      focus(value) {
        if (value === true) setTimeout(() => dom.focus())
      },
      confirmType(value) {
        dom.enterKeyHint = String(value)
      },
      // The one that is written in is what a screen reader finds.
      ariaLabel(value) {
        dom.setAttribute('aria-label', String(value))
      },
    },
  } satisfies Handlers
  return handlers as typeof handlers & { changed: NonNullable<Handlers['changed']> }
}
