import type { CardFinding, CardKind, CardList, CardSummary } from '../../../src/contract/card.ts'
import { ask, wordsOf } from '../../utils/api'
import { look, notRead } from '../../utils/page'
import { store } from '../../utils/store'

/** In the order in which the list shows them. */
const KINDS: [CardKind, string][] = [
  ['help', '能得到什么帮扶'],
  ['way', '怎么申请、怎么办'],
  ['line', '收入多少算困难'],
  ['right', '您有什么权利'],
  ['step', '一步一步怎么走'],
  ['notice', '公示公告怎么看'],
  ['deadline', '多少天办好'],
  ['department', '哪个部门管什么'],
]
const FOUND: Record<CardFinding['kind'], string> = {
  answered: '说的是这张',
  close: '您问的是哪一张？',
  unanswered: '这里没有写到',
}
/** Asked in the chat, which alone knows whose house it is. */
const OWN_POLICIES = '我家有什么政策'

interface Kind {
  kind: CardKind
  label: string
  isOpen: boolean
  cards: CardSummary[]
}

Page({
  data: {
    ...look(),
    q: '',
    place: '',
    kinds: [] as Kind[],
    found: null as { title: string; notes: string[]; cards: CardSummary[] } | null,
    finding: false,
    trouble: '',
    /** What is shown was kept on the phone. */
    copy: false,
  },
  onLoad() {
    const kept = store.get('cards.list')
    if (kept) this.list(kept, false)
    void this.read()
  },
  onShow() {
    this.setData(look())
  },
  async read() {
    try {
      const list = await ask<CardList>('/api/cards', { query: { region: store.get('village') ?? undefined } })
      store.copy('cards.list', list)
      this.setData({ trouble: '' })
      this.list(list, false)
    } catch (error) {
      this.setData(notRead(error, this.data.place !== ''))
    }
  },
  list({ place, cards }: CardList, copy: boolean) {
    const before = this.data.kinds
    const kinds = KINDS.map(([kind, label], at) => {
      const isOpen = before.find((each) => each.kind === kind)?.isOpen ?? at === 0
      return { kind, label, isOpen, cards: cards.filter((card) => card.kind === kind) }
    })
    this.setData({ place, copy, kinds: kinds.filter((each) => each.cards.length > 0) })
  },
  openKind({ currentTarget }: { currentTarget: { dataset: { kind: CardKind } } }) {
    const { kind } = currentTarget.dataset
    this.setData({
      kinds: this.data.kinds.map((each) => (each.kind === kind ? { ...each, isOpen: !each.isOpen } : each)),
    })
  },
  write({ detail }: { detail: { value: string } }) {
    this.setData({ q: detail.value })
  },
  async find() {
    const q = this.data.q.trim()
    if (q === '') return this.forget()
    void wx.hideKeyboard({ fail: () => {} })
    this.setData({ finding: true, found: null, trouble: '' })
    try {
      const region = store.get('village') ?? undefined
      const { found } = await ask<CardList>('/api/cards', { query: { region, q } })
      this.setData({ found: found && { ...found, title: FOUND[found.kind] } })
    } catch (error) {
      this.setData({ trouble: wordsOf(error) })
    }
    this.setData({ finding: false })
  },
  again() {
    void (this.data.q.trim() ? this.find() : this.read())
  },
  forget() {
    this.setData({ q: '', found: null, trouble: '' })
  },
  askInChat() {
    store.set('chat.ask', { text: this.data.q.trim(), send: true })
    void wx.switchTab({ url: '/pages/chat/chat' })
  },
  ownPolicies() {
    store.set('chat.ask', { text: OWN_POLICIES, send: true })
    void wx.switchTab({ url: '/pages/chat/chat' })
  },
})
