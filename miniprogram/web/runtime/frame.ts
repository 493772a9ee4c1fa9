import type { AppConfig } from '../build/app-files.ts'
import { onPress } from './press.ts'
import { made } from './sheet.ts'

export interface PageFrame {
  element: HTMLElement
  scroller: HTMLElement
  /** Where the page's own element goes. */
  place: HTMLElement
  title(): string
  setTitle(words: string): void
  onLow(distance: number, then: () => void): void
  onPulled(then: () => void): void
}

interface Ways {
  isTab: boolean
  isFirst: boolean
  back(): void
  switchTab(url: string): void
}

/** As far as a finger pulls a page down before it is read anew. */
const PULL_PX = 60

/** The bars above and below one page, and the area between that scrolls. */
export function makeFrame(config: AppConfig, route: string, ways: Ways): PageFrame {
  const page = { ...config.window, ...config.pages[route] }
  const element = made('div', 'mp-screen')
  element.dataset.page = route
  element.style.background = colour(page.backgroundColor)
  const nav = made('header', 'mp-nav')
  nav.style.background = colour(page.navigationBarBackgroundColor)
  nav.style.color = colour(page.navigationBarTextStyle)
  const heading = made('h1', '', page.navigationBarTitleText ?? '')
  if (!ways.isTab && !ways.isFirst) nav.append(backButton(ways.back))
  nav.append(heading)
  const body = made('main', 'mp-body')
  const scroller = made('div', 'mp-scroll')
  scroller.classList.toggle('mp-still', page.disableScroll === true)
  // A page with nothing to press is scrolled by the keyboard all the same.
  if (page.disableScroll !== true) scroller.tabIndex = 0
  const place = made('span', '')
  scroller.append(place)
  body.append(scroller)
  element.append(nav, body)
  if (ways.isTab) element.append(tabBar(config, route, ways.switchTab))
  document.body.append(element)
  return {
    element,
    scroller,
    place,
    title: () => heading.textContent ?? '',
    setTitle(words) {
      heading.textContent = words
      if (!element.hidden) document.title = words
    },
    onLow: (distance, then) => onLow(scroller, page.onReachBottomDistance ?? distance, then),
    onPulled: (then) => page.enablePullDownRefresh && onPulled(scroller, then),
  }
}

/** A colour as app.json writes it: straight, or by a name of theme.json, which turns with the phone's light; see theme-style.ts. */
function colour(value = ''): string {
  return value.startsWith('@') ? `var(--theme-${value.slice(1)})` : value
}

function backButton(back: () => void): HTMLElement {
  const button = made('button', '', '‹')
  button.setAttribute('aria-label', '返回')
  onPress(button, back)
  return button
}

function tabBar({ tabBar }: AppConfig, route: string, go: Ways['switchTab']): HTMLElement {
  const bar = made('nav', 'mp-tabs')
  bar.setAttribute('role', 'tablist')
  bar.setAttribute('aria-label', '主要页面')
  bar.style.background = colour(tabBar.backgroundColor)
  bar.style.borderColor = `color-mix(in srgb, ${colour(tabBar.borderStyle)} 20%, transparent)`
  for (const { pagePath, text } of tabBar.list) {
    const isHere = pagePath === route
    const tab = made('button', '', text)
    tab.setAttribute('role', 'tab')
    tab.setAttribute('aria-selected', String(isHere))
    tab.style.color = colour(isHere ? tabBar.selectedColor : tabBar.color)
    onPress(tab, () => go(`/${pagePath}`))
    bar.append(tab)
  }
  return bar
}

function onLow(scroller: HTMLElement, distance: number, then: () => void): void {
  let isLow = false
  scroller.addEventListener('scroll', () => {
    const low = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < distance
    if (low && !isLow) then()
    isLow = low
  })
}

function onPulled(scroller: HTMLElement, then: () => void): void {
  let from: number | null = null
  scroller.addEventListener(
    'touchstart',
    ({ touches }) => {
      from = scroller.scrollTop <= 0 ? (touches[0]?.clientY ?? null) : null
    },
    { passive: true },
  )
  scroller.addEventListener('touchend', ({ changedTouches }) => {
    const to = changedTouches[0]?.clientY
    if (from !== null && to !== undefined && to - from > PULL_PX) then()
    from = null
  })
}
