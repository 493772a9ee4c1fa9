import type { MyReport, MyReportAct, MyReportEntry } from '../../../src/contract/my-reports.ts'
import { isPassing, wordsOf } from '../../utils/api'
import { forgetFile, keepPicture, upload } from '../../utils/files'
import type { ReportDraft } from '../../utils/kept-by-resident'
import { newId } from '../../utils/new-id'
import { look, notRead, tell } from '../../utils/page'
import { dueWords } from '../../utils/report-words'
import { askAsResident } from '../../utils/session'
import { store } from '../../utils/store'
import { clock, dateWords, dayOf, daysLeftWords } from '../../utils/when'

const MOST_PICTURES = 9
type Step = MyReport['steps'][number]

const STATE_WORDS: Record<Step['state'], string> = { done: '办好了', now: '正在办', later: '还没到' }

Page({
  data: {
    ...look(),
    report: null as MyReport | null,
    reportedAt: '',
    due: '',
    finish: '',
    entries: [] as (MyReportEntry & { key: string })[],
    steps: [] as (Step & { stateWords: string; when: string })[],
    mayAdd: false,
    mayComplain: false,
    mayWithdraw: false,
    draft: null as ReportDraft | null,
    canSend: false,
    sending: false,
    /** Why it is still here. */
    notSent: '',
    copy: false,
    trouble: '',
  },
  /** This page's own: another report may be opened while something of this one is still going out. */
  id: '',
  /** Of the withdrawal: asked twice it is done once. */
  withdrawal: '',

  onLoad({ id = '' }: Record<string, string | undefined>) {
    this.id = id
    this.withdrawal = newId()
    const draft = drafts()[id] ?? null
    this.setData({ draft, canSend: hasContent(draft), notSent: draft ? '上次没有发完的，还在这里。' : '' })
    const kept = store.get('reports.list')?.find((each) => each.id === id)
    if (kept) this.show(kept, false)
  },
  onShow() {
    this.setData(look())
    void this.read()
  },
  async onPullDownRefresh() {
    await this.read()
    wx.stopPullDownRefresh({ fail: () => {} })
  },
  async read() {
    try {
      this.show(await askAsResident<MyReport>(`/api/chat/reports/${this.id}`), false)
    } catch (error) {
      this.setData(notRead(error, this.data.report !== null))
    }
  },
  show(report: MyReport, copy: boolean) {
    const { due, finish, may } = report
    this.setData({
      report,
      copy,
      trouble: '',
      reportedAt: clock(new Date(report.reportedAt)),
      due: due ? dueWords(due) : '',
      finish: finish ? `${dayOf(new Date(finish.by))}以前，${daysLeftWords(finish.daysLeft)}` : '',
      entries: report.timeline
        .map((entry, at) => ({ ...entry, key: String(at), at: clock(new Date(entry.at)) }))
        .reverse(),
      steps: report.steps.map((step) => ({ ...step, stateWords: STATE_WORDS[step.state], when: whenOf(step) })),
      mayAdd: may.includes('add'),
      mayComplain: may.includes('not_content'),
      mayWithdraw: may.includes('withdraw'),
    })
  },

  begin({ currentTarget }: { currentTarget: { dataset: { act: ReportDraft['act'] } } }) {
    this.keep({ id: newId(), act: currentTarget.dataset.act, words: '', pictures: [] })
    wx.pageScrollTo({ selector: '#form', fail: () => {} })
  },
  keep(draft: ReportDraft | null) {
    // Shown first: what a phone without room can't keep stands there at least.
    this.setData({ draft, canSend: hasContent(draft), notSent: '' })
    const { [this.id]: _, ...others } = drafts()
    store.copy('reports.drafts', draft ? { ...others, [this.id]: draft } : others)
  },
  write({ detail }: { detail: { value: string } }) {
    if (this.data.draft) this.keep({ ...this.data.draft, words: detail.value })
  },
  async addPicture() {
    const count = MOST_PICTURES - (this.data.draft?.pictures.length ?? 0)
    const chosen = await wx.chooseMedia({ count, mediaType: ['image'], sizeType: ['compressed'] }).catch(() => null)
    try {
      for (const { tempFilePath } of chosen?.tempFiles ?? []) {
        const file = await keepPicture(tempFilePath)
        const { draft } = this.data
        if (draft) this.keep({ ...draft, pictures: [...draft.pictures, { file, attachment: null }] })
      }
    } catch {
      tell('这张照片打不开，请换一张')
    }
  },
  dropPicture({ currentTarget }: { currentTarget: { dataset: { at: number } } }) {
    const { draft } = this.data
    const gone = draft?.pictures[currentTarget.dataset.at]
    if (!draft || !gone) return
    forgetFile(gone.file)
    this.keep({ ...draft, pictures: draft.pictures.filter((each) => each !== gone) })
  },
  async drop() {
    const { draft } = this.data
    if (!draft) return
    if (hasContent(draft)) {
      const { confirm } = await wx.showModal({
        title: '不写了吗？',
        content: '写好的会丢掉。',
        confirmText: '丢掉',
        cancelText: '接着写',
      })
      if (!confirm) return
    }
    for (const { file } of draft.pictures) forgetFile(file)
    this.keep(null)
  },
  async send() {
    const { draft } = this.data
    if (!draft || this.data.sending) return
    this.setData({ sending: true, notSent: '' })
    try {
      const report = await this.post(actOf(draft, await this.uploaded(draft)))
      for (const { file } of draft.pictures) forgetFile(file)
      this.keep(null)
      if (report) this.show(report, false)
      tell('收到了，干部会看到')
    } catch (error) {
      this.setData({ notSent: isPassing(error) ? '没有发出去，都存着。有网了再点发送。' : wordsOf(error) })
    }
    this.setData({ sending: false })
  },
  /** What is uploaded already is not uploaded again. */
  async uploaded(draft: ReportDraft): Promise<string[]> {
    const ids: string[] = []
    const pictures = [...draft.pictures]
    for (const [at, { file, attachment }] of pictures.entries()) {
      const known = attachment ?? (await upload(file))
      ids.push(known)
      pictures[at] = { file, attachment: known }
      this.keep({ ...draft, pictures: [...pictures] })
    }
    return ids
  },
  /** An empty answer: it is his no more. */
  post(act: MyReportAct): Promise<MyReport | ''> {
    return askAsResident<MyReport | ''>(`/api/chat/reports/${this.id}/acts`, { method: 'POST', body: act })
  },
  async withdraw() {
    const { confirm } = await wx.showModal({
      title: '不报了吗？',
      content: '撤回以后，干部就不办这件事了。以后有难处可以再报。',
      confirmText: '撤回',
      cancelText: '不撤回',
    })
    if (!confirm) return
    this.setData({ sending: true })
    try {
      const report = await this.post({ act: 'withdraw', id: this.withdrawal })
      // Where it was joined to somebody else's of the same house, it is not his any more.
      if (!report) return this.gone()
      this.show(report, false)
      tell('撤回了')
    } catch (error) {
      this.setData({ trouble: wordsOf(error) })
    }
    this.setData({ sending: false })
  },
  gone() {
    tell('撤回了')
    void wx.navigateBack()
  },
  toChat() {
    void wx.switchTab({ url: '/pages/chat/chat' })
  },
})

function drafts(): Record<string, ReportDraft> {
  return store.get('reports.drafts') ?? {}
}

function hasContent(draft: ReportDraft | null): boolean {
  return draft !== null && (draft.words.trim() !== '' || draft.pictures.length > 0 || draft.act === 'not_content')
}

function actOf({ id, act, words: written }: ReportDraft, attachments: string[]): MyReportAct {
  const words = written.trim()
  const said = words === '' ? {} : { words }
  return act === 'add' ? { act, id, ...said, attachments } : { act, id, ...said }
}

function whenOf({ doneAt, plannedBy }: Step): string {
  if (doneAt) return `，${dayOf(new Date(doneAt))}办好`
  return plannedBy ? `，${dateWords(plannedBy)}以前` : ''
}
