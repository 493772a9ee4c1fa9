import { allShown, type Builtin, type Handlers, type Self } from './builtin.ts'

const hoverable = {
  hoverClass: { type: String, value: 'none' },
  hoverStopPropagation: Boolean,
  hoverStartTime: Number,
  hoverStayTime: Number,
}

/** The classes that it has while a finger is on it. */
function hover(self: Self): void {
  const names = () =>
    self
      .text('hoverClass')
      .split(/\s+/)
      .filter((name) => name !== '' && name !== 'none')
  const off = () => self.host.classList.remove(...names())
  self.host.addEventListener('touchstart', () => self.host.classList.add(...names()), { passive: true })
  self.host.addEventListener('touchend', off)
  self.host.addEventListener('touchcancel', off)
}

/** A finger is not the only way: what can be tapped can be reached and pressed by the keyboard, too. */
function reachable(self: Self): void {
  self.host.tabIndex = 0
  self.host.addEventListener('keydown', (event) => {
    if (event.target !== self.host || (event.key !== 'Enter' && event.key !== ' ')) return
    event.preventDefault()
    if (!self.host.hasAttribute('disabled')) self.tap()
  })
}

export const view: Builtin = {
  properties: { ...hoverable, hidden: Boolean },
  make: (self) => ({ attached: () => hover(self), changed: allShown(self, ['hidden']) }),
}

export const text: Builtin = {
  properties: { userSelect: Boolean, selectable: Boolean, space: String, decode: Boolean, hidden: Boolean },
  make: (self) => ({ changed: allShown(self, ['userSelect', 'hidden']) }),
}

export const label: Builtin = {
  properties: { for: String },
  make: (self) => ({
    attached() {
      self.onTap(() => self.host.querySelector<HTMLElement>('input, textarea')?.click())
    },
  }),
}

export const button: Builtin = {
  properties: {
    ...hoverable,
    hoverClass: { type: String, value: 'button-hover' },
    type: { type: String, value: 'default' },
    size: { type: String, value: 'default' },
    plain: Boolean,
    disabled: Boolean,
    loading: Boolean,
    formType: String,
    openType: String,
    hidden: Boolean,
  },
  make(self): Handlers {
    const changed = allShown(self, ['type', 'size', 'plain', 'disabled', 'loading', 'hidden'])
    const showDisabled = changed.disabled
    return {
      attached() {
        if (!self.host.hasAttribute('role')) self.host.setAttribute('role', 'button')
        hover(self)
        reachable(self)
        self.onTap(() => {
          const type = self.text('formType')
          if (type) self.host.dispatchEvent(new CustomEvent(`mp-${type}`, { bubbles: true }))
          if (self.text('openType') === 'share') dispatchEvent(new CustomEvent('mp-share'))
        })
      },
      changed: {
        ...changed,
        disabled(value) {
          showDisabled?.(value)
          self.host.setAttribute('aria-disabled', String(value === true))
        },
      },
    }
  },
}

export const navigator: Builtin = {
  properties: {
    ...hoverable,
    url: String,
    openType: { type: String, value: 'navigate' },
    delta: { type: Number, value: 1 },
  },
  make: (self) => ({
    attached() {
      if (!self.host.hasAttribute('role')) self.host.setAttribute('role', 'link')
      hover(self)
      reachable(self)
      self.onTap(() => go(self))
    },
  }),
}

function go(self: Self): void {
  const url = self.text('url')
  const openType = self.text('openType')
  switch (openType) {
    case 'navigate':
      return void wx.navigateTo({ url })
    case 'redirect':
      return void wx.redirectTo({ url })
    case 'switchTab':
      return void wx.switchTab({ url })
    case 'reLaunch':
      return void wx.reLaunch({ url })
    case 'navigateBack':
      return void wx.navigateBack({ delta: self.number('delta') })
    default:
      throw new Error(`navigator: open-type "${openType}" is not simulated`)
  }
}

/** A tap on a button with `form-type` gathers what the named fields hold. */
export const form: Builtin = {
  properties: { reportSubmit: Boolean },
  make: (self) => ({
    attached() {
      self.host.addEventListener('mp-submit', () => {
        const value: Record<string, unknown> = {}
        self.host.dispatchEvent(new CustomEvent('mp-gather', { detail: value }))
        for (const field of self.host.querySelectorAll('[data-mp-field]'))
          field.dispatchEvent(new CustomEvent('mp-gather', { detail: value }))
        self.emit('submit', { value })
      })
      self.host.addEventListener('mp-reset', () => {
        for (const field of self.host.querySelectorAll('[data-mp-field]'))
          field.dispatchEvent(new CustomEvent('mp-clear'))
        self.emit('reset', {})
      })
    },
  }),
}

/** Makes a field one that a form gathers and clears. */
export function inForm(self: Self, value: () => unknown, clear: () => void): void {
  self.host.dataset.mpField = ''
  self.host.addEventListener('mp-gather', (event) => {
    const name = self.text('name')
    if (name) (event as CustomEvent<Record<string, unknown>>).detail[name] = value()
  })
  self.host.addEventListener('mp-clear', clear)
}
