/** A window of a list that is computed anew each time: where it begins and how much it shows at most. */
export interface Window {
  after: number
  limit: number
}

export const WHOLE: Window = { after: 0, limit: Number.MAX_SAFE_INTEGER }

export function pageOf<T>(all: T[], { after, limit }: Window): T[] {
  return all.slice(after, after + limit)
}

/** Where the next page begins; null where no list goes on. */
export function nextOf(lists: unknown[][], { after, limit }: Window): string | null {
  return lists.some((list) => list.length > after + limit) ? String(after + limit) : null
}
