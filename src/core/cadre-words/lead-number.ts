/** The receipt numbers that a text names, in its order, each once. In small or wide letters, or with a space, they count too. */
export function leadNumbersIn(normalised: string): string[] {
  const found = [...normalised.matchAll(/(?<![a-z0-9])a\s?(\d{4,9})(?!\d)/g)].map((match) => `A${match[1]}`)
  return [...new Set(found)]
}

/**
 * A number right behind a verb that is too short or too long for any lead, such as A99: there is none, and he is told so, instead of
 * doing it to the lead that he answers or the only one that he holds. A3栋 is a place.
 */
export function wrongNumber(normalised: string): { number: string; length: number } | null {
  const match = /^[\s,，:：#]*a\s?(\d{1,3}|\d{10,15})(?=$|[\s,，。.:：;；!！])[\s,，:：。.]*/.exec(normalised)
  return match ? { number: `A${match[1]}`, length: match[0].length } : null
}

/** Where the number stands as what follows begins with it, with the marks around it; 0 where it does not. */
export function leadingNumber(normalised: string): { number: string; length: number } | null {
  const match = /^[\s,，:：#【[]*(?:编号|线索|no\.?)?[\s:：#]*a?\s?(\d{4,9})(?!\d)[\s,，:：。.\]】]*/.exec(normalised)
  return match ? { number: `A${match[1]}`, length: match[0].length } : null
}
