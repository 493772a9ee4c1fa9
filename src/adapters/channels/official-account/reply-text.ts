import type { Block } from '../../../contract/block.ts'
import { plainWords } from '../../../core/channel/plain-words.ts'
import { bytesOf, splitText } from '../../../core/channel/split-text.ts'

/** What one text message of the platform holds, in UTF-8. */
const MOST_BYTES = 2_048

/** Reply blocks as texts of the official account, in order: what can be tapped stands as links that send their words. */
export function officialTexts(blocks: Block[], publicUrl: string | null): string[] {
  const parts: string[] = []
  let open = ''
  const add = (piece: string, glue: string) => {
    const joined = open === '' ? piece : `${open}${glue}${piece}`
    if (bytesOf(joined) <= MOST_BYTES) {
      open = joined
      return
    }
    if (open !== '') parts.push(open)
    const pieces = splitText(piece, MOST_BYTES)
    open = pieces.pop() ?? ''
    parts.push(...pieces)
  }
  for (const block of blocks) {
    if (block.kind === 'quick_replies') {
      for (const [at, option] of block.options.entries()) add(tappable(option, at + 1), at === 0 ? '\n\n' : '\n')
      continue
    }
    const words = withoutTags(plainWords([block], () => ''))
    if (words.trim() !== '') add(words, '\n\n')
    if (block.kind === 'card' && block.card !== undefined && publicUrl !== null)
      add(`<a href="${publicUrl}/cards/${encodeURIComponent(block.card)}">看整张明白卡</a>`, '\n')
  }
  return open === '' ? parts : [...parts, open]
}

/** A link that sends its own words as a text message. */
function tappable(option: string, id: number): string {
  // The platform reads the words up to & or a quotation mark; Chinese stands as it is.
  const content = option.replace(/[&"'<>#%\s]/g, (character) => encodeURIComponent(character))
  return `<a href="weixin://bizmsgmenu?msgmenucontent=${content}&msgmenuid=${id}">${withoutTags(option)}</a>`
}

/** The platform shows &lt; as it stands and makes links of <a>: people's words must not become any. */
function withoutTags(words: string): string {
  return words.replaceAll('<', '＜').replaceAll('>', '＞')
}
