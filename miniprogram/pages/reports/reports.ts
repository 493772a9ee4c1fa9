import type { z } from 'zod'
import type { MyReport, MyReports } from '../../../src/contract/my-reports.ts'
import { look, notRead } from '../../utils/page'
import { dueWords } from '../../utils/report-words'
import { askAsResident } from '../../utils/session'
import { store } from '../../utils/store'

interface Row {
  id: string
  number: string
  matter: string
  other: boolean
  now: string
  who: string
  due: string
  late: boolean
  /** All of it in a sentence, for who does not see it. */
  spoken: string
}

Page({
  data: { ...look(), reports: [] as Row[], known: false, copy: false, trouble: '' },
  onLoad() {
    const kept = store.get('reports.list')
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
      const { reports } = await askAsResident<z.infer<typeof MyReports>>('/api/chat/reports')
      store.copy('reports.list', reports)
      this.show(reports, false)
    } catch (error) {
      this.setData(notRead(error, this.data.known))
    }
  },
  show(reports: MyReport[], copy: boolean) {
    this.setData({ reports: reports.map(row), known: true, copy, trouble: '' })
  },
  toChat() {
    void wx.switchTab({ url: '/pages/chat/chat' })
  },
})

function row(report: MyReport): Row {
  const { id, number, matter, now, whose, due } = report
  const who = report.who?.name ?? ''
  const words = due ? dueWords(due) : ''
  const spoken = [matter, `编号${number}`, now, who && `谁在办：${who}`, words].filter(Boolean).join('，')
  return { id, number, matter, other: whose === 'other', now, who, due: words, late: due?.late ?? false, spoken }
}
