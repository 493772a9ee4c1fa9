import { store } from './store'

/** A village of GB/T 2260 has twelve digits. */
const VILLAGE = /^\d{12}$/

/**
 * By which code somebody came in. WeChat hands over what the village's code holds as `scene`, an ordinary QR code as `village` in the
 * page's address. It is kept: whoever came by his village's code once is of that village next time too.
 */
export function arrive({ query }: { query: Record<string, string | undefined> }): void {
  const village = decodeURIComponent(query.scene ?? query.village ?? '').replace(/^village=/, '')
  if (VILLAGE.test(village)) store.set('village', village)
}
