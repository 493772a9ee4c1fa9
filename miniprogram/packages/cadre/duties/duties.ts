import type { z } from 'zod'
import type { CaseNoticeList, CaseNoticeView } from '../../../../src/contract/case-notice.ts'
import type { DutyCounts, DutyPage, DutyView } from '../../../../src/contract/duty.ts'
import { wordsOf } from '../../../utils/api'
import { look, tell } from '../../../utils/page'
import { askAsCadre, cadreSession } from '../../../utils/session'
import { offlineWords, readKept } from '../lib/copies'
import { type DutyShown, dutyShown } from '../lib/duty-view'
import { sendWaiting, waitingActs, watchActs } from '../lib/outbox'
import { clock } from '../lib/when'

type Page = z.infer<typeof DutyPage>
const WHICH = [
  { value: 'unfinished', words: '没办完' },
  { value: 'overdue', words: '超期' },
  { value: 'done', words: '办完' },
]
const COUNTS = '/api/duties/counts'
const NOTICES = '/api/case-notices'

let unwatch = () => {}

Page({
  data: {
    ...look(),
    whiches: WHICH,
    which: 'unfinished',
    notices: [] as NoticeShown[],
    moreNotices: false,
    duties: [] as DutyShown[],
    figures: '',
    since: '',
    trouble: '',
    read: false,
    more: false,
  },
  duties: [] as DutyView[],
  next: null as string | null,
  waiting: 0,

  onShow() {
    if (!cadreSession()) return void wx.redirectTo({ url: '/packages/cadre/login/login' })
    this.setData(look())
    sendWaiting()
    this.waiting = waitingActs().length
    unwatch = watchActs(() => this.sent())
    void this.readDuties()
    void this.readNotices()
  },
  onHide() {
    unwatch()
  },
  onUnload() {
    unwatch()
  },
  async onPullDownRefresh() {
    await Promise.all([this.readDuties(), this.readNotices()])
    void wx.stopPullDownRefresh()
  },
  /** What was handed in changes the list on the server. */
  sent() {
    const waiting = waitingActs().length
    const fewer = waiting < this.waiting
    this.waiting = waiting
    this.draw()
    if (fewer) void this.readDuties()
  },
  path(after: string | null) {
    return `/api/duties?mine=true&which=${this.data.which}&limit=50${after ? `&after=${encodeURIComponent(after)}` : ''}`
  },
  async readDuties() {
    const path = this.path(null)
    try {
      const [{ answer, since }, counts] = await Promise.all([readKept<Page>(path), readKept<DutyCounts>(COUNTS)])
      if (path !== this.path(null)) return
      this.duties = answer.duties
      this.next = answer.next
      const { unfinished, overdue, done } = counts.answer.mine
      const figures = `还有 ${unfinished} 件没办完，其中超期 ${overdue} 件；办完 ${done} 件。`
      this.setData({ figures, since: offlineWords(since), trouble: '', read: true, more: this.next !== null })
      this.draw()
    } catch (error) {
      this.setData({ trouble: wordsOf(error), read: true })
    }
  },
  async readMore() {
    if (!this.next) return
    try {
      const { duties, next } = await askAsCadre<Page>(this.path(this.next))
      this.duties = [...this.duties, ...duties]
      this.next = next
      this.setData({ more: next !== null })
      this.draw()
    } catch (error) {
      this.setData({ trouble: wordsOf(error) })
    }
  },
  /** What steps of cases tell his office. His tasks stand there without it too, so what goes wrong is told with them. */
  async readNotices() {
    try {
      const { notices, more } = (await readKept<CaseNoticeList>(NOTICES)).answer
      this.setData({ notices: notices.map(noticeShown), moreNotices: more })
    } catch (error) {
      this.setData({ trouble: wordsOf(error) })
    }
  },
  async seen({ currentTarget }: { currentTarget: { dataset: { id: string } } }) {
    try {
      await askAsCadre(`${NOTICES}/${currentTarget.dataset.id}/seen`, { method: 'POST' })
      await this.readNotices()
    } catch (error) {
      tell(wordsOf(error))
    }
  },
  draw() {
    const now = new Date()
    this.setData({ duties: this.duties.map((duty) => dutyShown(duty, waitingActs(), now)) })
  },
  choose({ currentTarget }: { currentTarget: { dataset: { which: string } } }) {
    this.duties = []
    this.setData({ which: currentTarget.dataset.which, duties: [], read: false })
    void this.readDuties()
  },
  done({ currentTarget }: { currentTarget: { dataset: { id: string; title: string } } }) {
    const { id, title } = currentTarget.dataset
    void wx.navigateTo({ url: `/packages/cadre/act/act?duty=${id}&name=done&title=${encodeURIComponent(title)}` })
  },
})

interface NoticeShown {
  id: string
  text: string
  where: string
}

function noticeShown({ id, text, place, at }: CaseNoticeView): NoticeShown {
  return { id, text, where: `${place} · ${clock(at, new Date())}` }
}
