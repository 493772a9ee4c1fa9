import type { LedgerView } from '../../../../src/contract/ledger.ts'
import type { MeasureView } from '../../../../src/contract/measures.ts'
import { wordsOf } from '../../../utils/api'
import { look } from '../../../utils/page'
import { copyOf, offlineWords, readKept } from '../lib/copies'
import { type HouseholdShown, householdShown, type MeasureShown, measureShown } from '../lib/household-view'
import { type WaitingShown, waitingShown } from '../lib/lead-view'
import { sendWaiting, waitingAbout, watchActs } from '../lib/outbox'
import { showPicture } from '../lib/pictures'

let unwatch = () => {}

Page({
  data: {
    ...look(),
    id: '',
    household: null as HouseholdShown | null,
    measures: [] as MeasureShown[],
    waiting: [] as WaitingShown[],
    since: '',
    trouble: '',
  },
  onLoad({ id = '' }: { id?: string }) {
    this.setData({ id })
  },
  onShow() {
    this.setData(look())
    sendWaiting()
    unwatch = watchActs(() => this.sent())
    void this.readHousehold()
  },
  onHide() {
    unwatch()
  },
  onUnload() {
    unwatch()
  },
  path() {
    return `/api/households/${this.data.id}`
  },
  async readHousehold() {
    try {
      const [{ answer, since }, measures] = await Promise.all([
        readKept<LedgerView>(this.path()),
        readKept<MeasureView[]>(`${this.path()}/measures`),
      ])
      const shown = { household: householdShown(answer), measures: measures.answer.map(measureShown) }
      this.setData({ ...shown, since: offlineWords(since), trouble: '' })
    } catch (error) {
      this.setData({ trouble: wordsOf(error) })
    }
    this.draw()
  },
  sent() {
    const copy = copyOf<LedgerView>(this.path())
    if (copy) this.setData({ household: householdShown(copy.answer) })
    this.draw()
    if (this.data.since !== '') void this.readHousehold()
  },
  draw() {
    this.setData({ waiting: waitingShown(waitingAbout({ kind: 'household', id: this.data.id }), new Date()) })
  },
  showPicture({ currentTarget }: { currentTarget: { dataset: { path: string } } }) {
    return showPicture(currentTarget.dataset.path)
  },
  visit() {
    void wx.navigateTo({ url: `/packages/cadre/visit/visit?household=${this.data.id}` })
  },
})
