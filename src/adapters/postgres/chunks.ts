/** Rows in one statement; a statement holds 65,535 parameters at most. */
const CHUNK = 2_000

export function chunksOf<T>(all: T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, nth) => all.slice(nth * CHUNK, (nth + 1) * CHUNK))
}
