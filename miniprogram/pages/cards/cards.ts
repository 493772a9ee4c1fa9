import type { CardList, CardSummary } from '../../../src/contract/card.ts'
import { ask, wordsOf } from '../../utils/api'
import { look } from '../../utils/page'
import { store } from '../../utils/store'

Page({
  data: { ...look(), place: '', cards: [] as CardSummary[], trouble: '' },
  onLoad() {
    void this.read()
  },
  onShow() {
    this.setData(look())
  },
  async read() {
    try {
      const region = store.get('village') ?? undefined
      const { place, cards } = await ask<CardList>('/api/cards', { query: { region } })
      this.setData({ place, cards, trouble: '' })
    } catch (error) {
      this.setData({ trouble: wordsOf(error) })
    }
  },
})
