/** What WeChat's plain text makes of an answer to a message: 「张三：…」, a line of dashes, and what he writes. */
const QUOTED = /^「[^：:\n]{0,100}[：:]([\s\S]*?)」\s*\n[-—–\s]{5,}\n([\s\S]*)$/

/** His own words, and the ones that they answer; null where he answers none. */
export function splitQuote(text: string): { text: string; quoted: string | null } {
  const found = QUOTED.exec(text)
  const [, quoted, own] = found ?? []
  return quoted === undefined || own === undefined ? { text, quoted: null } : { text: own, quoted: quoted.trim() }
}

/** WeChat puts a space of its own behind a name that was chosen from the list; whoever types it puts another one. */
const GAP = '[\\u2005\\u2006\\u00a0\\s:：,，]'

/**
 * Takes the bot's names out of the text; `found` says whether one stood there with @ before it.
 * @param loose also where the next word follows at once, as in @明白待办; it may be the beginning of somebody else's name.
 */
export function withoutName(text: string, names: string[], loose: boolean): { text: string; found: boolean } {
  const all = names
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  if (all.length === 0) return { text, found: false }
  const end = loose ? `${GAP}*` : `(?:${GAP}+|$)`
  const rest = text.replace(new RegExp(`\\s*[@＠](?:${all.join('|')})${end}`, 'gi'), ' ')
  return rest === text ? { text, found: false } : { text: rest.trim(), found: true }
}
