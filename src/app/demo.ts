import type { Colleague, Session } from '../contract/account.ts'
import { chinaDay } from '../core/words/when.ts'
import { openSession } from './accounts.ts'
import type { Deps } from './deps.ts'
import type { Refusal } from './refusal.ts'

/** The invented cadres of the demo county, for the demo page's visible login. Empty outside demo mode. */
export async function demoCadres(deps: Deps, county: string): Promise<Colleague[]> {
  if (!deps.demo) return []
  return deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const day = chinaDay(deps.clock.now())
    const { cadres, duties } = await tx.roster.onDay(county, day)
    const invented = await tx.roster.invented(county)
    return cadres
      .filter(({ id }) => invented.has(id))
      .map(({ id, name, role }) => {
        const areas = duties.filter((duty) => duty.cadreId === id).map((duty) => duty.region)
        return { id, name, role, areas }
      })
  })
}

/** Whether somebody of the county's roster is not invented: then it must not be served in demo mode. */
export async function hasRealCadre(deps: Deps, county: string): Promise<boolean> {
  return deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const day = chinaDay(deps.clock.now())
    const { cadres } = await tx.roster.onDay(county, day)
    const invented = await tx.roster.invented(county)
    return cadres.some(({ id }) => !invented.has(id))
  })
}

/** Logs in as an invented cadre without a password. Refused outside demo mode, and for anybody who is not invented. */
export async function demoLogin(deps: Deps, county: string, cadreId: string): Promise<Session | Refusal> {
  if (!deps.demo) return { refused: 'not_found' }
  return deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const cadre = await tx.accounts.cadre(cadreId, chinaDay(deps.clock.now()))
    return cadre?.demo ? openSession(tx, deps, county, cadreId, 'demo_login') : { refused: 'not_found' }
  })
}
