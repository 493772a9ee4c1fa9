import type { HouseholdSummary, HouseholdsPage, HouseholdsQuery } from '../contract/ledger.ts'
import { maskName } from '../core/words/person.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import type { HouseholdRow } from './ports/ledger.ts'
import type { Refusal } from './refusal.ts'

/** The households of my area, by place; `mine`: whose named cadre I am. */
export async function listHouseholds(
  deps: Deps,
  actor: CadreActor,
  query: HouseholdsQuery,
): Promise<HouseholdsPage | Refusal> {
  const after = query.after === undefined ? null : readKey(query.after)
  if (query.after !== undefined && !after) return { refused: 'bad_page' }
  const rows = await deps.store.transaction(actor, (tx) =>
    tx.ledgers.list({
      search: query.search ?? null,
      region: query.region ?? null,
      kind: query.kind ?? null,
      cadreId: query.mine === 'true' ? actor.cadreId : null,
      after,
      limit: query.limit + 1,
    }),
  )
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    households: page.map((row) => summary(deps, actor, row)),
    next: rows.length > query.limit && last ? `${last.region}~${last.id}` : null,
  }
}

function summary(deps: Deps, { cadreId: me }: CadreActor, row: HouseholdRow): HouseholdSummary {
  const { county, cadreId, headName, ...rest } = row
  const place = deps.regions(county)?.placeName(row.region) ?? row.region
  return { ...rest, headName: maskName(headName), place, mine: cadreId === me }
}

function readKey(text: string): HouseholdPlace | null {
  const [, region, id] = /^(\d{6,12})~([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/.exec(text) ?? []
  return region && id ? { region, id } : null
}
type HouseholdPlace = { region: string; id: string }
