import { type Concept, LEXICON } from './lexicon/lexicon.ts'
import { PATTERNS } from './lexicon/patterns.ts'
import type { Span } from './understood.ts'

/** A word of the lexicon where it stands in the message. */
export interface Hit extends Span {
  concept: Concept
}

interface Node {
  next: Map<string, Node>
  concepts: Concept[]
}

function plant(): Node {
  const root: Node = { next: new Map(), concepts: [] }
  for (const [concept, words] of Object.entries(LEXICON) as [Concept, string][]) {
    for (const word of words.split(' ')) {
      if (word === '') continue
      let node = root
      for (const char of word) {
        const known = node.next.get(char)
        const next: Node = known ?? { next: new Map(), concepts: [] }
        if (known === undefined) node.next.set(char, next)
        node = next
      }
      if (!node.concepts.includes(concept)) node.concepts.push(concept)
    }
  }
  return root
}

const ROOT = plant()

/** The hits of one message, by concept, each list in order of its start. */
export type Hits = ReadonlyMap<Concept, readonly Hit[]>

/**
 * Finds every word of the lexicon in a normalised message; of several words of one concept that start at the same place
 * the longest counts. A hit that starts
 * inside a blind word (水 in 薪水) or is only its beginning (水 in 水果) is dropped. Linear: words have bounded length.
 */
export function findHits(text: string): Hits {
  const hits = new Map<Concept, Hit[]>()
  let blindStart = -1
  let blindEnd = -1
  for (let start = 0; start < text.length; start++) {
    const longest = new Map<Concept, number>()
    let node: Node | undefined = ROOT
    for (let at = start; at < text.length; at++) {
      node = node.next.get(text.charAt(at))
      if (node === undefined) break
      for (const concept of node.concepts) longest.set(concept, at + 1)
    }
    const hidden = start > blindStart && start < blindEnd
    const blind = longest.get('blind')
    if (!hidden)
      for (const [concept, end] of longest) if (blind === undefined || end >= blind) push(hits, { concept, start, end })
    if (blind !== undefined && !hidden && blind > blindEnd) {
      blindStart = start
      blindEnd = blind
    }
  }
  for (const [concept, pattern] of PATTERNS) addPattern(hits, concept, text, pattern)
  return hits
}

/** Puts what a pattern finds among the words of its concept, in order and none twice at one place. */
function addPattern(hits: Map<Concept, Hit[]>, concept: Concept, text: string, pattern: RegExp): void {
  // Not matchAll: it copies the pattern at every call, which costs more than the search.
  const found: Hit[] = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    found.push({ concept, start: match.index, end: match.index + match[0].length })
    if (match[0] === '') pattern.lastIndex++
  }
  if (found.length === 0) return
  const known = hits.get(concept) ?? []
  const more = found.filter((one) => !known.some((other) => other.start === one.start))
  hits.set(
    concept,
    [...known, ...more].sort((a, b) => a.start - b.start),
  )
}

function push(hits: Map<Concept, Hit[]>, hit: Hit): void {
  const list = hits.get(hit.concept)
  if (list === undefined) hits.set(hit.concept, [hit])
  else list.push(hit)
}
