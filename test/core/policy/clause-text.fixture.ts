const NUMERALS = [...'一二三四五六七八九十', '十一', '十二', '十三']

/** The pages of this paper were scanned out of order: only the whole of it can be searched. */
const SHUFFLED = ['yongxiu-2021']

/**
 * What stands in a clause such as 二（二）2, 第3条 or 第七条, of a paper without white space; null where the paper has no
 * such clause.
 */
export function clauseText(pack: string, source: string, clause: string): string | null {
  if (SHUFFLED.includes(pack)) return source
  const article = /^第(\d+)条$/.exec(clause)
  if (article) return between(source, Number(article[1]), (n) => [`${n}.`])
  const parts = /^(?:第)?([一二三四五六七八九十]+)(?:条|部分)?(?:（([一二三四五六七八九十]+)）)?(\d+)?$/.exec(clause)
  if (!parts) return null
  const main = between(source, ordinal(parts[1]), (n) => [`${NUMERALS[n - 1]}、`])
  const sub =
    parts[2] && main
      ? between(main, ordinal(parts[2]), (n) => [`（${NUMERALS[n - 1]}）`, `(${NUMERALS[n - 1]})`])
      : main
  return parts[3] && sub ? between(sub, Number(parts[3]), (n) => [`${n}.`]) : sub
}

function ordinal(numeral: string | undefined): number {
  return NUMERALS.indexOf(numeral ?? '') + 1
}

/** From heading `wanted` to the next one; headings are looked for one after the other. */
function between(text: string, wanted: number, headings: (n: number) => string[]): string | null {
  let at = 0
  for (let n = 1; n <= wanted; n++) {
    at = find(text, headings(n), at)
    if (at < 0) return null
  }
  const end = find(text, headings(wanted + 1), at)
  return text.slice(at, end < 0 ? undefined : end)
}

function find(text: string, headings: string[], from: number): number {
  const found = headings.map((heading) => text.indexOf(heading, from)).filter((at) => at >= 0)
  return found.length > 0 ? Math.min(...found) : -1
}
