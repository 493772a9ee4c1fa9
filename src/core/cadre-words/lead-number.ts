/** The receipt numbers that a text names, in its order, each once. In small or wide letters, or with a space, they count too. */
export function leadNumbersIn(normalised: string): string[] {
  const found = [...normalised.matchAll(/(?<![a-z0-9])a\s?(\d{4,9})(?!\d)/g)].map((match) => `A${match[1]}`)
  return [...new Set(found)]
}

/** Where the number stands as what follows begins with it, with the marks around it; 0 where it does not. */
export function leadingNumber(normalised: string): { number: string; length: number } | null {
  const match = /^[\s,，:：#【[]*(?:编号|线索|no\.?)?[\s:：#]*a?\s?(\d{4,9})(?!\d)[\s,，:：。.\]】]*/.exec(normalised)
  return match ? { number: `A${match[1]}`, length: match[0].length } : null
}
