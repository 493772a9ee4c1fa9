/** What can be measured of a page's looks. Run in the page, so written without its types. */
import type { Locator, Page } from 'playwright-core'

/** Least height and width of what a thumb presses, in CSS pixels. */
const TARGET = 44

export async function flaws(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(${measure})(${TARGET})`)
}

/** Texts of those that are seen and yet not whole in their list. */
export async function cutThrough(list: Locator, each: Locator): Promise<string[]> {
  const frame = await list.boundingBox()
  const cut: string[] = []
  for (const one of await each.filter({ visible: true }).all()) {
    const box = await one.boundingBox()
    if (frame && box && box.y + box.height > frame.y + frame.height + 0.5) cut.push((await one.textContent()) ?? '')
  }
  return cut
}

const measure = String.raw`(target) => {
  const flaws = []
  const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  if (document.documentElement.scrollWidth > innerWidth) flaws.push('wider than the window')
  for (const element of document.querySelectorAll('button, a, textarea, select, input:not([type=radio], [type=file])')) {
    if (!seen(element)) continue
    const { width, height } = element.getBoundingClientRect()
    if (width < target - 0.5 || height < target - 0.5) flaws.push('too small to press: ' + element.outerHTML.slice(0, 80))
  }
  // A mixed colour is told in parts of one: color(srgb 0.75 0.75 0.75).
  const numbers = (colour) =>
    colour.match(/[\d.]+/g).map((each, at) => Number(each) * (at < 3 && colour.startsWith('color(') ? 255 : 1))
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    return 0.2126 * x + 0.7152 * y + 0.0722 * z
  }
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = numbers(getComputedStyle(each).backgroundColor)
      if (colour[3] !== 0) return colour
    }
    return matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18] : [255, 255, 255]
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    if (!node.data.trim() || !seen(element) || element.closest('script, noscript, :disabled, .sr-only')) continue
    const [a, b] = [luminance(numbers(getComputedStyle(element).color)), luminance(behind(element))].sort((x, y) => y - x)
    const contrast = (a + 0.05) / (b + 0.05)
    if (contrast < 4.5) flaws.push('contrast ' + contrast.toFixed(1) + ': ' + node.data.trim().slice(0, 20))
  }
  return flaws
}`
