import { wordsOf } from '../../../utils/api'
import { look } from '../../../utils/page'
import { type WaitingShown, waitingShown } from '../lib/lead-view'
import { dropAct, sendAgain, sendWaiting, waitingActs, watchActs } from '../lib/outbox'

let unwatch = () => {}

Page({
  data: { ...look(), acts: [] as WaitingShown[], trouble: '' },
  onShow() {
    this.setData(look())
    unwatch = watchActs(() => this.draw())
    this.draw()
    sendWaiting()
  },
  onHide() {
    unwatch()
  },
  onUnload() {
    unwatch()
  },
  draw() {
    this.setData({ acts: waitingShown(waitingActs(), new Date()) })
  },
  async again({ currentTarget }: { currentTarget: { dataset: { id: string } } }) {
    this.setData({ trouble: '' })
    try {
      await sendAgain(currentTarget.dataset.id)
    } catch (error) {
      this.setData({ trouble: wordsOf(error) })
    }
  },
  async drop({ currentTarget }: { currentTarget: { dataset: { id: string } } }) {
    const { confirm } = await wx.showModal({
      title: '不要了？',
      content: '写的字和照片都会丢掉。',
      confirmText: '不要了',
      cancelText: '留着',
    })
    if (confirm) dropAct(currentTarget.dataset.id)
  },
})
