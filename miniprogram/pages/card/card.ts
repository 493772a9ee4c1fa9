import type { CardSize, CardView } from '../../../src/contract/card.ts'
import { ask, isPassing, wordsOf } from '../../utils/api'
import { download } from '../../utils/download'
import { look, tell } from '../../utils/page'
import { canReadAloud, readAloud, stopReading } from '../../utils/read-aloud'
import { SIZES } from '../../utils/sizes'
import { store } from '../../utils/store'
import { dateWords } from '../../utils/when'

/** As many as the phone keeps for when there is no network. */
const KEPT = 20

interface Part {
  label: string
  sentences: string[]
}

Page({
  data: {
    ...look(),
    sizes: SIZES,
    size: 'normal' as CardSize,
    card: null as CardView | null,
    parts: [] as Part[],
    day: '',
    copy: false,
    trouble: '',
    drawing: false,
    canRead: canReadAloud(),
    reading: false,
  },
  /** This page's own: another card may lie over it. */
  asked: {} as Record<string, string>,
  onLoad(options: Record<string, string | undefined>) {
    const { id = '', region = store.get('village') ?? '', date = '' } = options
    this.asked = { id, ...(region && { region }), ...(date && { date }) }
    void this.read()
  },
  onShow() {
    this.setData({ ...look(), size: store.get('size') ?? 'normal' })
  },
  onUnload() {
    stopReading()
  },
  onShareAppMessage() {
    const { card } = this.data
    return { title: card?.title ?? '明白卡', path: `/pages/card/card?${queryOf(this.asked)}` }
  },
  async read() {
    const { id = '', ...query } = this.asked
    this.setData({ trouble: '' })
    try {
      const card = await ask<CardView>(`/api/cards/${encodeURIComponent(id)}`, { query })
      keep(card)
      this.show(card, false)
    } catch (error) {
      const kept = isPassing(error) ? (store.get('cards.opened') ?? []).find((each) => each.id === id) : undefined
      if (kept) this.show(kept, true)
      else this.setData({ trouble: wordsOf(error) })
    }
  },
  show(card: CardView, copy: boolean) {
    // In the order and under the headings of the card's picture.
    const parts: Part[] = [
      { label: '给谁', sentences: [card.forWhom, ...card.also] },
      { label: '得到什么', sentences: card.get },
      { label: '怎么办', sentences: card.apply },
      { label: '带什么', sentences: card.papers },
      { label: '找哪个部门', sentences: card.departments.length > 0 ? [card.departments.join('、')] : [] },
    ]
    const day = dateWords(card.date)
    this.setData({ card, copy, day, parts: parts.filter(({ sentences }) => sentences.length > 0) })
  },
  choose({ currentTarget }: { currentTarget: { dataset: { size: CardSize } } }) {
    const { size } = currentTarget.dataset
    store.set('size', size)
    this.setData({ ...look(), size })
  },
  askInChat() {
    const { card } = this.data
    if (!card) return
    store.set('chat.ask', { text: `我想问“${card.title}”：`, send: false })
    void wx.switchTab({ url: '/pages/chat/chat' })
  },
  async aloud() {
    const { card, reading } = this.data
    if (!card) return
    if (reading) return stopReading()
    this.setData({ reading: true })
    await readAloud(card.audio)
    this.setData({ reading: false })
  },
  async savePicture() {
    const path = await this.picture()
    if (!path) return
    try {
      await wx.saveImageToPhotosAlbum({ filePath: path })
      tell('存好了，在相册里')
    } catch (error) {
      // Not allowed: shown large, it can be kept by WeChat's own menu.
      if (/cancel/.test((error as { errMsg?: string }).errMsg ?? '')) return
      tell('没有允许存到相册，长按图片也能存')
      void wx.previewImage({ urls: [path] })
    }
  },
  async sharePicture() {
    const path = await this.picture()
    if (path) wx.showShareImageMenu({ path, fail: () => {} })
  },
  /** Null where it could not be had; that is told. */
  async picture(): Promise<string | null> {
    const { id = '', ...query } = this.asked
    this.setData({ drawing: true })
    try {
      const size = store.get('size') ?? 'normal'
      return await download(`/cards/${encodeURIComponent(id)}/picture.png?${queryOf({ ...query, size })}`)
    } catch {
      tell('图片现在拿不到，请稍后再试')
      return null
    } finally {
      this.setData({ drawing: false })
    }
  },
})

function keep(card: CardView): void {
  const others = (store.get('cards.opened') ?? []).filter(({ id }) => id !== card.id)
  store.copy('cards.opened', [card, ...others].slice(0, KEPT))
}

function queryOf(query: Record<string, string>): string {
  return Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
}
