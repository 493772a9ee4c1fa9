import { launch } from './launch.ts'

const wanted = new WeakMap<Element, string>()

/** A page's own size of type. It holds while that page is on the screen. */
export function rootFontSize(meta: Element, value: string): void {
  wanted.set(meta, value)
  const screen = meta.closest<HTMLElement>('.mp-screen')
  if (!screen?.hidden) applyRootFontSize(meta)
}

export function applyRootFontSize(meta: Element | null): void {
  const value = (meta && wanted.get(meta)) ?? 'system'
  document.documentElement.style.fontSize = value === 'system' || value === '' ? `${launch.fontSize}px` : value
}
