import type { z } from 'zod'
import type { LeadSummary, QueueClientFrame, QueuePage, QueueServerFrame } from '../../../../src/contract/lead.ts'
import type { RiskType } from '../../../../src/contract/terms.ts'
import { isPassing, wordsOf } from '../../../utils/api'
import { type Live, openLive } from '../../../utils/live'
import { look } from '../../../utils/page'
import { RISK_TYPE_LABEL } from '../../../utils/risk-types'
import { askAsCadre, cadreSession } from '../../../utils/session'
import { askingWords, readAsking } from '../lib/asking'
import { copyOf, keepCopy, offlineWords, readKept } from '../lib/copies'
import { optionsOf } from '../lib/form'
import { withWaiting } from '../lib/lead-acts'
import { sendWaiting, waitingAbout, waitingActs, watchActs } from '../lib/outbox'
import { type Counter, counters, type QueueLine, queueLines } from '../lib/queue-view'

type Page = z.infer<typeof QueuePage>
const MINUTE_MS = 60_000
/** So many of what he has taken up are made ready for the way: he will stand before their doors. */
const READY = 10
const TYPES = [{ value: '', words: '全部类型' }, ...optionsOf(RISK_TYPE_LABEL)]

let live: Live<z.infer<typeof QueueClientFrame>> | null = null
let minutes = 0
let unwatch = () => {}

Page({
  data: {
    ...look(),
    mine: true,
    which: null as Counter | null,
    types: TYPES,
    type: 0,
    counts: { fresh: 0, soon: 0, overdue: 0 },
    lines: [] as QueueLine[],
    waiting: 0,
    refused: 0,
    /** Who waits for a word of his; empty where nobody does. */
    asking: '',
    since: '',
    trouble: '',
    read: false,
    more: false,
    news: '',
  },
  leads: [] as LeadSummary[],
  next: null as string | null,

  onShow() {
    this.setData(look())
    if (!cadreSession()) return void wx.redirectTo({ url: '/packages/cadre/login/login' })
    sendWaiting()
    unwatch = watchActs(() => this.draw())
    this.listen()
    minutes = setInterval(() => this.draw(), MINUTE_MS)
    void this.readAgain()
    void this.readAsking()
  },
  onHide() {
    this.rest()
  },
  onUnload() {
    this.rest()
  },
  async onPullDownRefresh() {
    await Promise.all([this.readAgain(), this.readAsking()])
    void wx.stopPullDownRefresh()
  },
  rest() {
    unwatch()
    clearInterval(minutes)
    live?.close()
    live = null
  },

  path(after: string | null) {
    const { mine } = this.data
    return `/api/leads?mine=${mine}&limit=50${after ? `&after=${encodeURIComponent(after)}` : ''}`
  },
  async readAgain() {
    const path = this.path(null)
    const copy = copyOf<Page>(path)
    // What was read last stands there at once; the line may take its time.
    if (copy && !this.data.read) this.take(copy.answer, copy.at)
    try {
      const { answer, since } = await readKept<Page>(path)
      if (path !== this.path(null)) return
      this.take(answer, since)
      if (since === null) void this.makeReady()
    } catch (error) {
      this.setData({ trouble: wordsOf(error), read: true })
    }
  },
  /** Beside the queue: where it can't be read, the page where it stands says so. */
  async readAsking() {
    const asking = await readAsking().catch(() => null)
    if (asking) this.setData({ asking: askingWords(asking) })
  },
  take({ leads, next }: Page, since: string | null) {
    this.leads = leads
    this.next = next
    this.setData({ since: offlineWords(since), trouble: '', read: true, more: next !== null })
    this.draw()
  },
  async readMore() {
    if (!this.next) return
    try {
      const { leads, next } = await askAsCadre<Page>(this.path(this.next))
      this.leads = [...this.leads, ...leads]
      this.next = next
      this.setData({ more: next !== null })
      this.draw()
    } catch (error) {
      this.setData({ trouble: wordsOf(error) })
    }
  },
  /** Leads that he has taken up, and what is to be asked there: read now, because there is no line where they live. */
  async makeReady() {
    const me = cadreSession()?.me.id
    const taken = this.leads.filter(({ holder, status }) => holder.id === me && ['claimed', 'visited'].includes(status))
    for (const { id, version } of taken.slice(0, READY)) {
      const [lead, form] = [`/api/leads/${id}`, `/api/leads/${id}/visit-form`]
      const isFresh = copyOf<LeadSummary>(lead)?.answer.version === version
      const lacking = isFresh ? [form].filter((path) => !copyOf(path)) : [lead, form]
      for (const path of lacking) {
        try {
          await readKept(path)
        } catch (error) {
          if (isPassing(error)) return
        }
      }
    }
  },

  draw() {
    const me = cadreSession()?.me
    if (!me) return
    const now = new Date()
    const leads = this.leads.map((lead) => withWaiting(lead, waitingAbout({ kind: 'lead', id: lead.id }), me))
    const { which, type } = this.data
    const riskType = (TYPES[type]?.value ?? '') as RiskType | ''
    const acts = waitingActs()
    const refused = acts.filter((act) => act.refused !== null).length
    this.setData({
      counts: counters(leads, now),
      lines: queueLines(leads, { which, riskType }, now),
      waiting: acts.length - refused,
      refused,
    })
  },

  listen() {
    live?.close()
    const token = cadreSession()?.token ?? ''
    live = openLive<z.infer<typeof QueueServerFrame>, z.infer<typeof QueueClientFrame>>('/queue', {
      open: () => live?.send({ type: 'hello', token }),
      state: (up) => {
        if (up) sendWaiting()
      },
      frame: (frame) => {
        if (frame.type === 'ready') {
          live?.ready()
          void this.readAgain()
        }
        if (frame.type === 'resync') void this.readAgain()
        if (['ready', 'resync', 'handover', 'card_question'].includes(frame.type)) void this.readAsking()
        if (frame.type === 'lead') this.changed(frame.lead)
      },
    })
  },
  changed(lead: LeadSummary) {
    const known = this.leads.find(({ id }) => id === lead.id)
    if (known && known.version > lead.version) return
    const others = this.leads.filter(({ id }) => id !== lead.id)
    const belongs = !this.data.mine || lead.noticed || lead.holder.id === cadreSession()?.me.id
    this.leads = belongs ? [...others, lead] : others
    keepCopy(this.path(null), { leads: this.leads, next: this.next })
    if (belongs && !known) this.setData({ news: `新线索：${RISK_TYPE_LABEL[lead.riskType]}，${lead.place}` })
    this.draw()
  },

  turnTo({ currentTarget }: { currentTarget: { dataset: { mine: boolean } } }) {
    this.leads = []
    this.setData({ mine: currentTarget.dataset.mine, which: null, read: false, lines: [], since: '' })
    void this.readAgain()
  },
  count({ currentTarget }: { currentTarget: { dataset: { which: Counter } } }) {
    const { which } = currentTarget.dataset
    this.setData({ which: this.data.which === which ? null : which })
    this.draw()
  },
  chooseType({ detail }: { detail: { value: number } }) {
    this.setData({ type: Number(detail.value) })
    this.draw()
  },
})
