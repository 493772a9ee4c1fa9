import type { z } from 'zod'
import type { TurnView } from '../../../../src/contract/chat.ts'
import type { HandoverDetail, HandoverReply, HandoverSummary, TakeOver } from '../../../../src/contract/handover.ts'
import { codeOf, wordsOf } from '../../../utils/api'
import { newId } from '../../../utils/new-id'
import { look, tell } from '../../../utils/page'
import { askAsCadre } from '../../../utils/session'
import { offlineWords, readKept } from '../lib/copies'
import { draftOf, endDraft, keepDraft } from '../lib/drafts'
import { ROLE } from '../lib/labels'
import { showPicture } from '../lib/pictures'
import { type Said, saidIn } from '../lib/talk-view'
import { watchQueue } from '../lib/watch-queue'

interface About {
  name: string
  place: string
  now: string
  mayAnswer: boolean
  mayTakeOver: boolean
}

/** As many turns as the server gives at a time. */
const MOST_TURNS = 200

let unwatch = () => {}

Page({
  data: { ...look(), about: null as About | null, said: [] as Said[], text: '', since: '', trouble: '', busy: false },
  id: '',
  handover: null as HandoverSummary | null,
  /** Keeps its id however often it is sent, until it is there or its words change. */
  sending: null as z.infer<typeof HandoverReply> | null,

  onLoad({ id = '' }: { id?: string }) {
    this.id = id
    this.setData({ text: draftOf(`talk ${id}`).values.text ?? '' })
  },
  onShow() {
    this.setData(look())
    unwatch = watchQueue(['handover'], () => void this.readTalk())
    void this.readTalk()
  },
  onHide() {
    unwatch()
  },
  onUnload() {
    unwatch()
  },
  path(rest = '') {
    return `/api/handovers/${this.id}${rest}`
  },
  async readTalk() {
    try {
      const { handover, turns, since } = await readWhole(this.path())
      this.handover = handover
      this.setData({ about: aboutOf(handover), said: saidIn(turns, new Date()), since: offlineWords(since) })
      if (!this.data.busy) this.setData({ trouble: '' })
      // The newest stands last, above the field.
      void wx.pageScrollTo({ scrollTop: 99_999, duration: 0 }).catch(() => {})
    } catch (error) {
      this.setData({ trouble: wordsOf(error) })
    }
  },
  write({ detail }: { detail: { value: string } }) {
    this.setData({ text: detail.value })
    keepDraft(`talk ${this.id}`, { values: { text: detail.value }, photos: [] })
  },
  send() {
    const text = this.data.text.trim()
    if (!text) return
    return this.attempt(async () => {
      if (this.sending?.text !== text) this.sending = { id: newId(), text }
      await askAsCadre(this.path('/replies'), { method: 'POST', body: this.sending })
      this.sending = null
      endDraft(`talk ${this.id}`)
      this.setData({ text: '' })
    })
  },
  async giveBack() {
    const { confirm } = await wx.showModal({
      title: '说完了？',
      content: '说完以后，由机器接着跟他说。',
      confirmText: '说完了',
      cancelText: '接着说',
    })
    if (!confirm) return
    await this.attempt(async () => {
      await askAsCadre(this.path('/return'), { method: 'POST', body: {} })
      tell('已交回机器')
    })
  },
  takeOver() {
    const from = this.handover?.holder.id
    if (!from) return
    const body: z.infer<typeof TakeOver> = { from }
    return this.attempt(() => askAsCadre(this.path('/holder'), { method: 'POST', body }))
  },
  call() {
    return this.attempt(async () => {
      const { phone } = await askAsCadre<{ phone: string }>(this.path('/phone'), { method: 'POST', body: {} })
      // He may think better of it: that is no fault.
      await wx.makePhoneCall({ phoneNumber: phone }).catch(() => {})
    })
  },
  showPicture({ currentTarget }: { currentTarget: { dataset: { path: string } } }) {
    return showPicture(currentTarget.dataset.path)
  },

  /** What was written stays while the server refuses, and the reason stands over it. */
  async attempt(work: () => Promise<unknown>) {
    if (this.data.busy) return
    this.setData({ busy: true, trouble: '' })
    try {
      await work()
      await this.readTalk()
    } catch (error) {
      // Somebody was faster: show how it stands now, and the reason.
      if (codeOf(error) !== 'no_line') await this.readTalk()
      this.setData({ trouble: wordsOf(error) })
    } finally {
      this.setData({ busy: false })
    }
  },
})

async function readWhole(path: string) {
  const turns: TurnView[] = []
  for (;;) {
    const after = turns.at(-1)?.seq ?? 0
    const { answer, since } = await readKept<z.infer<typeof HandoverDetail>>(`${path}?after=${after}`)
    turns.push(...answer.turns)
    if (answer.turns.length < MOST_TURNS) return { handover: answer.handover, turns, since }
  }
}

function aboutOf({ name, place, holder, second, ending, mayAnswer, mayTakeOver }: HandoverSummary): About {
  const who = [holder, ...(second ? [second] : [])].map((each) => `${each.name}（${ROLE[each.role]}）`).join('、')
  const now = ending ?? `${who}在跟他说，机器不插话`
  return { name: name ?? '村民', place, now, mayAnswer, mayTakeOver: mayTakeOver && !mayAnswer }
}
