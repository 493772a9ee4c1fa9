import type { Database } from '../../../src/adapters/postgres/tables.ts'
import type { Actor } from '../../../src/app/ports/store.ts'

export type Row = Record<string, unknown>
export type World = Record<keyof Database, Row[]>
type Rule = (actor: Actor, row: Row, world: World) => boolean
export interface Scope {
  read: Rule
  insert: Rule
  update: Rule
  remove: Rule
}

const never: Rule = () => false
const own = (actor: Actor, row: Row) => row.county_code === actor.county
const isSystem: Rule = (actor, row) => actor.kind === 'system' && own(actor, row)
const isAdmin: Rule = (actor, row) => actor.kind === 'cadre' && actor.role === 'admin' && own(actor, row)
const isStaff: Rule = (actor, row) => actor.kind === 'cadre' && own(actor, row)
const isHandler = (actor: Actor) =>
  actor.kind === 'cadre' && ['village_cadre', 'township_officer', 'county_officer'].includes(actor.role)
const either =
  (...rules: Rule[]): Rule =>
  (actor, row, world) =>
    rules.some((rule) => rule(actor, row, world))

/** He handles leads, and holds it. */
const holds: Rule = (actor, row) =>
  isHandler(actor) && own(actor, row) && actor.kind === 'cadre' && row.holder_id === actor.cadreId

/** He handles leads, and the place starts with one of his areas. */
const inArea: Rule = (actor, row) =>
  isHandler(actor) &&
  own(actor, row) &&
  actor.kind === 'cadre' &&
  actor.areas.some((area) => String(row.region).startsWith(area))
const hisOwn =
  (column: string): Rule =>
  (actor, row) =>
    actor.kind === 'resident' && own(actor, row) && row[column] === actor.residentId

const leadOf = (row: Row, world: World) => world.lead.find((lead) => lead.id === row.lead_id)
const onLeadInArea: Rule = (actor, row, world) => {
  const lead = leadOf(row, world)
  return lead !== undefined && inArea(actor, lead, world)
}

const caseOf = (row: Row, world: World) => world.monitoring_case.find((each) => each.id === row.case_id)
const onCaseInArea: Rule = (actor, row, world) => {
  const found = caseOf(row, world)
  return found !== undefined && inArea(actor, found, world)
}
/** Asked of the very office that he sits in. */
const ofHisOffice: Rule = (actor, row, world) =>
  actor.kind === 'cadre' &&
  actor.role === 'department_officer' &&
  own(actor, row) &&
  world.cadre.some((each) => each.id === actor.cadreId && own(actor, each) && each.department === row.department)

/** The turn lies within a hand-over of its chat that is in his area. */
const handedOver: Rule = (actor, row, world) =>
  world.handover.some(
    (each) =>
      each.conversation_id === row.conversation_id &&
      inArea(actor, each, world) &&
      Number(row.seq) >= Number(each.first_seq) &&
      (each.last_seq === null || Number(row.seq) <= Number(each.last_seq)),
  )
const sentInHandover: Rule = (actor, row, world) =>
  world.turn.some(
    (turn) => (turn.inbound as { attachment?: string } | null)?.attachment === row.id && handedOver(actor, turn, world),
  )

const both =
  (...rules: Rule[]): Rule =>
  (actor, row, world) =>
    rules.every((rule) => rule(actor, row, world))
const byHimself =
  (column: string): Rule =>
  (actor, row) =>
    actor.kind === 'cadre' && row[column] === actor.cadreId
const isCountyOfficer: Rule = (actor, row) =>
  actor.kind === 'cadre' && actor.role === 'county_officer' && own(actor, row)
/** The household lives in his area; that somebody reported it elsewhere is not enough. */
const ofHouseholdInArea: Rule = (actor, row, world) => {
  const household = world.household.find((each) => each.id === row.household_id)
  return household !== undefined && inArea(actor, household, world)
}
const onMeasureInArea: Rule = (actor, row, world) => {
  const measure = world.measure.find((each) => each.id === row.measure_id)
  return measure !== undefined && ofHouseholdInArea(actor, measure, world)
}

const hisMessage: Rule = (actor, row) =>
  isHandler(actor) && own(actor, row) && actor.kind === 'cadre' && row.cadre_id === actor.cadreId
const OF_LEVEL = { village: 'village_cadre', township: 'township_officer', county: 'county_officer' }
/** On duty at that level of the place. */
const toldThere: Rule = (actor, row, world) =>
  inArea(actor, row, world) && actor.kind === 'cadre' && actor.role === OF_LEVEL[row.level as keyof typeof OF_LEVEL]
const hisAct: Rule = (actor, row) =>
  actor.kind === 'cadre' && actor.role !== 'admin' && own(actor, row) && row.cadre_id === actor.cadreId
const groupNear: Rule = (actor, row) =>
  isHandler(actor) &&
  own(actor, row) &&
  actor.kind === 'cadre' &&
  actor.areas.some((area) => String(row.region).startsWith(area) || area.startsWith(String(row.region)))
/** Of a lead that he sees, not sent yet: to its holder, or to a group of its place that he sees. */
const ofHisLead: Rule = (actor, row, world) => {
  const lead = leadOf(row, world)
  if (!lead || row.delivered_at !== null || !onLeadInArea(actor, row, world)) return false
  const group = world.group_chat.find(
    (each) => each.group_id === row.group_id && each.channel === row.channel && each.county_code === row.county_code,
  )
  const around = group && groupNear(actor, group, world) && String(lead.region).startsWith(String(group.region))
  return row.cadre_id === lead.holder_id || around === true
}

/** A picture that is of no lead and no case yet. */
const waits: Rule = (_actor, row) => row.lead_id === null && row.case_id === null

const householdTable: Scope = {
  read: either(isSystem, ofHouseholdInArea),
  insert: either(isSystem, ofHouseholdInArea),
  update: isSystem,
  remove: never,
}
const countyTable: Scope = {
  ...householdTable,
  insert: either(isSystem, both(isCountyOfficer, ofHouseholdInArea)),
  update: either(isSystem, both(isCountyOfficer, ofHouseholdInArea)),
}
const recordTable: Scope = { ...householdTable, insert: either(isSystem, both(ofHouseholdInArea, byHimself('by_id'))) }
const householdOf = (row: Row, world: World) => world.household.find((household) => household.id === row.household_id)
const seesHousehold: Rule = (actor, household, world) =>
  inArea(actor, household, world) ||
  world.lead.some((lead) => lead.household_id === household.id && inArea(actor, lead, world))

/** What a ledger holds: seen with the household, written by whoever answers for its place, under his own name, never changed. */
const ledgerTable = (writer: (row: Row) => unknown): Scope => ({
  read: either(isSystem, (actor, row, world) => {
    const household = householdOf(row, world)
    return household !== undefined && seesHousehold(actor, household, world)
  }),
  insert: either(isSystem, (actor, row, world) => {
    const household = householdOf(row, world)
    const his = actor.kind === 'cadre' && writer(row) === actor.cadreId
    return his && household !== undefined && inArea(actor, household, world)
  }),
  update: never,
  remove: never,
})
const bySource = ledgerTable((row) => (row.source as { cadreId?: string }).cadreId)
const byCadre = ledgerTable((row) => row.cadre_id)

const staffTable: Scope = { read: either(isSystem, isStaff), insert: isSystem, update: isSystem, remove: never }
const systemTable: Scope = { read: isSystem, insert: isSystem, update: isSystem, remove: isSystem }
const residentTable: Scope = {
  read: either(isSystem, hisOwn('resident_id')),
  insert: isSystem,
  update: never,
  remove: never,
}
const ownTree: Rule = (actor, row) =>
  (actor.kind === 'system' || (actor.kind === 'cadre' && actor.role === 'admin')) &&
  String(row.code).startsWith(actor.county)
const aboveCounty: Rule = (actor, row) => actor.kind === 'system' && actor.county.startsWith(String(row.code))

const broadcastOf = (row: Row, world: World) => world.broadcast.find((each) => each.id === row.broadcast_id)
const ownDraftInArea: Rule = (actor, row, world) =>
  row.state === 'draft' && byHimself('composed_by')(actor, row, world) && inArea(actor, row, world)
const onBroadcastInArea: Rule = (actor, row, world) => {
  const found = broadcastOf(row, world)
  return found !== undefined && inArea(actor, found, world)
}

/**
 * Who may do what, said a second time and in other words than the policies. A table without a rule here does not compile;
 * one that is not in `Database` either is found by the test in the catalog.
 */
export const SCOPES: Record<keyof Database, Scope> = {
  region: {
    read: () => true,
    insert: either(ownTree, aboveCounty),
    update: either(ownTree, aboveCounty),
    remove: never,
  },
  cadre: { ...staffTable, insert: either(isSystem, isAdmin), update: either(isSystem, isAdmin) },
  duty: { ...staffTable, insert: either(isSystem, isAdmin), update: either(isSystem, isAdmin) },
  card_question: { read: either(isSystem, inArea), insert: isSystem, update: isSystem, remove: isSystem },
  broadcast: {
    read: either(isSystem, inArea),
    insert: either(isSystem, ownDraftInArea),
    update: either(isSystem, ownDraftInArea),
    remove: never,
  },
  delivery: systemTable,
  mass_call: systemTable,
  mass_report: systemTable,
  broadcast_event: {
    read: either(isSystem, onBroadcastInArea),
    insert: either(isSystem, both(onBroadcastInArea, byHimself('by_id'))),
    update: never,
    remove: never,
  },
  account: { ...systemTable, remove: never },
  cadre_act: {
    read: either(isSystem, hisAct),
    insert: either(isSystem, hisAct),
    update: never,
    remove: isSystem,
  },
  scan_login: systemTable,
  upload_piece: { ...systemTable, update: never },
  invitation: { ...systemTable, insert: either(isSystem, isAdmin) },
  session: { ...systemTable, update: never },
  household: {
    read: either(isSystem, seesHousehold),
    // One that is in no list yet, where he is on duty.
    insert: either(isSystem, (actor, row, world) => {
      const bare = row.unconfirmed === true && row.cadre_id === null && row.phone === null
      return bare && inArea(actor, row, world)
    }),
    update: isSystem,
    remove: never,
  },
  // Some columns may be filled in (that somebody left, his number); the row itself stays as it is.
  member: bySource,
  household_fact: bySource,
  money_entry: bySource,
  visit: byCadre,
  household_photo: byCadre,
  resident: { read: either(isSystem, hisOwn('id')), insert: isSystem, update: isSystem, remove: never },
  identity: residentTable,
  conversation: residentTable,
  turn: {
    ...residentTable,
    read: either(
      isSystem,
      (actor, row, world) => {
        const conversation = world.conversation.find((each) => each.id === row.conversation_id)
        return conversation !== undefined && hisOwn('resident_id')(actor, conversation, world)
      },
      handedOver,
    ),
  },
  lead: {
    read: either(isSystem, inArea, (actor, row, world) =>
      world.lead_report.some((link) => link.lead_id === row.id && hisOwn('resident_id')(actor, link, world)),
    ),
    // What he found himself, of a household that lives there.
    insert: either(isSystem, (actor, row, world) => {
      const livesThere = world.household.some((each) => each.id === row.household_id && each.region === row.region)
      const fresh = row.origin !== 'self_report' && row.status === 'open' && row.version === 1
      return livesThere && fresh && inArea(actor, row, world)
    }),
    update: either(isSystem, inArea),
    remove: never,
  },
  lead_event: {
    read: either(isSystem, onLeadInArea),
    insert: either(
      isSystem,
      (actor, row, world) =>
        onLeadInArea(actor, row, world) &&
        actor.kind === 'cadre' &&
        row.by_kind === 'cadre' &&
        row.by_id === actor.cadreId,
    ),
    update: never,
    remove: never,
  },
  lead_attachment: { read: either(isSystem, onLeadInArea), insert: isSystem, update: never, remove: never },
  lead_report: {
    read: either(isSystem, onLeadInArea, hisOwn('resident_id')),
    insert: isSystem,
    update: isSystem,
    remove: never,
  },
  report: {
    ...residentTable,
    read: either(isSystem, hisOwn('resident_id'), (actor, row, world) =>
      world.lead_report.some((link) => link.report_id === row.id && onLeadInArea(actor, link, world)),
    ),
    update: isSystem,
  },
  attachment: {
    ...residentTable,
    read: either(
      isSystem,
      hisOwn('resident_id'),
      onCaseInArea,
      (actor, row, world) =>
        world.lead_attachment.some((link) => link.attachment_id === row.id && onLeadInArea(actor, link, world)),
      sentInHandover,
      both(hisMessage, waits),
      onLeadInArea,
    ),
    insert: either(isSystem, both(hisMessage, either(onCaseInArea, onLeadInArea))),
    // What belongs to a lead or a case is kept with it.
    remove: both(
      isSystem,
      waits,
      (_actor, row, world) => !world.lead_attachment.some((link) => link.attachment_id === row.id),
    ),
  },
  outbox: {
    read: isSystem,
    // To the chats of those who reported a lead of his.
    insert: either(isSystem, (actor, row, world) =>
      world.lead_report.some(
        (link) => link.conversation_id === row.conversation_id && onLeadInArea(actor, link, world),
      ),
    ),
    update: isSystem,
    remove: (actor, row, world) => isSystem(actor, row, world) && row.delivered_at !== null,
  },
  handover: { read: either(isSystem, inArea), insert: isSystem, update: isSystem, remove: never },
  notice: {
    read: either(isSystem, (actor, row, world) =>
      actor.kind === 'cadre' ? isStaff(actor, row, world) && row.cadre_id === actor.cadreId : false,
    ),
    // Of an emergency in his area, to its holder and to whoever is on duty around the place.
    insert: either(isSystem, (actor, row, world) => {
      const lead = leadOf(row, world)
      const near = world.duty.some(
        (duty) =>
          String(lead?.region).startsWith(String(duty.region)) &&
          (duty.cadre_id === row.cadre_id || duty.deputy_id === row.cadre_id),
      )
      const toHim = lead?.urgency === 'emergency' && (lead.holder_id === row.cadre_id || near)
      return toHim && row.state === 'waiting' && onLeadInArea(actor, row, world)
    }),
    update: isSystem,
    remove: (actor, row, world) => isSystem(actor, row, world) && row.state !== 'waiting',
  },
  measure: { ...householdTable, update: either(isSystem, ofHouseholdInArea) },
  measure_event: {
    read: either(isSystem, onMeasureInArea),
    insert: either(isSystem, both(onMeasureInArea, byHimself('by_id'))),
    update: never,
    remove: never,
  },
  referral: {
    ...householdTable,
    read: either(isSystem, ofHouseholdInArea, ofHisOffice),
    insert: either(
      isSystem,
      (actor, row, world) => both(ofHouseholdInArea, byHimself('asked_by'))(actor, row, world) && row.state === 'asked',
    ),
  },
  employment_service: { ...recordTable, update: never },
  work_month: { ...recordTable, update: never },
  monitoring: countyTable,
  key_group: countyTable,
  county_figure: {
    read: either(isSystem, isCountyOfficer),
    insert: either(isSystem, both(isCountyOfficer, byHimself('by_id'))),
    update: never,
    remove: never,
  },
  monitoring_case: {
    read: either(isSystem, inArea),
    insert: either(isSystem, inArea),
    update: either(isSystem, inArea),
    remove: never,
  },
  case_action: {
    read: either(isSystem, onCaseInArea),
    // Whoever enters it says that it was he.
    insert: either(
      isSystem,
      (actor, row, world) =>
        actor.kind === 'cadre' && row.recorded_by === actor.cadreId && onCaseInArea(actor, row, world),
    ),
    update: never,
    remove: never,
  },
  case_lead: {
    read: either(isSystem, onCaseInArea),
    insert: either(isSystem, (actor, row, world) => onCaseInArea(actor, row, world) && onLeadInArea(actor, row, world)),
    update: never,
    remove: never,
  },
  // That it was seen may be filled in; the row itself stays as it is.
  case_notice: {
    read: either(isSystem, toldThere),
    insert: isSystem,
    update: never,
    remove: isSystem,
  },
  comparison: {
    read: either(isSystem, inArea, ofHisOffice),
    insert: either(isSystem, inArea),
    update: either(isSystem, inArea),
    remove: never,
  },
  duty_item: {
    read: either(isSystem, inArea, holds),
    insert: isSystem,
    update: either(isSystem, inArea, holds),
    remove: never,
  },
  duty_run: { ...systemTable, remove: never },
  inbox: systemTable,
  reach: { ...systemTable, remove: never },
  channel_token: { ...systemTable, remove: never },
  channel_use: systemTable,
  cadre_contact: systemTable,
  contact_code: systemTable,
  cadre_message: {
    read: either(isSystem, hisMessage),
    insert: either(isSystem, hisMessage),
    update: never,
    remove: isSystem,
  },
  // Of a place of his, within it or around it.
  group_chat: { ...systemTable, read: either(isSystem, groupNear) },
  group_post: { ...systemTable, insert: either(isSystem, ofHisLead) },
  // Entries come from audit_append alone.
  audit: { read: either(isSystem, isAdmin), insert: never, update: never, remove: never },
}
