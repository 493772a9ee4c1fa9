import type { OverdueByVillage } from '../../../../src/contract/village-work.ts'
import { wordsOf } from '../../../utils/api'
import { look } from '../../../utils/page'
import { offlineWords, readKept } from '../lib/copies'

type Village = OverdueByVillage['villages'][number]
/** Of a region's code; what lies with a township or the county has fewer. */
const VILLAGE_DIGITS = 12

interface Line {
  region: string
  place: string
  leads: string
  duties: string
}

Page({
  data: {
    ...look(),
    total: '',
    late: [] as Line[],
    others: [] as Line[],
    othersSay: '',
    showOthers: false,
    since: '',
    trouble: '',
    read: false,
  },
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
      const [late, others] = [answer.villages.filter(isLate), answer.villages.filter((each) => !isLate(each))]
      const villages = others.filter(({ region }) => region.length === VILLAGE_DIGITS).length
      this.setData({
        total,
        late: late.map(lineOf),
        others: others.map(lineOf),
        othersSay: late.length > 0 ? `其余 ${villages} 个村没有超期` : `看这 ${villages} 个村`,
        since: offlineWords(since),
        trouble: '',
        read: true,
      })
    } catch (error) {
      this.setData({ trouble: wordsOf(error), read: true })
    }
  },
  toggleOthers() {
    this.setData({ showOthers: !this.data.showOthers })
  },
})

function isLate({ leads, duties }: Village): boolean {
  return leads.overdue + duties.overdue > 0
}

function lineOf({ region, place, leads, duties }: Village): Line {
  return {
    region,
    place,
    leads: `线索：超期 ${leads.overdue} 件，快到期 ${leads.soon} 件，共 ${leads.open} 件没办完`,
    duties: `任务：超期 ${duties.overdue} 件，快到期 ${duties.soon} 件，共 ${duties.unfinished} 件没办完`,
  }
}
