/** Words by family: every word of a line of its text belongs to one, and may stand in several. */
export interface Lexicon {
  families: ReadonlyMap<string, readonly number[]>
  /** By first character, the longest first. */
  words: ReadonlyMap<string, readonly string[]>
}

/** A family a line, its words with spaces between them. */
export function lexiconOf(text: string): Lexicon {
  const families = new Map<string, number[]>()
  text
    .trim()
    .split('\n')
    .forEach((line, family) => {
      for (const word of line.split(' ')) families.set(word, [...(families.get(word) ?? []), family])
    })
  const words = new Map<string, string[]>()
  for (const word of [...families.keys()].sort((a, b) => b.length - a.length))
    words.set(word.charAt(0), [...(words.get(word.charAt(0)) ?? []), word])
  return { families, words }
}

/** The words in it, with repetitions; at any place the longest word counts. `text` is normalised. */
export function wordsIn({ words }: Lexicon, text: string): string[] {
  const found: string[] = []
  for (let at = 0; at < text.length; ) {
    const word = words.get(text.charAt(at))?.find((one) => text.startsWith(one, at))
    if (word !== undefined) found.push(word)
    at += word?.length ?? 1
  }
  return found
}

/** The families of the words in it, with repetitions. */
export const familiesOf = (lexicon: Lexicon, text: string): number[] =>
  wordsIn(lexicon, text).flatMap((word) => lexicon.families.get(word) ?? [])
