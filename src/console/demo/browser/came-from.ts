import type { Hello } from '../../../contract/chat.ts'

/** Where a QR code says that he is: `?village=` or, where no village is known, `?county=`. */
export function cameFrom(): Pick<Hello, 'village' | 'county'> {
  const query = new URLSearchParams(location.search)
  const village = query.get('village')
  // Anything else would be refused, and he with it.
  if (village && /^\d{12}$/.test(village)) return { village }
  const county = query.get('county')
  return county && /^\d{6}$/.test(county) ? { county } : {}
}

const MOST_SAID = 200

/** What he asked before he came, `?say=`: for the input box, once. A reload does not bring it back. */
export function askedBefore(): string {
  const here = new URL(location.href)
  const words = here.searchParams.get('say')
  if (words === null) return ''
  here.searchParams.delete('say')
  history.replaceState(history.state, '', here)
  return words.slice(0, MOST_SAID).trim()
}
