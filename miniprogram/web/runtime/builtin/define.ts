import type { CodeSpace } from 'glass-easel-miniprogram-adapter'
import type { BuiltinTag } from '../../build/tags.ts'
import { image, pageMeta, scrollView, swiper, swiperItem } from './boxes.ts'
import { allShown, type Builtin, type Handlers, type Self } from './builtin.ts'
import { checkbox, checkboxGroup, radio, radioGroup, switchControl } from './choices.ts'
import { input, textarea } from './fields.ts'
import { picker } from './picker.ts'
import { button, form, label, navigator, text, view } from './simple.ts'

const BUILTINS: Record<BuiltinTag, Builtin> = {
  view,
  text,
  button,
  navigator,
  form,
  label,
  input,
  textarea,
  image,
  picker,
  swiper,
  switch: switchControl,
  checkbox,
  radio,
  'scroll-view': scrollView,
  'swiper-item': swiperItem,
  'checkbox-group': checkboxGroup,
  'radio-group': radioGroup,
  'page-meta': pageMeta,
}

/** Every component takes these, and says them to the screen reader. */
const ARIA = [
  'ariaLabel',
  'ariaHidden',
  'ariaChecked',
  'ariaDisabled',
  'ariaLive',
  'ariaModal',
  'ariaSelected',
  'ariaExpanded',
  'ariaLabelledby',
  'ariaDescribedby',
  'ariaCurrent',
  'ariaPressed',
  'ariaLevel',
  'ariaBusy',
  'ariaValuenow',
  'ariaValuemin',
  'ariaValuemax',
]

/** A component as the adapter hands it to its own functions. `_$` is glass-easel's, and `$$` its element. */
interface Caller {
  _$: { $$: HTMLElement | null; addListener(type: string, then: () => void): void }
  data: Record<string, unknown>
  setData(data: Record<string, unknown>): void
  triggerEvent(
    type: string,
    detail: object,
    options: { bubbles: boolean; composed?: boolean; capturePhase?: boolean },
  ): void
}

/** Registers the built-in components in the space that all pages look into. */
export function defineBuiltins(space: CodeSpace, templates: { around: never; empty: never }): void {
  for (const [name, builtin] of Object.entries(BUILTINS)) {
    const path = `wx/${name}`
    space.addCompiledTemplate(path, builtin.isLeaf ? templates.empty : templates.around)
    // The app's and the page's own styles reach what stands in it.
    space.addComponentStaticConfig(path, { component: true, styleIsolation: 'shared' as never })
    space
      .component(path)
      .definition(definitionOf(builtin) as never)
      .register()
  }
}

export function useBuiltins(space: CodeSpace, global: CodeSpace): void {
  for (const name of Object.keys(BUILTINS)) {
    const component = global.getComponentSpace().getComponentByUrl(`wx/${name}`, '')
    space.getComponentSpace().setGlobalUsingComponent(name, component)
  }
}

function definitionOf(builtin: Builtin) {
  const made = new WeakMap<object, Handlers>()
  const handlersOf = (caller: Caller) => {
    const known = made.get(caller._$)
    if (known) return known
    const host = caller._$.$$
    // An answer that comes late sets data of a page that is gone: nothing is drawn, as in WeChat.
    if (!host) return {}
    const self = selfOf(caller, host)
    const own = builtin.make?.(self) ?? {}
    const role = (value: unknown) => self.host.setAttribute('role', String(value))
    const handlers: Handlers = { ...own, changed: { ...allShown(self, ARIA), ariaRole: role, ...own.changed } }
    made.set(caller._$, handlers)
    return handlers
  }
  const properties = {
    ...Object.fromEntries([...ARIA, 'ariaRole'].map((name) => [name, String])),
    ...builtin.properties,
  }
  const observers = Object.fromEntries(
    Object.keys(properties).map((name) => [
      name,
      function (this: Caller, value: unknown) {
        // Made by data that came after its page was left: there is nothing to show it on.
        if (!this._$.$$ && !made.has(this._$)) return
        handlersOf(this).changed?.[name]?.(value)
      },
    ]),
  )
  return {
    properties,
    observers,
    lifetimes: {
      attached(this: Caller) {
        handlersOf(this).attached?.()
      },
      detached(this: Caller) {
        handlersOf(this).detached?.()
      },
    },
  }
}

/** @param host Kept: glass-easel lets go of its element when that is taken off the page, and a finger may still be on it. */
function selfOf(caller: Caller, host: HTMLElement): Self {
  return {
    host,
    get: (name) => caller.data[name],
    text: (name) => String(caller.data[name] ?? ''),
    is: (name) => caller.data[name] === true,
    number: (name) => Number(caller.data[name] ?? 0),
    keep: (name, value) => caller.setData({ [name]: value }),
    emit: (type, detail, bubbles = false) => caller.triggerEvent(type, detail, { bubbles }),
    onTap: (then) => caller._$.addListener('tap', then),
    tap() {
      const { x, y, width, height } = host.getBoundingClientRect()
      const detail = { x: x + width / 2, y: y + height / 2 }
      caller.triggerEvent('tap', detail, { bubbles: true, composed: true, capturePhase: true })
    },
  }
}
