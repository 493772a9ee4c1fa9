/** What callbacks of all the platform's accounts have in common. */

/** Who asks with an older, or a later, time repeats what he overheard. A retry comes after five seconds. */
const FRESH_MS = 10 * 60_000
/** Ten times the longest real body. */
export const MOST_BYTES = 64 * 1024

/** Of a callback's address, as it came: nothing is known of it. */
export type Query = Record<string, unknown>

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MOST_BYTES
}

/** @param timestamp in seconds */
export function isFresh(timestamp: string, now: Date): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(Number(timestamp) * 1000 - now.getTime()) <= FRESH_MS
}
