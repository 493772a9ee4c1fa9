const SENTENCE_END = /[。！？；\n]/
const encoder = new TextEncoder()

export const bytesOf = (text: string): number => encoder.encode(text).length

/**
 * Parts of at most so many bytes in UTF-8, cut behind the end of a sentence where there is one, else between two characters. Put
 * together they are the text, but for blank lines and spaces at the cuts.
 */
export function splitText(text: string, mostBytes: number): string[] {
  const parts: string[] = []
  let rest = text.trim()
  while (bytesOf(rest) > mostBytes) {
    const head = fitting(rest, mostBytes)
    const end = lastEnd(head)
    const cut = end > 0 ? end : head.length
    parts.push(rest.slice(0, cut).trim())
    rest = rest.slice(cut).trim()
  }
  if (rest !== '') parts.push(rest)
  return parts.filter((part) => part !== '')
}

/** The longest beginning that fits, whole characters only. */
function fitting(text: string, mostBytes: number): string {
  let bytes = 0
  let end = 0
  for (const character of text) {
    bytes += bytesOf(character)
    if (bytes > mostBytes) break
    end += character.length
  }
  if (end === 0) throw new Error(`no character fits into ${mostBytes} bytes`)
  return text.slice(0, end)
}

/** Behind the last end of a sentence; 0 where there is none. */
function lastEnd(text: string): number {
  for (let at = text.length - 1; at >= 0; at--) if (SENTENCE_END.test(text[at] as string)) return at + 1
  return 0
}
