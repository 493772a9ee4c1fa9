import type { BoardEntry, NoticeBoard } from '../../../../src/contract/notice-board.ts'
import { wordsOf } from '../../../utils/api'
import { look } from '../../../utils/page'
import { askAsCadre, cadreSession } from '../../../utils/session'
import { offlineWords, readKept } from '../lib/copies'
import { sendWaiting, waitingAbout, watchActs } from '../lib/outbox'
import { showPicture } from '../lib/pictures'
import { dayWords } from '../lib/when'

interface Line {
  key: string
  caseId: string
  step: string
  says: string
  where: string
  mayPost: boolean
  hangs: string
  days: string
  content: string
  list: string
  objections: string[]
  pictures: string[]
  waiting: boolean
  refused: string
}

let unwatch = () => {}

Page({
  data: { ...look(), toPost: [] as Line[], hanging: [] as Line[], more: false, since: '', trouble: '', read: false },
  entries: [] as BoardEntry[],
  next: null as string | null,
  onShow() {
    if (!cadreSession()) return void wx.redirectTo({ url: '/packages/cadre/login/login' })
    this.setData(look())
    sendWaiting()
    unwatch = watchActs(() => void this.readBoard())
    void this.readBoard()
  },
  onHide() {
    unwatch()
  },
  onUnload() {
    unwatch()
  },
  async onPullDownRefresh() {
    await this.readBoard()
    void wx.stopPullDownRefresh()
  },
  async readBoard() {
    try {
      const { answer, since } = await readKept<NoticeBoard>('/api/notices')
      this.take(answer)
      this.setData({ since: offlineWords(since), trouble: '', read: true })
    } catch (error) {
      this.setData({ trouble: wordsOf(error), read: true })
    }
  },
  async readMore() {
    if (!this.next) return
    try {
      const { entries, next } = await askAsCadre<NoticeBoard>('/api/notices', { query: { after: this.next } })
      this.take({ entries: [...this.entries, ...entries], next })
    } catch (error) {
      this.setData({ trouble: wordsOf(error) })
    }
  },
  take({ entries, next }: NoticeBoard) {
    this.entries = entries
    this.next = next
    const lines = entries.map(lineOf)
    const toPost = lines.filter(({ mayPost }) => mayPost)
    const hanging = lines.filter(({ mayPost }) => !mayPost)
    this.setData({ toPost, hanging, more: next !== null })
  },
  showPicture({ currentTarget }: { currentTarget: { dataset: { path: string } } }) {
    return showPicture(currentTarget.dataset.path)
  },
})

function lineOf({ case: one, step, says, notice, mayPost }: BoardEntry): Line {
  const acts = waitingAbout({ kind: 'case', id: one.id })
  return {
    key: `${one.id} ${step}`,
    caseId: one.id,
    step,
    says,
    where: `${one.place} · ${one.householdName} · ${one.number}`,
    mayPost,
    hangs: notice ? `${dayWords(notice.from)} 贴在${notice.place}` : '',
    days: notice ? daysOf(notice) : '',
    content: notice?.content ?? '',
    list: notice?.list.join('、') ?? '',
    objections: (notice?.objections ?? []).map(
      ({ from, text, settled }) => `${from}提异议：${text}${settled ? '' : '（还没处理）'}`,
    ),
    pictures: (notice?.photos ?? []).map((id) => `/api/attachments/${id}`),
    waiting: acts.some(({ refused }) => refused === null),
    refused: acts.map(({ refused }) => refused).find((words) => words !== null) ?? '',
  }
}

function daysOf({ daysNeeded, daysDone, earliestEnd }: NonNullable<BoardEntry['notice']>): string {
  const end = earliestEnd ? `最早 ${dayWords(earliestEnd)} 才能结束。` : '有异议没处理完，天数停着。'
  return `要贴满 ${daysNeeded} 天，已满 ${daysDone} 天。${end}`
}
