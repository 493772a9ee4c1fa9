import type { CardFinding, CardList, CardPlace, CardQuery, CardSummary, CardView } from '../contract/card.ts'
import { askShelf, withoutOwnNumber } from '../core/card/ask-shelf.ts'
import type { EffectiveCard } from '../core/card/cards-for.ts'
import { renderCard } from '../core/card/render-card.ts'
import type { CardShelf } from '../core/card/shelf.ts'
import { cardBlock } from '../core/dialogue/card-block.ts'
import { asksOtherMatter, cardNotes } from '../core/dialogue/card-notes.ts'
import type { RegionTree } from '../core/region/region-tree.ts'
import { understand } from '../core/understanding/understand.ts'
import { type CardDeps, cardsThere } from './card-place.ts'
import { isRefusal, type Refusal } from './refusal.ts'

/** The cards of a place on a day, and with a question the one that answers it. Nothing of the question is kept. */
export function listCards(deps: CardDeps, home: string, { kind, topic, q, ...asked }: CardQuery): CardList | Refusal {
  const there = cardsThere(deps, home, asked)
  if (isRefusal(there)) return there
  const { shelf, tree, ...where } = there
  const cards = [...shelf.cards.values()]
    .filter(({ card }) => (kind === undefined || card.kind === kind) && (topic === undefined || card.topic === topic))
    .map(summary)
  return { ...where, cards, found: q ? findingOn(shelf, tree, q) : null }
}

export function readCard(deps: CardDeps, home: string, id: string, asked: CardPlace): CardView | Refusal {
  const there = cardsThere(deps, home, asked)
  if (isRefusal(there)) return there
  const { shelf, tree: _, ...where } = there
  const effective = shelf.cards.get(id)
  return effective ? { ...where, ...renderCard(effective) } : { refused: 'no_such_card' }
}

/** As the chat answers it: a card that says nothing of what he asks is no answer. */
function findingOn(shelf: CardShelf, tree: RegionTree, q: string): CardFinding {
  const finding = askShelf(shelf, q, tree)
  const best = finding.best === null ? undefined : shelf.cards.get(finding.best)
  const none: CardFinding = { kind: 'unanswered', cards: [], notes: [] }
  if (finding.kind === 'unanswered' || best === undefined) return none
  if (finding.kind === 'close') {
    const both = [finding.best, finding.second].flatMap((id) => shelf.cards.get(id) ?? [])
    return { kind: 'close', cards: both.map(summary), notes: [] }
  }
  const alone = withoutOwnNumber(q)
  const question = { text: alone, amounts: understand(alone, { today: shelf.day }).amounts }
  const block = cardBlock(best, null, shelf)
  if (asksOtherMatter(question, block)) return none
  return { kind: 'answered', cards: [summary(best)], notes: cardNotes(question, block, best, shelf) }
}

function summary(effective: EffectiveCard): CardSummary {
  const { id, topic, kind, title, forWhom } = renderCard(effective)
  return { id, topic, kind, title, forWhom }
}
