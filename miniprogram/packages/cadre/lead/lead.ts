import type { LeadDetail } from '../../../../src/contract/lead.ts'
import { wordsOf } from '../../../utils/api'
import { newId } from '../../../utils/new-id'
import { look, tell } from '../../../utils/page'
import { askAsCadre, cadreSession } from '../../../utils/session'
import { copyOf, offlineWords, readKept } from '../lib/copies'
import { ACT_LABEL, type ActName, actsFor, withWaiting } from '../lib/lead-acts'
import { type LeadShown, leadShown, type WaitingShown, waitingShown } from '../lib/lead-view'
import { handIn, sendWaiting, waitingAbout, watchActs } from '../lib/outbox'
import { showPicture } from '../lib/pictures'
import { lastPlace } from '../lib/places'

let unwatch = () => {}

Page({
  data: {
    ...look(),
    lead: null as LeadShown | null,
    waiting: [] as WaitingShown[],
    first: '' as ActName | '',
    firstLabel: '',
    others: [] as { name: ActName; label: string }[],
    provedTrue: false,
    since: '',
    trouble: '',
    calling: false,
    claiming: false,
    showAnswers: false,
  },
  id: '',
  detail: null as LeadDetail | null,
  /** Shown once and kept nowhere: each look at it is written down on the server. */
  phone: '',

  onLoad({ id = '' }: { id?: string }) {
    this.id = id
  },
  onShow() {
    this.setData(look())
    sendWaiting()
    unwatch = watchActs(() => this.sent())
    void this.readLead()
  },
  onHide() {
    unwatch()
  },
  onUnload() {
    unwatch()
  },
  path() {
    return `/api/leads/${this.id}`
  },
  async readLead() {
    const copy = copyOf<LeadDetail>(this.path())
    if (copy && !this.detail) this.take(copy.answer, copy.at)
    try {
      const { answer, since } = await readKept<LeadDetail>(this.path())
      this.take(answer, since)
    } catch (error) {
      this.setData({ trouble: wordsOf(error) })
    }
  },
  /** What he did has arrived: its answer is the newest there is. */
  sent() {
    const copy = copyOf<LeadDetail>(this.path())
    if (copy && copy.answer.version >= (this.detail?.version ?? 0)) this.detail = copy.answer
    this.draw()
    if (this.data.since !== '') void this.readLead()
  },
  take(detail: LeadDetail, since: string | null) {
    this.detail = detail
    this.setData({ since: offlineWords(since), trouble: '' })
    this.draw()
  },
  draw() {
    const me = cadreSession()?.me
    if (!this.detail || !me) return
    const acts = waitingAbout({ kind: 'lead', id: this.id })
    const lead = withWaiting(this.detail, acts, me)
    const now = new Date()
    const [first, ...others] = actsFor(lead, me, acts)
    this.setData({
      lead: leadShown(lead, now),
      waiting: waitingShown(acts, now),
      first: first ?? '',
      firstLabel: first ? ACT_LABEL[first] : '',
      others: others.map((name) => ({ name, label: ACT_LABEL[name] })),
      provedTrue: lead.status === 'verified' && lead.caseId === null && foundTrue(lead),
    })
  },

  async call() {
    this.setData({ calling: true })
    try {
      if (this.phone === '')
        this.phone = (await askAsCadre<{ phone: string }>(`${this.path()}/phone`, { method: 'POST', body: {} })).phone
      // Cancelling the call is no failure.
      wx.makePhoneCall({ phoneNumber: this.phone, fail: () => {} })
    } catch (error) {
      tell(wordsOf(error))
    } finally {
      this.setData({ calling: false })
    }
  },
  async openMap() {
    const { householdId, place, householdName } = this.data.lead ?? {}
    if (!this.detail || !householdId) return
    const spot = await lastPlace(this.detail)
    if (!spot) return tell('还没有位置。走访时盖上位置，下次就能导航。')
    wx.openLocation({ ...spot, name: householdName ?? '', address: place ?? '', fail: () => {} })
  },
  showPicture({ currentTarget }: { currentTarget: { dataset: { path: string } } }) {
    return showPicture(currentTarget.dataset.path)
  },

  begin({ currentTarget }: { currentTarget: { dataset: { name: ActName } } }) {
    return this.act(currentTarget.dataset.name)
  },
  async beginOther() {
    const { others } = this.data
    const chosen = await wx.showActionSheet({ itemList: others.map(({ label }) => label) }).catch(() => null)
    const name = chosen && others[chosen.tapIndex]?.name
    if (name) await this.act(name)
  },
  async act(name: ActName) {
    if (name === 'claim') return this.claim()
    const page = name === 'visit' ? 'visit/visit' : 'act/act'
    await wx.navigateTo({ url: `/packages/cadre/${page}?lead=${this.id}&name=${name}` })
  },
  async claim() {
    const me = cadreSession()?.me
    if (!this.detail || !me || this.data.claiming) return
    const about = { kind: 'lead', id: this.id } as const
    const { version, number } = withWaiting(this.detail, waitingAbout(about), me)
    const id = newId()
    this.setData({ claiming: true, trouble: '' })
    const settled = await handIn({
      id,
      about,
      name: 'claim',
      title: `接单 · ${number}`,
      words: '',
      path: `${this.path()}/actions`,
      body: { action: 'claim', id, version },
      photos: [],
      photosPath: null,
    })
    this.setData({ claiming: false })
    switch (settled.kind) {
      case 'taken':
        return tell('已接单')
      case 'waiting':
        return tell('没有网络，已存好，有网自动上传')
      case 'refused':
        // What is true now stands under it.
        await this.readLead()
        this.setData({ trouble: settled.words })
    }
  },
  toggleAnswers() {
    this.setData({ showAnswers: !this.data.showAnswers })
  },
  household() {
    void wx.navigateTo({ url: `/packages/cadre/household/household?id=${this.data.lead?.householdId ?? ''}` })
  },
})

/** The newest finding says so. */
function foundTrue({ events }: LeadDetail): boolean {
  const found = events.filter(({ text }) => /^(情况属实|情况不属实|联系不上)：/.test(text)).at(-1)
  return found?.text.startsWith('情况属实：') === true
}
