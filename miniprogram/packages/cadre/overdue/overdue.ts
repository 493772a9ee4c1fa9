import type { OverdueByVillage } from '../../../../src/contract/village-work.ts'
import { wordsOf } from '../../../utils/api'
import { look } from '../../../utils/page'
import { offlineWords, readKept } from '../lib/copies'

interface Line {
  region: string
  place: string
  leads: string
  duties: string
  late: boolean
}

Page({
  data: { ...look(), total: '', lines: [] as Line[], since: '', trouble: '', read: false },
  onShow() {
    this.setData(look())
    void this.readOverdue()
  },
  async onPullDownRefresh() {
    await this.readOverdue()
    void wx.stopPullDownRefresh()
  },
  async readOverdue() {
    try {
      const { answer, since } = await readKept<OverdueByVillage>('/api/overdue')
      const { leads, duties } = answer.total
      const total = `线索超期 ${leads.overdue} 件，任务超期 ${duties.overdue} 件。`
      this.setData({ total, lines: answer.villages.map(lineOf), since: offlineWords(since), trouble: '', read: true })
    } catch (error) {
      this.setData({ trouble: wordsOf(error), read: true })
    }
  },
})

function lineOf({ region, place, leads, duties }: OverdueByVillage['villages'][number]): Line {
  return {
    region,
    place,
    leads: `线索：超期 ${leads.overdue} 件，快到期 ${leads.soon} 件，共 ${leads.open} 件没办完`,
    duties: `任务：超期 ${duties.overdue} 件，快到期 ${duties.soon} 件，共 ${duties.unfinished} 件没办完`,
    late: leads.overdue + duties.overdue > 0,
  }
}
