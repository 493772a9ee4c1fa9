/** One page in every look that people choose: what somebody can't read, hit or reach there. */
import type { Page } from 'playwright-core'
import { flaws } from '../../browser/looks.ts'
import { barriers } from './accessibility.ts'
import type { TestPhone } from './phone.ts'

interface Look {
  name: string
  /** Root size of type in pixels: the usual, a large and the largest. */
  font: number
  dark: boolean
}

const SCROLLER = `document.querySelector('.mp-screen:not([hidden]) .mp-scroll')`
const LOOKS: Look[] = [
  { name: '16', font: 16, dark: false },
  { name: '20', font: 20, dark: false },
  { name: '24', font: 24, dark: false },
  { name: '16-dark', font: 16, dark: true },
]

/** @returns what is wrong, each with the look in which it is. */
export async function wrongInAnyLook(
  { page, screenshot }: Pick<TestPhone, 'page' | 'screenshot'>,
  what: string,
): Promise<string[]> {
  const wrong: string[] = []
  for (const { name, font, dark } of LOOKS) {
    await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
    // As a page does itself when somebody chooses another size.
    await page.evaluate(`getCurrentPages().at(-1).setData({ rootFontSize: '${font}px' })`)
    await photograph(page, () => screenshot(`${what}-${name}`))
    // A field's whole line can be pressed; what is drawn in it is lower.
    const others = (await flaws(page)).filter((each) => !/: <(input|textarea)/.test(each))
    const found = [...(await barriers(page)), ...others, ...(await page.evaluate<string[]>(MISPLACED))]
    wrong.push(...found.map((each) => `${what} ${name}: ${each}`))
  }
  await page.emulateMedia({ colorScheme: null })
  await page.evaluate(`getCurrentPages().at(-1).setData({ rootFontSize: 'system' })`)
  return wrong
}

/** All of the page, also what has to be scrolled to. */
async function photograph(page: Page, screenshot: () => Promise<void>): Promise<void> {
  const size = page.viewportSize()
  if (!process.env.SCREENSHOTS || !size) return
  const more = `(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)(${SCROLLER})`
  await page.setViewportSize({ ...size, height: size.height + (await page.evaluate<number>(more)) })
  await screenshot()
  await page.setViewportSize(size)
}

/** Which pages were looked at, by their place in app.json. */
export function pageShown({ page }: Pick<TestPhone, 'page'>): Promise<string> {
  return page.evaluate<string>('getCurrentPages().at(-1).route')
}

/** What a thumb can't hit, what is wider than the phone, words that are cut or stand on others, and a second main action. */
const MISPLACED = `(() => {
  const screen = document.querySelector('.mp-screen:not([hidden])')
  const scroller = screen.querySelector('.mp-scroll')
  const wrong = scroller.scrollWidth > scroller.clientWidth ? ['wider than the phone'] : []
  for (const each of screen.querySelectorAll('main [role=button], main [role=link], main [role=radio], main input, main textarea')) {
    const { width, height } = (each.matches('input, textarea') ? each.parentElement.parentElement : each).getBoundingClientRect()
    if (width > 0 && (width < 43.5 || height < 43.5)) wrong.push('too small: ' + each.outerHTML.slice(0, 120))
  }
  const main = [...screen.querySelectorAll('main .primary')].filter((each) => each.checkVisibility())
  if (main.length > 1) wrong.push('more than one main action: ' + main.map((each) => each.textContent).join(', '))

  // What floats over the page has a ground of its own.
  const fixed = (element) => {
    for (let each = element; each && each !== screen; each = each.parentElement)
      if (/fixed|absolute/.test(getComputedStyle(each).position)) return each
    return null
  }
  const words = []
  const walker = document.createTreeWalker(screen.querySelector('main'), NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    if (!node.data.trim() || !element.checkVisibility() || element.closest('.sr-only, textarea')) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    // What has scrolled out of its frame is not seen.
    const frame = element.closest('wx-scroll-view')?.getBoundingClientRect() ?? { top: -Infinity, bottom: Infinity }
    const rects = [...range.getClientRects()]
      .map(({ left, right, top, bottom }) => ({ left, right, top: Math.max(top, frame.top), bottom: Math.min(bottom, frame.bottom) }))
      .filter(({ left, right, top, bottom }) => right - left > 1 && bottom - top > 1)
    words.push({ text: node.data.trim().slice(0, 20), element, rects, fixed: fixed(element) })
  }
  for (const { text, element, rects } of words)
    for (let box = element; box !== screen; box = box.parentElement) {
      const { overflowX, overflowY, webkitLineClamp } = getComputedStyle(box)
      if (overflowX === 'visible' && overflowY === 'visible') continue
      const edge = box.getBoundingClientRect()
      const cut = rects.some(({ left, right, top, bottom }) => {
        const aside = left < edge.left - 1 || right > edge.right + 1
        const below = overflowY === 'hidden' && webkitLineClamp === 'none' && (top < edge.top - 3 || bottom > edge.bottom + 3)
        return aside || below
      })
      if (cut) wrong.push('cut: ' + text)
      break
    }
  for (const [at, one] of words.entries())
    for (const other of words.slice(at + 1)) {
      if (one.fixed !== other.fixed || one.element === other.element) continue
      const meet = one.rects.some((a) => other.rects.some((b) =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 6))
      if (meet) wrong.push('one over the other: ' + one.text + ' / ' + other.text)
    }
  // At the end of the page, whether its last words stand above what is fixed to the bottom.
  const before = scroller.scrollTop
  scroller.scrollTop = scroller.scrollHeight
  const foot = [...screen.querySelectorAll('main *')].find((each) => getComputedStyle(each).position === 'fixed' && each.checkVisibility())
  if (foot) {
    const top = foot.getBoundingClientRect().top
    for (const { text, element } of words.filter((each) => !each.fixed).slice(-3))
      if (element.getBoundingClientRect().bottom > top + 1) wrong.push('behind the bar: ' + text)
  }
  scroller.scrollTop = before
  return wrong
})()`
