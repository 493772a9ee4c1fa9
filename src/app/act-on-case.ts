import type { CaseDetail } from '../contract/case.ts'
import type { CaseCommand } from '../contract/case-command.ts'
import type { Labour } from '../contract/terms.ts'
import { labourOf } from '../core/measure/household.ts'
import { actOnCase } from '../core/procedure/act-on-case.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import { caseContext, caseDetail, caseMovedOn, notPossible, stateOf } from './case-parts.ts'
import type { Deps } from './deps.ts'
import { householdLedger } from './household-ledger.ts'
import { once } from './once.ts'
import type { Tx } from './ports/store.ts'
import { recordActed } from './record-case.ts'
import type { Refusal } from './refusal.ts'

/**
 * One command of a cadre on a case, in one transaction with all that follows from it. The case is locked first: of two at
 * once the slower finds another version than he saw, changes nothing and is told who was faster. Sent again under its id it is done once.
 */
export async function commandCase(
  deps: Deps,
  actor: CadreActor,
  id: string,
  command: CaseCommand,
): Promise<CaseDetail | Refusal> {
  const act = { id: command.id, by: actor, act: 'case_command', subject: id }
  const shown = async (tx: Tx) => (await caseDetail(tx, deps, id, actor.cadreId)) ?? NOT_FOUND
  return once(deps, act, (tx) => carryOut(tx, deps, actor, id, command), shown)
}

async function carryOut(
  tx: Tx,
  deps: Deps,
  actor: CadreActor,
  id: string,
  command: CaseCommand,
): Promise<CaseDetail | Refusal> {
  const face = await tx.cases.lock(id)
  const row = face && (await tx.cases.row(id))
  if (!face || !row) return NOT_FOUND
  if (face.version !== command.version) return caseMovedOn(tx, deps, row)
  const now = deps.clock.now()
  const roster = await tx.roster.onDay(actor.county, chinaDay(now))
  const by = roster.cadres.find((cadre) => cadre.id === actor.cadreId)
  if (!by) return { refused: 'not_signed_in' }
  const files = filesIn(command)
  if ((await tx.cases.filesOf(id, files)).length < files.length) return { refused: 'no_such_attachment' }

  const labour = command.command === 'start_leaving' ? await labourNow(tx, face.householdId, now) : null
  const family = await familyOf(tx, face.householdId)
  const kind = (await tx.households.get(face.householdId))?.kind
  const about = { region: face.region, householder: row.headName, family, labour, kind }
  const context = caseContext(deps, about, roster, now)
  const acted = actOnCase(await stateOf(tx, id), command, by, context)
  if (acted.kind === 'refused') return notPossible(acted)
  await recordActed(tx, deps, acted, { cadreId: by.id, householder: row.headName })
  const detail = await caseDetail(tx, deps, id, by.id)
  // Last, because entries of a county wait for one another.
  await tx.audit.append({ at: now, actor: by.id, act: `case_${command.command}`, subject: id })
  return detail ?? NOT_FOUND
}

const NOT_FOUND: Refusal = { refused: 'not_found' }

/** Who has no labour at all must not leave: so the ledger is asked, and not only whoever wants the household gone. */
async function labourNow(tx: Tx, householdId: string, now: Date): Promise<Labour | null> {
  const ledger = await householdLedger(tx, householdId)
  return ledger && labourOf(ledger, chinaDay(now)).labour
}

/** Also of those who left: what is written may be of them. */
async function familyOf(tx: Tx, householdId: string): Promise<string[]> {
  return (await tx.ledgers.history(householdId)).members.map(({ name }) => name)
}

/** Every picture that a command names, once. */
function filesIn(command: CaseCommand): string[] {
  const given = 'evidence' in command ? command.evidence.flatMap(({ attachments }) => attachments) : []
  return [...new Set([...given, ...('photos' in command ? command.photos : [])])]
}
