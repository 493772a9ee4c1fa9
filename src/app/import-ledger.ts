import { ledgerNow } from '../core/ledger/history.ts'
import type { Deps } from './deps.ts'
import { type Comparison, compareHousehold } from './import-household.ts'
import type { ImportSource, LedgerLine, LineFault, Numbered } from './ledger-line.ts'
import type { Household } from './ports/people.ts'
import type { Actor, Tx } from './ports/store.ts'

export interface ImportReport {
  /** What the ledger did not have. */
  new: number
  /** What it had already, from this list or another. */
  same: number
  /** What it has otherwise: kept too, until a cadre settles it. */
  differing: { line: number; words: string }[]
  faults: LineFault[]
}

type ImportDeps = Pick<Deps, 'store' | 'vault' | 'clock' | 'regions'>

/**
 * Loads a list into the county's ledgers, one household a transaction; without `apply` it only says what would be. Nothing that
 * somebody entered is ever replaced. The same list again changes nothing, so one that was broken off is simply loaded again.
 */
export async function importLedger(
  deps: ImportDeps,
  county: string,
  lines: Numbered[],
  { source, apply }: { source: ImportSource; apply: boolean },
): Promise<ImportReport> {
  const actor: Actor = { kind: 'system', county }
  const report: ImportReport = { new: 0, same: 0, differing: [], faults: [] }
  const households = Map.groupBy(lines, ({ entry }) => [entry.village, entry.head, entry.household].join('/'))
  for (const some of households.values()) {
    const compared = await deps.store.transaction(actor, async (tx) => {
      const found = await findHousehold(tx, deps, county, some[0]?.entry)
      if ('wrong' in found) return { faults: some.map(({ line }) => ({ line, wrong: found.wrong })) }
      const comparison = await compare(tx, deps, found, some, source)
      if (apply) await store(tx, found.id, comparison)
      return comparison
    })
    report.faults.push(...compared.faults)
    if (!('same' in compared)) continue
    report.new += compared.new
    report.same += compared.same
    report.differing.push(...compared.differing)
  }
  if (apply)
    await deps.store.transaction(actor, (tx) =>
      tx.audit.append({ at: deps.clock.now(), actor: 'system', act: 'ledger_imported', subject: source.name }),
    )
  report.differing.sort((a, b) => a.line - b.line)
  report.faults.sort((a, b) => a.line - b.line)
  return report
}

async function findHousehold(
  tx: Tx,
  deps: ImportDeps,
  county: string,
  entry: LedgerLine | undefined,
): Promise<Household | { wrong: string }> {
  if (!entry) return { wrong: '空的。' }
  const { village, head, household: id } = entry
  if (!deps.regions(county)?.get(village))
    return { wrong: `本县没有村代码 ${village}。请对照 county load 用的区划文件改正。` }
  const named = (await tx.households.lockNamed(village, head)).filter((each) => id === undefined || each.id === id)
  const [only, second] = named
  if (!only) return { wrong: `${village} 没有户主叫“${head}”的户。请改正姓名，或先用 county load 加上这户。` }
  if (!second) return only
  const ids = named.map((each) => each.id).join('、')
  return { wrong: `${village} 有 ${named.length} 户户主都叫“${head}”。请加一列 household 写户编号：${ids}。` }
}

async function compare(
  tx: Tx,
  deps: ImportDeps,
  household: Household,
  lines: Numbered[],
  source: ImportSource,
): Promise<Comparison> {
  const history = await tx.ledgers.history(household.id)
  const seal = (number: string) => deps.vault.seal('identity_number', number)
  return compareHousehold(lines, {
    household,
    history,
    now: ledgerNow(household, history),
    source,
    at: deps.clock.now(),
    seal,
  })
}

async function store(tx: Tx, householdId: string, { members, identities, facts, money }: Comparison): Promise<void> {
  await tx.ledgers.addMembers(householdId, members)
  for (const { memberId, identity } of identities) await tx.ledgers.addIdentity(memberId, identity)
  await tx.ledgers.addFacts(householdId, facts)
  await tx.ledgers.addMoney(householdId, money)
}
