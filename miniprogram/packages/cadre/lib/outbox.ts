import type { CaseDetail } from '../../../../src/contract/case.ts'
import type { LeadDetail } from '../../../../src/contract/lead.ts'
import { codeOf, isPassing, wordsOf } from '../../../utils/api'
import type { About, WaitingAct } from '../../../utils/cadre-kept'
import { forgetFile } from '../../../utils/files'
import { sendFile } from '../../../utils/send-file'
import { askAsCadre, cadreSession, SIGNED_OUT } from '../../../utils/session'
import { store } from '../../../utils/store'
import { openActs, type Settled } from './acts'
import { keepCopy } from './copies'
import { endDraft } from './drafts'

/** So long a form stays and waits for the server; then the act goes on by itself. */
const PATIENCE_MS = 8_000
const NO_ROOM = '手机存不下了，没有交上去。请清一清手机再交。'
const listeners = new Set<() => void>()

const acts = openActs({
  read: () => store.get('cadre.acts') ?? [],
  write: (all) => (all.length > 0 ? store.set('cadre.acts', all) : store.remove('cadre.acts')),
  account: () => cadreSession()?.me.id ?? null,
  upload: (act, { id, file }) => sendFile(askAsCadre, act.photosPath ?? '', id, file),
  send: (act, body) => askAsCadre(act.path, { method: 'POST', body }),
  async versionNow({ about }) {
    const path = pathOf(about)
    if (about.kind !== 'lead' && about.kind !== 'case') return null
    const now = await askAsCadre<LeadDetail | CaseDetail>(path)
    keepCopy(path, now)
    return now.version
  },
  taken({ about }, answer) {
    if (about.kind !== 'duty') keepCopy(pathOf(about), answer)
  },
  forget({ photos }) {
    for (const { file } of photos) forgetFile(file)
  },
  isPassing,
  isSignedOut: (error) => SIGNED_OUT.includes(codeOf(error) ?? ''),
  wordsOf,
  changed() {
    for (const listener of listeners) listener()
  },
  later: (then, ms) => void setTimeout(then, ms),
})

wx.onNetworkStatusChange((network: object) => {
  if (!(network as { isConnected: boolean }).isConnected) return
  void acts.run()
  // What is shown as read earlier is read again.
  for (const listener of listeners) listener()
})

export const waitingActs = acts.waiting
export const sendAgain = acts.sendAgain
export const dropAct = acts.drop
/** Sends what waits, as soon as a cadre's page is seen. */
export const sendWaiting = () => void acts.run()

export function waitingAbout({ kind, id }: About): WaitingAct[] {
  return acts.waiting().filter(({ about }) => about.kind === kind && about.id === id)
}

/** Calls `then` when an act was added, sent or refused, and when the line is back. @returns what ends it. */
export function watchActs(then: () => void): () => void {
  listeners.add(then)
  return () => void listeners.delete(then)
}

/**
 * Hands in what a form holds. It is kept on the phone first, so it may take as long as it takes; only then is the form's draft ended,
 * and a refusal brings it back into the form.
 */
export function handIn(act: Omit<WaitingAct, 'account' | 'at' | 'refused'>, form?: string): Promise<Settled> {
  const account = cadreSession()?.me.id ?? ''
  try {
    const settled = acts.submit({ ...act, account, at: new Date().toISOString(), refused: null }, PATIENCE_MS)
    if (form !== undefined) endDraft(form)
    return settled
  } catch {
    return Promise.resolve({ kind: 'refused', words: NO_ROOM })
  }
}

/** Where it is read; a duty is only read with its list. */
export function pathOf({ kind, id }: About): string {
  switch (kind) {
    case 'lead':
      return `/api/leads/${id}`
    case 'household':
      return `/api/households/${id}`
    case 'case':
      return `/api/cases/${id}`
    case 'duty':
      return '/api/duties'
  }
}

/** At logout nothing of him stays, sent or not. */
export function forgetActs(): void {
  for (const { id } of acts.waiting()) acts.drop(id)
}
