/** WeChat's own glass-easel, put on the browser's DOM. */
import * as glassEasel from 'glass-easel'
import { MiniProgramEnv } from 'glass-easel-miniprogram-adapter'

/** Those of the DOM's events that reach pages straight. All else the built-in components trigger themselves. */
const STRAIGHT = /^(touch|transitionend|animation)/

class Backend extends glassEasel.CurrentWindowBackendContext {
  /** Every tag becomes `wx-…`, as in WeChat: none is taken for one of HTML. */
  override document = {
    createElement: (tag: string) => makeElement(tag) as never,
    createTextNode: (words: string) => document.createTextNode(words) as never,
    createDocumentFragment: () => document.createDocumentFragment() as never,
  }
  override setListenerStats(
    ...[element, type, capture, level]: Parameters<
      typeof glassEasel.CurrentWindowBackendContext.prototype.setListenerStats
    >
  ) {
    if (STRAIGHT.test(type)) super.setListenerStats(element, type, capture, level)
  }
}

/** The page's policy lets no style stand in an attribute; set by script it is allowed, and nothing else changes. */
function makeElement(tag: string): HTMLElement {
  const element = document.createElement(`wx-${tag}`)
  element.setAttribute = (name: string, value: string) => {
    if (name === 'style') element.style.cssText = value
    else HTMLElement.prototype.setAttribute.call(element, name, value)
  }
  return element
}

// So that scroll-into-view and the selector query find what WXML names.
glassEasel.globalOptions.writeIdToDOM = true

export const env = new MiniProgramEnv()
const backend = new Backend()
backend.onEvent((target, type, detail, options) => {
  if (type === 'tap' && onDisabled(options.originalEvent)) return
  return glassEasel.triggerEvent(target, type, detail as never, {
    ...options,
    extraFields: fingers(options.originalEvent),
  })
})
export const associated = env.associateBackend(backend as never)

/** Where they are, beside the event's own fields, as in WeChat. */
function fingers(event: unknown): Record<string, unknown> {
  // Not every browser at a desk knows touch events by name.
  if (!(event instanceof Event) || !('touches' in event)) return {}
  const { touches, changedTouches } = event as TouchEvent
  return { touches: [...touches], changedTouches: [...changedTouches] }
}

function onDisabled(event: unknown): boolean {
  const target = event instanceof Event ? event.target : null
  return target instanceof Element && target.closest('wx-button[disabled]') !== null
}
