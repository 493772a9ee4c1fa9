/**
 * Money inside of the ledger is whole cents (分, a hundredth of a yuan), so that sums are exact and never depend on their order.
 */
export function fenOf(yuan: number): number {
  return Math.round(yuan * 100)
}

/** 5250元 · 5250.5元 · -3.05元 */
export function yuanWords(fen: number): string {
  return `${fen / 100}元`
}
