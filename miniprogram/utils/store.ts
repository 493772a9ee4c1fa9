import type { Session } from '../../src/contract/account.ts'
import type { CardSize } from '../../src/contract/card.ts'
import type { Copies, Drafts, WaitingAct } from './cadre-kept'
import type { KeptByResident } from './kept-by-resident'
import type { Unsent } from './unsent'

/** All that this phone keeps, by name. Whoever adds a page adds his names here, so that two pages never share one by accident. */
export interface Kept extends KeptByResident {
  'resident.token': string
  'cadre.session': Session
  'cadre.copies': Copies
  'cadre.acts': WaitingAct[]
  'cadre.drafts': Drafts
  /** From the village's QR code. */
  village: string
  size: CardSize
  outbox: Unsent[]
}

/** What the phone keeps, also when the mini-program is closed. */
export const store = {
  get<K extends keyof Kept>(name: K): Kept[K] | null {
    // WeChat answers '' for what it does not have.
    const kept: unknown = wx.getStorageSync(name)
    return kept === '' || kept === undefined ? null : (kept as Kept[K])
  },
  set<K extends keyof Kept>(name: K, value: Kept[K]): void {
    wx.setStorageSync(name, value)
  },
  /** Keeps what the server has too, or what stands on the page still: a phone without room does without. */
  copy<K extends keyof Kept>(name: K, value: Kept[K]): void {
    try {
      store.set(name, value)
    } catch {
      // Nothing is lost by it now.
    }
  },
  remove(name: keyof Kept): void {
    wx.removeStorageSync(name)
  },
}
