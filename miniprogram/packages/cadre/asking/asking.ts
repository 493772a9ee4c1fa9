import { wordsOf } from '../../../utils/api'
import { look } from '../../../utils/page'
import { cadreSession } from '../../../utils/session'
import { type Asking, questionLines, readAsking, talkLines } from '../lib/asking'
import { offlineWords } from '../lib/copies'
import { watchQueue } from '../lib/watch-queue'

let unwatch = () => {}

Page({
  data: {
    ...look(),
    talks: [] as ReturnType<typeof talkLines>,
    questions: [] as ReturnType<typeof questionLines>,
    more: false,
    since: '',
    trouble: '',
    read: false,
  },
  onShow() {
    if (!cadreSession()) return void wx.redirectTo({ url: '/packages/cadre/login/login' })
    this.setData(look())
    unwatch = watchQueue(['handover', 'card_question'], () => void this.readAll())
    void this.readAll()
  },
  onHide() {
    unwatch()
  },
  onUnload() {
    unwatch()
  },
  async onPullDownRefresh() {
    await this.readAll()
    void wx.stopPullDownRefresh()
  },
  async readAll() {
    try {
      this.take(await readAsking())
    } catch (error) {
      this.setData({ trouble: wordsOf(error), read: true })
    }
  },
  take({ handovers, questions, more, since }: Asking) {
    const now = new Date()
    const talks = talkLines(handovers, now)
    const shown = questionLines(questions, now)
    this.setData({ talks, questions: shown, more, since: offlineWords(since), trouble: '', read: true })
  },
})
