/** The stack of pages, and what happens when one goes over another; as WeChat's rules have it. */
import type { CodeSpace } from 'glass-easel-miniprogram-adapter'
import type { AppConfig } from '../build/app-files.ts'
import { associated } from './easel.ts'
import { makeFrame, type PageFrame } from './frame.ts'
import { applyRootFontSize } from './type-size.ts'

const DEEPEST = 10
const FAR_DOWN_PX = 50

/** The functions of a page that the phone calls. */
export interface PageMethods {
  route: string
  options: Record<string, string>
  onLoad?(options: Record<string, string>): unknown
  onShow?(): unknown
  onReady?(): unknown
  onHide?(): unknown
  onUnload?(): unknown
  onPullDownRefresh?(): unknown
  onReachBottom?(): unknown
  onShareAppMessage?(options: { from: string }): { title?: string; path?: string; imageUrl?: string } | undefined
}

export interface OpenPage {
  route: string
  methods: PageMethods
  root: ReturnType<typeof associated.createRoot>
  frame: PageFrame
}

/** Refused as WeChat would; `wx` puts the call's name in front. */
export class WrongWay extends Error {}

export function makePages(config: AppConfig, space: CodeSpace) {
  const stack: OpenPage[] = []
  const isTab = (route: string) => config.tabBar.list.some(({ pagePath }) => pagePath === route)
  /** Pages of the tab bar stay as they are while another one is shown. */
  const tabs = new Map<string, OpenPage>()
  const top = () => stack.at(-1) ?? null

  function parse(url: string): { route: string; options: Record<string, string> } {
    const [path = '', query = ''] = url.split('?')
    const route = new URL(path, `http://phone/${top()?.route ?? ''}`).pathname.slice(1)
    if (!(route in config.pages)) throw new WrongWay(`page "${route}" is not found`)
    const pairs = query
      .split('&')
      .filter(Boolean)
      .map((pair) => pair.split('='))
    return { route, options: Object.fromEntries(pairs.map(([name, value]) => [name ?? '', value ?? ''])) }
  }

  function open(route: string, options: Record<string, string>): void {
    const frame = makeFrame(config, route, {
      isTab: isTab(route),
      isFirst: stack.length === 0,
      back: () => back(1),
      switchTab,
    })
    const root = associated.createRoot('page', space, route)
    const methods = root.get() as unknown as PageMethods
    Object.assign(methods, { route, options })
    const page = { route, methods, root, frame }
    stack.push(page)
    if (isTab(route)) tabs.set(route, page)
    root.attach(frame.scroller as never, frame.place as never)
    frame.onLow(FAR_DOWN_PX, () => methods.onReachBottom?.())
    frame.onPulled(() => methods.onPullDownRefresh?.())
    methods.onLoad?.(options)
    show(page)
    methods.onReady?.()
  }

  function show({ frame, methods, root }: OpenPage): void {
    frame.element.hidden = false
    document.title = frame.title()
    applyRootFontSize(frame.element.querySelector('wx-page-meta'))
    root.getComponent().triggerPageLifetime('show', [])
    methods.onShow?.()
  }

  function hide({ methods, root }: OpenPage): void {
    root.getComponent().triggerPageLifetime('hide', [])
    methods.onHide?.()
  }

  function close(page: OpenPage): void {
    page.methods.onUnload?.()
    page.root.release()
    page.frame.element.remove()
    tabs.delete(page.route)
  }

  function cover(page: OpenPage | null): void {
    if (!page) return
    hide(page)
    page.frame.element.hidden = true
  }

  function navigateTo(url: string): void {
    const { route, options } = parse(url)
    if (isTab(route)) throw new WrongWay('can not navigateTo a tabbar page')
    if (stack.length >= DEEPEST) throw new WrongWay(`page limit exceeded: ${DEEPEST}`)
    cover(top())
    open(route, options)
  }

  function redirectTo(url: string): void {
    const { route, options } = parse(url)
    if (isTab(route)) throw new WrongWay('can not redirectTo a tabbar page')
    const gone = stack.pop()
    if (gone) close(gone)
    open(route, options)
  }

  function reLaunch(url: string): void {
    const { route, options } = parse(url)
    for (const page of new Set([...stack.splice(0), ...tabs.values()])) close(page)
    open(route, options)
  }

  function switchTab(url: string): void {
    const { route } = parse(url)
    if (!isTab(route)) throw new WrongWay('can not switch to no-tabBar page')
    if (top()?.route === route) return
    cover(top())
    for (const page of stack.splice(0)) if (!tabs.has(page.route)) close(page)
    const kept = tabs.get(route)
    if (kept) {
      stack.push(kept)
      show(kept)
    } else open(route, {})
  }

  function back(delta: number): void {
    if (stack.length < 2) throw new WrongWay('cannot navigate back at first page')
    for (let left = delta; left > 0 && stack.length > 1; left--) {
      const gone = stack.pop()
      if (gone) close(gone)
    }
    const page = top()
    if (page) show(page)
  }

  return {
    start: (url: string) => {
      const { route, options } = parse(url)
      open(route, options)
    },
    all: () => stack.map(({ methods }) => methods),
    top,
    hideTop: () => {
      const page = top()
      if (page) hide(page)
    },
    showTop: () => {
      const page = top()
      if (page) show(page)
    },
    navigateTo,
    redirectTo,
    reLaunch,
    switchTab,
    back,
  }
}

export type Pages = ReturnType<typeof makePages>
