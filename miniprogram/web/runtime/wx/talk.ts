import { hidePassing, made, openDialog, openSheet, showPassing } from '../sheet.ts'
import { Failed, settle } from './settle.ts'
import type { Simulated } from './simulated.ts'

/** What WeChat says to the person over the page. */
export const talk: Simulated = {
  showToast: (options) => settle('showToast', options, () => showPassing(options.title, options.duration ?? 1_500)),
  hideToast: (options) => settle('hideToast', options, hidePassing),
  showLoading: (options) => settle('showLoading', options, () => showPassing(options.title, null)),
  hideLoading: (options) => settle('hideLoading', options, hidePassing),
  showModal: (options = {}) =>
    settle('showModal', options, async () => {
      const field = options.editable ? made('textarea', '') : null
      if (field) {
        field.placeholder = options.placeholderText ?? ''
        field.value = options.content ?? ''
      }
      const confirm = await openDialog({
        title: options.title ?? '',
        text: field ? '' : (options.content ?? ''),
        ...(field && { field }),
        confirm: options.confirmText ?? '确定',
        cancel: options.showCancel === false ? '' : (options.cancelText ?? '取消'),
      })
      return { confirm, cancel: !confirm, content: field ? field.value : null }
    }),
  showActionSheet: (options) =>
    settle('showActionSheet', options, async () => {
      const title = options.alertText ?? ''
      const tapIndex = await openSheet({ title, options: options.itemList })
      if (tapIndex === null) throw new Failed('cancel')
      return { tapIndex }
    }),
}
