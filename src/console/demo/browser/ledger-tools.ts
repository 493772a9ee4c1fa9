/** How the parts of a ledger are changed: each sends what was entered and has the household read anew. */
import type { CadreSession } from './cadre-session.ts'
import { sendPicture } from './picture.ts'
import { postAct } from './post-act.ts'

export interface LedgerTools {
  token: string
  household: string
  /** To `/api/households/:id` + path, or to another address, once; then everything is shown anew. */
  send(path: string, body: object): Promise<void>
  keep(pictures: Blob[]): Promise<string[]>
  /** Says what went wrong instead of throwing it. */
  guarded(work: () => Promise<void>): Promise<void>
}

export function ledgerTools(
  { token }: CadreSession,
  household: string,
  reload: () => Promise<void>,
  guarded: LedgerTools['guarded'],
): LedgerTools {
  const own = `/api/households/${household}`
  return {
    token,
    household,
    guarded,
    async send(path, body) {
      await postAct(path.startsWith('/api/') ? path : `${own}${path}`, token, body)
      await reload()
    },
    keep: (pictures) => Promise.all(pictures.map((each) => sendPicture(`${own}/photos`, each, token))),
  }
}
