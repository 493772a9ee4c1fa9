import type { CardBlock, CardRow } from '../../contract/block.ts'
import type { EffectiveCard } from '../card/cards-for.ts'
import { type Eligibility, eligibility, type HouseholdFacts } from '../card/eligibility.ts'
import { renderCard } from '../card/render-card.ts'
import type { CardShelf } from '../card/shelf.ts'
import { type Citation, citationWords } from '../policy/citation.ts'
import { CARD_ROW, CARD_RUN_OUT } from './card-words.ts'

/** An information card as a block of the chat: every word and figure is the card's. `household`: the asker's own, where we know it for sure. */
export function cardBlock(
  effective: EffectiveCard,
  household: HouseholdFacts | null,
  { region, day }: Pick<CardShelf, 'region' | 'day'>,
): CardBlock {
  const card = renderCard(effective)
  const fits = household && fitWords(eligibility(effective, household, day))
  return {
    kind: 'card',
    card: card.id,
    region,
    date: day,
    title: card.title,
    text: card.says.join('\n'),
    rows: [
      row(CARD_ROW.forWhom, [card.forWhom, ...card.also]),
      row(CARD_ROW.get, card.get),
      row(CARD_ROW.apply, card.apply),
      row(CARD_ROW.papers, card.papers),
      row(CARD_ROW.departments, card.departments.length > 0 ? [card.departments.join('、')] : []),
      row(CARD_ROW.household, fits ?? []),
      row(CARD_ROW.warning, card.warning === null ? [] : [CARD_RUN_OUT]),
    ].flat(),
    source: cardSource(effective),
  }
}

/** Where a card stands, and who passed its paper on to this place. */
export function cardSource({ citations, passedOn }: EffectiveCard): string {
  const passed = passedOn === null ? [] : [`本地由${passedOn}转发`]
  return [...sourceWords(citations), ...passed].join('；')
}

/** The clauses of one paper stand behind its name together. */
export function sourceWords(citations: Citation[]): string[] {
  const papers = Map.groupBy(citations, ({ clause: _, ...paper }) => citationWords(paper))
  return [...papers].map(([paper, of]) =>
    [paper, [...new Set(of.flatMap(({ clause }) => clause ?? []))].join('、')].filter(Boolean).join(' '),
  )
}

function row(label: string, sentences: string[]): CardRow[] {
  return sentences.length > 0 ? [{ label, value: sentences.map(withStop).join('') }] : []
}

function withStop(sentence: string): string {
  return /[。！？]$/.test(sentence) ? sentence : `${sentence}。`
}

/** Null where nothing need be said: what is for everybody is for him. */
function fitWords(fit: Eligibility): string[] | null {
  switch (fit.kind) {
    case 'for_everybody':
      return null
    case 'may_fit':
      return [fit.words]
    case 'does_not_fit':
      return [fit.words, ...fit.because]
    case 'unknown':
      return [fit.words, ...(fit.missing.length > 0 ? [`还不知道${fit.missing.join('、')}`] : [])]
  }
}
