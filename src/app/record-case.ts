import type { Block } from '../contract/block.ts'
import type { CaseActed } from '../core/procedure/acted.ts'
import type { Case, Tell } from '../core/procedure/case.ts'
import type { CaseState, StepState } from '../core/procedure/case-state.ts'
import { faceOf } from '../core/procedure/fold.ts'
import { chinaDay } from '../core/words/when.ts'
import { closeLeadsOfCase } from './close-leads-of-case.ts'
import type { Deps } from './deps.ts'
import type { Comparison } from './ports/cases.ts'
import type { Tx } from './ports/store.ts'
import { registerMonitoring } from './set-monitoring.ts'
import { tellOffices } from './tell-offices.ts'

type Done = CaseActed & { kind: 'done' }

/**
 * Stores what was done to a case that this transaction has locked, and all that follows from it: the household's chat, the
 * offices' requests and notices, the live queue. The audit entry is the caller's, last of all.
 */
export async function recordActed(
  tx: Tx,
  deps: Deps,
  acted: Done,
  by: { cadreId: string | null; householder: string },
): Promise<Case> {
  const face = faceOf(acted.state)
  await tx.cases.advance(face, acted.actions, by.cadreId)
  await afterwards(tx, deps, face, acted, by)
  return face
}

/** The same for a case that has just been stored. */
export async function afterwards(
  tx: Tx,
  deps: Deps,
  face: Case,
  acted: Done,
  by: { cadreId: string | null; householder: string },
): Promise<void> {
  await tellHousehold(tx, deps, face, acted.tells)
  await tx.asSystem(async () => {
    await keepRegister(tx, face, acted)
    const left = await closeLeadsOfCase(tx, deps, face, acted)
    await tellOffices(tx, deps, face, [...acted.tells, ...left], by.cadreId)
  })
  await askOffices(tx, deps, face, acted, by.householder)
  await endRequests(tx, deps, face, acted.state)
  await tx.announce({ topic: 'case', county: face.county, caseId: face.id })
  // A lead shows the days and the step of its case.
  for (const leadId of face.leadIds) await tx.announce({ topic: 'lead', county: face.county, leadId })
}

/**
 * Whoever is approved is monitored from that day on, until his risk is marked as removed; as what the ledger keeps the household follows.
 * It is written by the system: the register is the county's, and whose step it was need not be of the county.
 */
async function keepRegister(tx: Tx, { householdId }: Case, { actions, state }: Done): Promise<void> {
  for (const action of actions) {
    const day = chinaDay(action.at)
    if ('householdKind' in action && action.householdKind)
      await tx.households.setKind(householdId, action.householdKind)
    if (action.kind === 'approved' && action.monitoredKind)
      await registerMonitoring(tx, { householdId, kind: action.monitoredKind, since: day, riskRemovedOn: null })
    // A mark that another risk took back.
    if (action.kind === 'lead_joined' && state.phase === 'on_register') {
      const monitoring = await tx.monitored.get(householdId)
      if (monitoring?.riskRemovedOn) await registerMonitoring(tx, { ...monitoring, riskRemovedOn: null })
    }
    if (action.kind === 'risk_removed') {
      const monitoring = await tx.monitored.get(householdId)
      if (monitoring) await registerMonitoring(tx, { ...monitoring, riskRemovedOn: day })
    }
  }
}

/** Only those hear of it who reported for their own household: what goes on in a house is for nobody else. */
async function tellHousehold(tx: Tx, deps: Deps, face: Case, tells: Tell[]): Promise<void> {
  const blocks: Block[] = tells.filter(({ whom }) => whom === 'household').map(({ text }) => ({ kind: 'text', text }))
  if (blocks.length === 0) return
  for (const conversationId of await ownChats(tx, face)) {
    const key = `case:${face.id}:${face.version}:${conversationId}`
    await tx.outbox.put({ key, county: face.county, conversationId, blocks, at: deps.clock.now() })
  }
  await tx.announce({ topic: 'outbox', county: face.county })
}

async function ownChats(tx: Tx, { leadIds }: Case): Promise<Set<string>> {
  const chats = new Set<string>()
  for (const leadId of leadIds) {
    const reports = await tx.leads.reports(leadId)
    for (const { conversationId } of await tx.leads.listeners(leadId))
      if (reports.some((each) => each.conversationId === conversationId && each.report.whose === 'own'))
        chats.add(conversationId)
  }
  return chats
}

async function askOffices(tx: Tx, deps: Deps, face: Case, { actions }: Done, householder: string): Promise<void> {
  for (const action of actions) {
    if (action.kind !== 'department_asked') continue
    const { seq, step, department, fields, at: askedAt } = action
    const { county, id: caseId, region } = face
    const people = await peopleOf(tx, face, householder)
    const about = { county, caseId, region, headName: householder, people }
    const id = deps.ids.uuid()
    await tx.comparisons.put({ id, seq, step, department, fields, askedAt, state: 'open', ...about })
    await tx.announce({ topic: 'comparison', county, comparisonId: id })
  }
}

/**
 * Whom an office has to look for: the members that the ledger knows. The number that a report gave is its reporter's, who need
 * not be the householder.
 */
async function peopleOf(tx: Tx, { leadIds, householdId }: Case, householder: string): Promise<Comparison['people']> {
  const { members } = await tx.ledgers.history(householdId)
  const here = members.filter(({ left }) => left === null)
  const known = here.map(({ relation, name, identity }) => ({ who: relation, name, identity }))
  const reports = (await Promise.all(leadIds.map((leadId) => tx.leads.reports(leadId)))).flat()
  const identities = new Map(
    reports.flatMap(({ report: { whose, identity } }) =>
      whose === 'own' && identity ? [[identity.hash, identity] as const] : [],
    ),
  )
  const listed = new Set(known.flatMap(({ identity }) => identity?.hash ?? []))
  const reporters = [...identities.values()].filter(({ hash }) => !listed.has(hash))
  const head = known.some(({ name }) => name === householder)
    ? []
    : [{ who: '户主', name: householder, identity: null }]
  return [...head, ...known, ...reporters.map((identity) => ({ who: '申报人', name: null, identity }))]
}

/** What was answered is answered; what nobody waits for any more, because the step is done anew or the case has ended, is void. */
async function endRequests(tx: Tx, deps: Deps, face: Case, state: CaseState): Promise<void> {
  for (const request of await tx.comparisons.openOf(face.id)) {
    const end = endOf(request, state)
    if (end === null) continue
    await tx.comparisons.end(request.id, end, deps.clock.now())
    await tx.announce({ topic: 'comparison', county: face.county, comparisonId: request.id })
  }
}

function endOf({ step, department, fields }: Comparison, state: CaseState): 'answered' | 'void' | null {
  const steps: StepState[] = [...state.identification, ...(state.leaving?.steps ?? [])]
  const at = steps.find((each) => each.step.step === step)
  const answered = (at?.answered ?? []).filter((each) => each.department === department)
  const known = new Set(answered.flatMap(({ answers }) => answers.map(({ field }) => field)))
  if (fields.every((field) => known.has(field))) return 'answered'
  const waits =
    state.phase !== 'ended' && at?.state === 'open' && at.asked.some((each) => each.department === department)
  return waits ? null : 'void'
}
