import type { CardSize } from '../../src/contract/card.ts'

/** How large the type is, in words. */
export const SIZES: { size: CardSize; label: string }[] = [
  { size: 'normal', label: '一般字' },
  { size: 'large', label: '大字' },
  { size: 'largest', label: '特大字' },
]
