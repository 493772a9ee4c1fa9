import type { HouseholdSummary, HouseholdsPage } from '../../../../src/contract/ledger.ts'
import { wordsOf } from '../../../utils/api'
import { look } from '../../../utils/page'
import { askAsCadre, cadreSession } from '../../../utils/session'
import { offlineWords, readKept } from '../lib/copies'
import { HOUSEHOLD_KIND } from '../lib/labels'
import { sendWaiting } from '../lib/outbox'
import { dayWords } from '../lib/when'

interface Line {
  id: string
  name: string
  kind: string
  place: string
  note: string
}
const TYPING_MS = 300
let typing = 0

Page({
  data: {
    ...look(),
    mine: true,
    search: '',
    lines: [] as Line[],
    since: '',
    trouble: '',
    read: false,
    more: false,
  },
  next: null as string | null,

  onShow() {
    if (!cadreSession()) return void wx.redirectTo({ url: '/packages/cadre/login/login' })
    this.setData(look())
    sendWaiting()
    void this.readHouseholds()
  },
  async onPullDownRefresh() {
    await this.readHouseholds()
    void wx.stopPullDownRefresh()
  },
  path(after: string | null) {
    const { mine, search } = this.data
    const name = search.trim()
    const parts = [`mine=${mine}`, 'limit=50', name && `search=${encodeURIComponent(name)}`]
    return `/api/households?${[...parts, after && `after=${encodeURIComponent(after)}`].filter(Boolean).join('&')}`
  },
  async readHouseholds() {
    const path = this.path(null)
    try {
      const { answer, since } = await readKept<HouseholdsPage>(path)
      if (path !== this.path(null)) return
      this.next = answer.next
      const lines = answer.households.map(lineOf)
      this.setData({ lines, since: offlineWords(since), trouble: '', read: true, more: answer.next !== null })
    } catch (error) {
      this.setData({ trouble: wordsOf(error), read: true })
    }
  },
  async readMore() {
    if (!this.next) return
    try {
      const { households, next } = await askAsCadre<HouseholdsPage>(this.path(this.next))
      this.next = next
      this.setData({ lines: [...this.data.lines, ...households.map(lineOf)], more: next !== null })
    } catch (error) {
      this.setData({ trouble: wordsOf(error) })
    }
  },
  write({ detail }: { detail: { value: string } }) {
    this.setData({ search: detail.value })
    clearTimeout(typing)
    typing = setTimeout(() => void this.readHouseholds(), TYPING_MS)
  },
  turnTo({ currentTarget }: { currentTarget: { dataset: { mine: boolean } } }) {
    this.setData({ mine: currentTarget.dataset.mine, lines: [], read: false })
    void this.readHouseholds()
  },
})

function lineOf({ id, headName, kind, place, members, lastVisit }: HouseholdSummary): Line {
  const visited = lastVisit ? `上次走访 ${dayWords(lastVisit)}` : '还没走访过'
  return {
    id,
    name: headName,
    kind: HOUSEHOLD_KIND[kind],
    place,
    note: `${visited} · ${members > 0 ? `${members} 口人` : '家里还没登记人'}`,
  }
}
