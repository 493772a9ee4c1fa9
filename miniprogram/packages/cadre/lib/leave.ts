import { ask } from '../../../utils/api'
import { cadreSession, forgetCadre } from '../../../utils/session'
import { store } from '../../../utils/store'
import { forgetDrafts } from './drafts'
import { forgetActs } from './outbox'

/** Ends the session, here at once and on the server; nothing of what he read or wrote stays on this phone. */
export function leave(): void {
  const token = cadreSession()?.token
  // Without a line it ends there by itself.
  if (token) ask('/api/logout', { method: 'POST', token }).catch(() => {})
  forgetActs()
  forgetDrafts()
  store.remove('cadre.copies')
  forgetCadre()
}

/** Somebody else logs in on this phone: what was read and begun by the one before goes. What he handed in waits for him. */
export function enterAs(account: string): void {
  if (store.get('cadre.copies')?.account !== account) store.remove('cadre.copies')
  if (store.get('cadre.drafts')?.account !== account) forgetDrafts()
}
