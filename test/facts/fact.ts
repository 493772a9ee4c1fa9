/** One fact of the papers at work: what is seen of it in a sentence, and the proof through the real parts. */
export interface AtWork {
  shows: string
  check: () => void
}
export type Facts = Record<string, AtWork>

/** How many facts each paper has, by the first letters of their ids. */
const COUNTS = { GD: 10, YX: 13, WY: 11, HZ: 8, JX: 12 }

/** Every id, such as YX-6: none may be without its proof. */
export const FACT_IDS = Object.entries(COUNTS).flatMap(([paper, count]) =>
  Array.from({ length: count }, (_, nth) => `${paper}-${nth + 1}`),
)
