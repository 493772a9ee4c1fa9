import { isPassing, wordsOf } from './api'
import { store } from './store'

/** How much larger than the phone's own type. */
const FACTOR = { normal: 1, large: 1.25, largest: 1.5 } as const

/** For `<page-meta root-font-size>`: the phone's own size, or larger than it where somebody wants that here. All lengths of type are rem. */
export function rootFontSize(): string {
  const size = store.get('size') ?? 'normal'
  if (size === 'normal') return 'system'
  const { fontSizeSetting = 16 } = wx.getAppBaseInfo() as { fontSizeSetting?: number }
  return `${Math.round(fontSizeSetting * FACTOR[size])}px`
}

/** What each page shows again when it comes back: somebody may have changed it on another one. */
export function look() {
  return { rootFontSize: rootFontSize() }
}

/** After a reading that failed: without a line what the page has stands on, marked as kept; otherwise it says why. */
export function notRead(error: unknown, hasKept: boolean): { copy: boolean; trouble: string } {
  const copy = hasKept && isPassing(error)
  return { copy, trouble: copy ? '' : wordsOf(error) }
}

/** A short word that passes by itself. Longer than seven characters WeChat shows it without a picture. */
export function tell(title: string): void {
  wx.showToast({ title, icon: 'none', duration: Math.max(2_000, title.length * 200) })
}
