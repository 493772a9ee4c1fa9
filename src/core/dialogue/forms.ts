/** A question: said first, then with how to answer it, then otherwise. */
export type Forms = readonly [string, string, string]

/** After this many misses the question takes its other form, and after the next a person is offered. */
export const OTHER_FORM = 2
export const OFFER_PERSON = 3

export function formFor(misses: number, forms: Forms): string {
  return forms[misses >= OTHER_FORM ? 2 : misses > 0 ? 1 : 0]
}
