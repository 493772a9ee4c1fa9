import type { Pages } from '../pages.ts'
import { openDialog } from '../sheet.ts'
import { settle } from './settle.ts'
import type { Simulated } from './simulated.ts'

/** What a page hands to somebody else's chat: asked of the page when a button with `open-type="share"` is tapped. */
export function share(pages: Pages): Simulated {
  addEventListener('mp-share', () => {
    const page = pages.top()
    const { title = document.title, path = page?.route ?? '' } =
      page?.methods.onShareAppMessage?.({ from: 'button' }) ?? {}
    void openDialog({ title: '发给朋友', text: `${title}\n${path}`, confirm: '发送', cancel: '取消' })
  })
  return {
    showShareMenu: (options) => settle('showShareMenu', options, () => {}),
    hideShareMenu: (options) => settle('hideShareMenu', options, () => {}),
    updateShareMenu: (options) => settle('updateShareMenu', options, () => {}),
  }
}
