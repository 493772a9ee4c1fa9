import type { PolicyPack } from '../policy/pack.ts'
import type { Card } from './card.ts'
import { type Resolved, resolveFigure } from './figure.ts'

/** Every place of a card that people read, with its path in the file. */
export function wordsOf(card: Card): { path: (string | number)[]; words: string }[] {
  const lists = { says: card.says, get: card.get, apply: card.apply, papers: card.papers, audio: card.audio }
  return [
    { path: ['title'], words: card.title },
    { path: ['for', 'words'], words: card.for.words },
    ...(card.for.also ?? []).map((words, i) => ({ path: ['for', 'also', i], words })),
    ...Object.entries(lists).flatMap(([name, list]) => (list ?? []).map((words, i) => ({ path: [name, i], words }))),
  ]
}

/** The words of each figure of a card, by name. */
export function figuresOf(card: Card, pack: PolicyPack): Map<string, Resolved> {
  return new Map(Object.entries(card.figures).map(([name, figure]) => [name, resolveFigure(figure, pack)]))
}

export function namesIn(words: string): string[] {
  return [...words.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name)
}

/**
 * The words with their figures in place.
 * @throws where a figure is missing: such a card was refused when it was read.
 */
export function fillIn(words: string, figures: Map<string, Resolved>): string {
  return words.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => {
    const found = figures.get(name)
    if (!found || 'refused' in found) throw new Error(`a card without its figure ${name}`)
    return found.words
  })
}
