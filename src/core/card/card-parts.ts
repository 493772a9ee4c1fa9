import type { RenderedCard } from './render-card.ts'

export interface CardPart {
  label: string
  sentences: string[]
}

/** What stands below the sentences of a card, on page and picture alike; what it does not have is left out. */
export function cardParts({ forWhom, also, get, apply, papers, departments }: RenderedCard): CardPart[] {
  const parts = [
    { label: '给谁', sentences: [forWhom, ...also] },
    { label: '得到什么', sentences: get },
    { label: '怎么办', sentences: apply },
    { label: '带什么', sentences: papers },
    { label: '找哪个部门', sentences: departments.length > 0 ? [departments.join('、')] : [] },
  ]
  return parts.filter(({ sentences }) => sentences.length > 0)
}

export const RUN_OUT_WORDS = '这份文件已经到期，没有新的以前，先照这个办。'
