import { citationWords } from '../policy/citation.ts'
import type { Card } from './card.ts'
import type { EffectiveCard } from './cards-for.ts'
import { DEPARTMENT_WORDS } from './department-words.ts'
import { figuresOf, fillIn } from './fill-in.ts'

/** A card ready to be read: every list is whole sentences with their figures in place. */
export interface RenderedCard {
  id: string
  topic: string
  kind: Card['kind']
  title: string
  says: string[]
  forWhom: string
  /** What else is looked at before somebody gets it. */
  also: string[]
  get: string[]
  apply: string[]
  papers: string[]
  departments: string[]
  /** The paper has run out. */
  warning: string | null
  sources: string[]
  /** To be read aloud, one sentence each. */
  audio: string[]
}

const PAPERS_ELSEWHERE = '要带什么，村里会告诉您。'

/** A card in plain words, for chat, page, picture and loudspeaker alike. */
export function renderCard({ card, pack, citations, passedOn, runOut }: EffectiveCard): RenderedCard {
  const figures = figuresOf(card, pack)
  const fill = (list: string[] = []) => list.map((words) => fillIn(words, figures))
  const says = fill(card.says)
  return {
    id: card.id,
    topic: card.topic,
    kind: card.kind,
    title: fillIn(card.title, figures),
    says,
    forWhom: fillIn(card.for.words, figures),
    also: fill(card.for.also),
    get: fill(card.get),
    apply: fill(card.apply),
    papers: card.papers ? fill(card.papers) : card.kind === 'help' ? [PAPERS_ELSEWHERE] : [],
    departments: (card.department ?? []).map((one) => DEPARTMENT_WORDS[one]),
    warning: runOut,
    sources: [
      ...citations.map((citation) => `依据：${citationWords(citation)}。`),
      ...(passedOn ? [`本地由${passedOn}转发。`] : []),
    ],
    audio: [
      ...(card.audio ? fill(card.audio) : says),
      ...(runOut ? ['这份文件已经到期，没有新的以前先照这个说。'] : []),
    ],
  }
}

/** What a finder reads of a card: the title, its sentences one by one, and how people ask for it. */
export interface FindableCard {
  id: string
  title: string
  passages: string[]
  phrasings: string[]
  not: string[]
}

export function findable(effective: EffectiveCard): FindableCard {
  const { id, title, says, forWhom, also, get, apply, departments } = renderCard(effective)
  const passages = [...says, forWhom, ...also, ...get, ...apply, ...departments]
  const { phrasings, not = [] } = effective.card
  return { id, title, passages, phrasings, not }
}
