import { readFile } from '../files.ts'
import type { Pages } from '../pages.ts'
import { openDialog } from '../sheet.ts'
import { Failed, settle } from './settle.ts'
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
    /** Where the files lie that the mini-program writes itself. */
    env: { USER_DATA_PATH: 'wxfile://usr' },
    shareFileMessage: (options) =>
      settle('shareFileMessage', options, async () => {
        const { size } = await readFile(options.filePath)
        const text = `${options.fileName ?? options.filePath}\n${size} 字节`
        if (!(await openDialog({ title: '把文件发给', text, confirm: '发送', cancel: '取消' })))
          throw new Failed('cancel')
      }),
    showShareMenu: (options) => settle('showShareMenu', options, () => {}),
    hideShareMenu: (options) => settle('hideShareMenu', options, () => {}),
    updateShareMenu: (options) => settle('updateShareMenu', options, () => {}),
  }
}
