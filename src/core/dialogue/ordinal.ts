const ORDINALS = '一二三四五六七八九'

/** 第二个, 2 → 1: which of the options on offer he means; null when he counts nothing. */
export function ordinalIn(text: string, options: number): number | null {
  const found = /^(?:第|选)?([一二三四五六七八九1-9])(?:个|件|项|条)?[。！]?$/.exec(text.trim())?.[1]
  return counted(found, options)
}

/** 第二个怎么样了: an ordinal among other words. */
export function ordinalWithin(text: string, options: number): number | null {
  return counted(/第([一二三四五六七八九1-9])(?:个|件|项|条)/.exec(text)?.[1], options)
}

function counted(found: string | undefined, options: number): number | null {
  if (found === undefined) return null
  const at = (ORDINALS.includes(found) ? ORDINALS.indexOf(found) + 1 : Number(found)) - 1
  return at < options ? at : null
}
