import type { CardSize } from '../../../src/contract/card.ts'
import { look } from '../../utils/page'
import { store } from '../../utils/store'

const SIZES: { size: CardSize; label: string }[] = [
  { size: 'normal', label: '跟手机一样' },
  { size: 'large', label: '大字' },
  { size: 'largest', label: '特大字' },
]

Page({
  data: { ...look(), sizes: SIZES, size: 'normal' as CardSize },
  onShow() {
    this.setData({ ...look(), size: store.get('size') ?? 'normal' })
  },
  choose({ currentTarget }: { currentTarget: { dataset: { size: CardSize } } }) {
    const { size } = currentTarget.dataset
    store.set('size', size)
    this.setData({ ...look(), size })
  },
})
