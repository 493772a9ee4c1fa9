import type { LeadEntered, NewLeadEntry } from '../contract/lead-entry.ts'
import { startClock } from '../core/lead/clock.ts'
import { wayIn } from '../core/lead/entry-ways.ts'
import { type EntrySource, entryWords } from '../core/lead/entry-words.ts'
import type { Lead, LeadEvent } from '../core/lead/lead.ts'
import { movedTo } from '../core/lead/resident-acts.ts'
import { newLead, takenIn } from '../core/lead/take-in.ts'
import { citationWords } from '../core/policy/citation.ts'
import { placeEntered } from '../core/routing/place-entered.ts'
import type { Cadre, Roster } from '../core/routing/roster.ts'
import { withoutNumbers } from '../core/understanding/without-numbers.ts'
import { cadreWords } from '../core/words/person.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { locateHousehold, putUnconfirmed } from './entered-household.ts'
import { notPossible } from './household-ledger.ts'
import { summary } from './list-queue.ts'
import { notifyOfEmergency } from './notify-emergency.ts'
import type { Household } from './ports/people.ts'
import { type Actor, Conflict, type Tx } from './ports/store.ts'
import { isRefusal, type Refusal } from './refusal.ts'
import { tellGroups } from './tell-groups.ts'

const TAKEN_IN = '收到了，已经交给当地干部上门核实。'

/**
 * Takes in a lead that a cadre found on his rounds or that came out of a department's comparison: a new one, or merged into the
 * household's open lead of that kind. Sent again under the same id it answers what the first time made. Nobody promises anything
 * in a chat, since the household said nothing there. A department's officer may name any household of the county but sees
 * none, so the system writes in his name, as it does for a resident.
 */
export async function enterLead(deps: Deps, actor: CadreActor, entry: NewLeadEntry): Promise<LeadEntered | Refusal> {
  const ofDepartment = actor.role === 'department_officer'
  if (actor.role === 'admin') return { refused: 'not_allowed', why: '线索由干部录入，管理员不录。' }
  if (ofDepartment && entry.origin !== 'data_comparison')
    return { refused: 'not_allowed', why: '部门只录比对出来的线索。' }
  const as: Actor = ofDepartment ? { kind: 'system', county: actor.county } : actor
  const attempt = () => deps.store.transaction(as, (tx) => take(tx, deps, actor, entry))
  try {
    return await attempt()
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
  }
  // A report of the same matter, or the same entry once more, came in between: now it is there to be found.
  try {
    return await attempt()
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return notPossible('这户的这件事正由别处在办，请联系乡镇。')
  }
}

async function take(tx: Tx, deps: Deps, actor: CadreActor, entry: NewLeadEntry): Promise<LeadEntered | Refusal> {
  const now = deps.clock.now()
  const today = chinaDay(now)
  const roster = await tx.roster.onDay(actor.county, today)
  const by = roster.cadres.find((cadre) => cadre.id === actor.cadreId && cadre.active)
  if (!by) return { refused: 'not_signed_in' }
  const source = sourceOf(entry, by, today)
  if (isRefusal(source)) return source
  const located = await locateHousehold(tx, deps, actor, entry.household)
  if (isRefusal(located)) return located
  const way = wayIn(deps.packs, entry.origin, located.region, today)
  if (way.kind === 'closed') return { refused: 'not_possible_now', why: way.why, source: citationWords(way.citation) }

  const open = located.known ? await tx.leads.lockOpenOf(located.known.id) : []
  // Only now that the locks are held: of two sendings at once the second finds what the first has made.
  const earlier = await tx.leads.entered(entry.id)
  if (earlier !== null) return answer(tx, deps, actor, earlier)
  const household =
    located.known ?? ('id' in entry.household ? null : await putUnconfirmed(tx, deps, actor.county, entry.household))
  if (!household) return { refused: 'not_found' }
  const text = entryWords(source, withoutNumbers(entry.words))
  const before = open.find((lead) => lead.riskType === entry.riskType)
  const entering = { entry, text, by, household, roster, now }
  const lead = before ? await merge(tx, deps, before, entering) : await begin(tx, deps, entering)
  await notifyOfEmergency(tx, lead, roster, now, entry.urgency === 'emergency' ? entry.id : null)
  const news = before ? 'more_urgent' : 'new'
  if (lead.urgency !== before?.urgency) await tellGroups(tx, deps, lead, news, { now, roster, but: by.id })
  await tx.announce({ topic: 'lead', county: lead.county, leadId: lead.id })
  const answered = await answer(tx, deps, actor, lead.id)
  // Last, because entries of a county wait for one another.
  await tx.audit.append({ at: now, actor: by.id, act: before ? 'lead_entry_merged' : 'lead_entered', subject: lead.id })
  return answered
}

interface Entering {
  entry: NewLeadEntry
  /** As the timeline keeps it. */
  text: string
  by: Cadre
  household: Household
  roster: Roster
  now: Date
}

function sourceOf(entry: NewLeadEntry, by: Cadre, today: string): EntrySource | Refusal {
  if (entry.origin === 'cadre_survey') return { origin: entry.origin }
  const department = by.role === 'department_officer' ? by.department : entry.department
  if (!department) return notPossible('请写明是哪个部门比对出来的。')
  if (entry.date > today) return notPossible('比对的日子还没到，请改正。')
  return { origin: entry.origin, department, date: entry.date }
}

async function begin(tx: Tx, deps: Deps, entering: Entering): Promise<Lead> {
  const { entry, text, by, household, roster, now } = entering
  const { origin, riskType, urgency } = entry
  const placed = placeEntered(household.region, household.cadreId, by, roster)
  // A county is set up only with a county officer on duty; without one there is no lawful holder.
  if (placed.kind === 'nobody_on_duty') throw new Error(`nobody on duty for ${household.region}`)
  const [number] = await tx.leads.numbers(1)
  if (!number) throw new Error('ran out of receipt numbers')
  const clock = startClock(deps.packs, household.region, urgency, now)
  const { assignment } = placed
  const id = deps.ids.uuid()
  const lead = newLead({ id, number, household, origin, riskType, urgency, words: text, assignment, clock, now })
  if ((await tx.leads.insert(lead)) === 'conflict') throw new Conflict()
  await tx.leads.addEvent(lead.county, lead.region, eventOf(lead, 'created', entering))
  return lead
}

/** Whoever holds it goes on holding it. */
async function merge(tx: Tx, deps: Deps, before: Lead, entering: Entering): Promise<Lead> {
  const { entry, household, roster, now } = entering
  const here = { ...before, ...movedTo(before, household.region, household.cadreId, roster) }
  const { contactBy } = startClock(deps.packs, here.region, entry.urgency, now)
  const lead = takenIn(here, entry.urgency, contactBy)
  if ((await tx.leads.advance(lead, eventOf(lead, 'merged', entering))) === 'conflict') throw new Conflict()
  return lead
}

function eventOf(lead: Lead, kind: 'created' | 'merged', { entry, text, by, now }: Entering): LeadEvent {
  const author = { kind: 'cadre' as const, id: by.id, name: cadreWords(by) }
  return { leadId: lead.id, seq: lead.version, kind, at: now, by: author, text, reportId: entry.id, attachments: [] }
}

async function answer(tx: Tx, deps: Deps, actor: CadreActor, leadId: string): Promise<LeadEntered | Refusal> {
  // Not even whether the household was known to be in need.
  if (actor.role === 'department_officer') return { lead: null, words: TAKEN_IN }
  const row = await tx.leads.row(leadId)
  if (!row) return { refused: 'not_found' }
  const { number, reports } = row.lead
  const words = `${reports > 1 ? `和${number}是同一件事，合到一起办` : `${number}录好了`}，由${cadreWords(row.holder)}来办。`
  return { lead: await summary(tx, deps, row), words }
}
