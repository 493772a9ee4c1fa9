import type { CaseDetail } from '../contract/case.ts'
import type { Lead, LeadEvent, LeadEventKind } from '../core/lead/lead.ts'
import { findingOf } from '../core/lead/words.ts'
import type { LeadFacts, LeadRecord } from '../core/procedure/acted.ts'
import type { Case, CaseAuthor } from '../core/procedure/case.ts'
import { faceOf } from '../core/procedure/fold.ts'
import { joinLead } from '../core/procedure/join-lead.ts'
import { openCase } from '../core/procedure/open-case.ts'
import { procedureFor } from '../core/procedure/snapshot.ts'
import type { Cadre, Roster } from '../core/routing/roster.ts'
import { cadreWords } from '../core/words/person.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import { caseContext, caseDetail, notPossible, stateOf } from './case-parts.ts'
import type { Deps } from './deps.ts'
import { Conflict, type Tx } from './ports/store.ts'
import { afterwards, recordActed } from './record-case.ts'
import type { Refusal } from './refusal.ts'

const VILLAGE_DIGITS = 12

/**
 * Opens the case of a verified lead's household, with all of its leads that have proved true; where the household's case is
 * running already, the lead joins it. A second time it answers the case that there is.
 */
export async function openCaseOf(deps: Deps, actor: CadreActor, leadId: string): Promise<CaseDetail | Refusal> {
  const attempt = () => deps.store.transaction(actor, (tx) => open(tx, deps, actor, leadId))
  try {
    return await attempt()
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    // Somebody opened it, or acted on the lead, in between: the second look finds it.
    return attempt()
  }
}

async function open(tx: Tx, deps: Deps, actor: CadreActor, leadId: string): Promise<CaseDetail | Refusal> {
  const row = await tx.leads.row(leadId)
  if (!row) return { refused: 'not_found' }
  // Locked, so that two who open a case of one household wait for one another.
  const leads = await tx.leads.lockOpenOf(row.lead.householdId)
  const running = await tx.cases.lockRunningOf(row.lead.householdId)
  if (running?.leadIds.includes(leadId))
    return (await caseDetail(tx, deps, running.id, actor.cadreId)) ?? { refused: 'not_found' }
  const lead = leads.find((each) => each.id === leadId)
  const why = lead ? await whyNot(tx, lead) : '这条线索已经办结或撤回，不能立案。'
  if (!lead || why !== null) return { refused: 'not_possible_now', why: why ?? '' }

  const now = deps.clock.now()
  const roster = await tx.roster.onDay(actor.county, chinaDay(now))
  const by = roster.cadres.find((cadre) => cadre.id === actor.cadreId)
  if (!by) return { refused: 'not_signed_in' }
  const id = running
    ? await join(tx, deps, running, { lead, roster, by, headName: row.headName })
    : await openNew(tx, deps, { lead, leads, roster, by, headName: row.headName })
  if (typeof id !== 'string') return id
  const detail = await caseDetail(tx, deps, id, actor.cadreId)
  await tx.audit.append({ at: now, actor: actor.cadreId, act: running ? 'case_joined' : 'case_opened', subject: id })
  return detail ?? { refused: 'not_found' }
}

/** In words; null where nothing stands in the way. */
async function whyNot(tx: Tx, lead: Lead): Promise<string | null> {
  const verified = lastOf(await tx.leads.events(lead.id), 'verified')
  if (lead.status !== 'verified' || !verified || findingOf(verified.text) !== 'true')
    return '线索还没有核实属实，核实以后才能立案。'
  if (lead.region.length !== VILLAGE_DIGITS) return '还不知道是哪个村，弄清以后才能立案。'
  const earlier = (await tx.cases.ofLeads([lead.id])).get(lead.id)
  const ended = earlier && (await stateOf(tx, earlier)).ended
  return ended && ended.at >= verified.at ? '这条线索上次立的案已经结束，重新核实以后才能再立。' : null
}

interface Opening {
  lead: Lead
  /** The open leads of the household. */
  leads: Lead[]
  roster: Roster
  by: Cadre
  headName: string
}

async function openNew(tx: Tx, deps: Deps, { lead, leads, roster, by, headName }: Opening): Promise<string | Refusal> {
  const now = deps.clock.now()
  const { county, region, householdId, demo } = lead
  const found: Lead[] = []
  // Of one household in one place; what lies elsewhere is another matter.
  for (const each of leads)
    if (each.id === lead.id || (each.region === region && (await whyNot(tx, each)) === null)) found.push(each)
  const facts = await Promise.all(found.map((each) => leadFacts(tx, each, roster)))
  const context = caseContext(deps, { region, householder: headName }, roster, now)
  const procedure = procedureFor(deps.packs, region, chinaDay(now))
  const [caseId, number] = [deps.ids.uuid(), await tx.cases.number()]
  const opened = { caseId, number, county, region, householdId, leads: facts, procedure, by: authorOf(by), demo }
  const acted = openCase(opened, context)
  if (acted.kind === 'refused') return notPossible(acted)
  const face = faceOf(acted.state)
  if ((await tx.cases.open(face, acted.actions, by.id)) === 'conflict') throw new Conflict()
  for (const each of found) await advance(tx, each, 'case_opened', `进入监测对象识别，编号${number}`, by, now)
  await afterwards(tx, deps, face, acted, { cadreId: by.id, householder: headName })
  return caseId
}

async function join(
  tx: Tx,
  deps: Deps,
  running: Case,
  { lead, roster, by, headName }: Omit<Opening, 'leads'>,
): Promise<string | Refusal> {
  const now = deps.clock.now()
  const { verified } = await leadFacts(tx, lead, roster)
  const joining = { id: lead.id, number: lead.number, verifiedBy: verified?.by ?? { kind: 'system' as const } }
  const acted = joinLead(await stateOf(tx, running.id), joining, authorOf(by), now)
  if (acted.kind === 'refused') return notPossible(acted)
  await tx.cases.addLeads(running.id, [lead.id])
  await advance(tx, lead, 'case_joined', `并到正在办的${running.number}一起办`, by, now)
  await recordActed(tx, deps, acted, { cadreId: by.id, householder: headName })
  return running.id
}

async function advance(tx: Tx, lead: Lead, kind: LeadEventKind, text: string, by: Cadre, at: Date): Promise<void> {
  const next = { ...lead, version: lead.version + 1 }
  const author = { kind: 'cadre' as const, id: by.id, name: cadreWords(by) }
  const event = { leadId: lead.id, seq: next.version, kind, at, by: author, text, reportId: null, attachments: [] }
  if ((await tx.leads.advance(next, event)) === 'conflict') throw new Conflict()
}

/** What the lead holds already, so that nothing of it is entered a second time. */
async function leadFacts(tx: Tx, lead: Lead, roster: Roster): Promise<LeadFacts> {
  const events = await tx.leads.events(lead.id)
  // Who reported for a neighbour is not the household.
  const own = new Set(
    (await tx.leads.reports(lead.id)).flatMap(({ id, report }) => (report.whose === 'own' ? [id] : [])),
  )
  const recordOf = ({ at, by, text, attachments, reportId }: LeadEvent): LeadRecord => {
    const cadre = by.kind === 'cadre' ? roster.cadres.find((each) => each.id === by.id) : undefined
    const kind = reportId !== null && own.has(reportId) ? 'household' : 'system'
    return { at, by: cadre ? authorOf(cadre) : { kind }, text, attachments }
  }
  const [created] = events
  if (!created) throw new Error(`lead ${lead.id} has no beginning`)
  // What the household said itself is its application, also where a cadre was first to find it.
  const said = created.by.kind === 'cadre' ? events.find(({ reportId }) => own.has(reportId ?? '')) : undefined
  const visit = lastOf(events, 'visited')
  const verified = lastOf(events, 'verified')
  const finding = verified && findingOf(verified.text)
  const sent = events.filter(({ by }) => by.kind === 'resident').flatMap(({ attachments }) => attachments)
  return {
    id: lead.id,
    number: lead.number,
    found: lead.createdAt,
    finishBy: lead.finishBy,
    finishSource: lead.finishSource,
    report: { ...recordOf(said ?? created), attachments: [...new Set(sent)] },
    visit: visit ? recordOf(visit) : null,
    verified: verified && finding ? { ...recordOf(verified), finding } : null,
  }
}

function lastOf(events: LeadEvent[], kind: LeadEventKind): LeadEvent | undefined {
  return events.findLast((event) => event.kind === kind)
}

function authorOf({ id, name, role }: Cadre): CaseAuthor {
  return { kind: 'cadre', cadreId: id, name, role }
}
