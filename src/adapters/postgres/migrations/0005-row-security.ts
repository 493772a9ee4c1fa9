import { type Kysely, sql } from 'kysely'

/** Who acts, as `beginAs` in transaction.ts says it. Without a transaction of an actor these are empty, and so is every table. */
const ACTOR_FUNCTIONS = `
create function actor_kind() returns text language sql stable return current_setting('mingbai.actor', true);
create function actor_county() returns text language sql stable return current_setting('mingbai.county', true);
create function actor_id() returns uuid language sql stable
  return nullif(current_setting('mingbai.person', true), '')::uuid;
create function actor_areas() returns text[] language sql stable
  return string_to_array(current_setting('mingbai.areas', true), ',')`

// Each in a sub-select, so that it is read once per statement and not once per row.
const COUNTY = '(select actor_county())'
const ACTOR = '(select actor_kind())'
const ME = '(select actor_id())'
const AREAS = '(select actor_areas())::text[]'

const SYSTEM = `${ACTOR} = 'system'`
const RESIDENT = `${ACTOR} = 'resident'`
const ADMIN = `${ACTOR} = 'admin'`
/** Those who handle leads. A department's officer joins them once leads are referred. */
const HANDLER = `${ACTOR} in ('village_cadre', 'township_officer', 'county_officer')`
const STAFF = `${ACTOR} in ('village_cadre', 'township_officer', 'county_officer', 'department_officer', 'admin')`
const IN_AREA = `region ^@ any (${AREAS})`
const OWN = `(${RESIDENT} and resident_id = ${ME})`

/** Per table and command, who may; every rule is within the actor's county. What is not named is not granted. */
const RULES: Record<string, { select?: string; insert?: string; update?: string; delete?: string }> = {
  cadre: { select: `${SYSTEM} or ${STAFF}`, insert: `${SYSTEM} or ${ADMIN}`, update: `${SYSTEM} or ${ADMIN}` },
  duty: { select: `${SYSTEM} or ${STAFF}`, insert: `${SYSTEM} or ${ADMIN}`, update: `${SYSTEM} or ${ADMIN}` },
  // What opens an account is between its owner and the system: an administrator hands out invitations and sees none.
  account: { select: SYSTEM, insert: SYSTEM, update: SYSTEM },
  invitation: { select: SYSTEM, insert: `${SYSTEM} or ${ADMIN}`, update: SYSTEM, delete: SYSTEM },
  session: { select: SYSTEM, insert: SYSTEM, delete: SYSTEM },
  // Also of a lead in his area when the household itself has moved away.
  household: {
    select: `${SYSTEM} or (${HANDLER} and (${IN_AREA} or exists (select from lead l
      where l.county_code = household.county_code and l.household_id = household.id)))`,
    insert: SYSTEM,
    update: SYSTEM,
  },
  resident: { select: `${SYSTEM} or (${RESIDENT} and id = ${ME})`, insert: SYSTEM, update: SYSTEM },
  identity: { select: `${SYSTEM} or ${OWN}`, insert: SYSTEM },
  conversation: { select: `${SYSTEM} or ${OWN}`, insert: SYSTEM },
  turn: {
    select: `${SYSTEM} or (${RESIDENT} and conversation_id in
      (select c.id from conversation c where c.county_code = ${COUNTY} and c.resident_id = ${ME}))`,
    insert: SYSTEM,
  },
  lead: {
    select: `${SYSTEM} or (${HANDLER} and ${IN_AREA}) or (${RESIDENT} and exists (select from lead_report r
      where r.county_code = lead.county_code and r.resident_id = ${ME} and r.lead_id = lead.id))`,
    insert: SYSTEM,
    update: `${SYSTEM} or (${HANDLER} and ${IN_AREA})`,
  },
  // What hangs on a lead is seen by whoever sees the lead.
  lead_event: {
    select: `${SYSTEM} or (${HANDLER} and ${seesLead('lead_event')})`,
    insert: `${SYSTEM} or (${HANDLER} and by_kind = 'cadre' and by_id = ${ME} and ${seesLead('lead_event')})`,
  },
  lead_attachment: { select: `${SYSTEM} or (${HANDLER} and ${seesLead('lead_attachment')})`, insert: SYSTEM },
  lead_report: { select: `${SYSTEM} or (${HANDLER} and ${IN_AREA}) or ${OWN}`, insert: SYSTEM, update: SYSTEM },
  report: {
    select: `${SYSTEM} or ${OWN} or (${HANDLER} and exists (select from lead_report r
      where r.county_code = report.county_code and r.report_id = report.id))`,
    insert: SYSTEM,
    update: SYSTEM,
  },
  attachment: {
    select: `${SYSTEM} or ${OWN} or (${HANDLER} and exists (select from lead_attachment a
      where a.county_code = attachment.county_code and a.attachment_id = attachment.id))`,
    insert: SYSTEM,
  },
  // A cadre's act puts news here for those who reported a lead in his area; their chats he can't see.
  outbox: {
    select: SYSTEM,
    insert: `${SYSTEM} or (${HANDLER} and exists (select from lead_report r
      where r.county_code = outbox.county_code and r.conversation_id = outbox.conversation_id))`,
    update: SYSTEM,
    delete: `${SYSTEM} and delivered_at is not null`,
  },
  // `insert` is for audit_append, which runs as system; the role itself is granted no insert, nobody update or delete.
  audit: { select: `${SYSTEM} or ${ADMIN}`, insert: SYSTEM },
}

function seesLead(table: string): string {
  return `exists (select from lead l where l.county_code = ${table}.county_code and l.id = ${table}.lead_id)`
}

/**
 * The columns that may be read, where it is not all of them. Grants know no actor, so this holds for the system too: nothing reads
 * the numbers of cadres so far.
 */
const READABLE: Record<string, string> = { cadre: ' (county_code, id, name, role, active, demo)' }

/** The last guard: a statement that forgets its WHERE still reaches only what its actor may reach, be it the owner's. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    ACTOR_FUNCTIONS,
    'grant usage on schema public to mingbai_app',
    'grant usage on sequence lead_number to mingbai_app',
    'grant execute on function audit_append to mingbai_app',
    ...secure('region'),
    'grant select, insert, update on region to mingbai_app',
    `create policy region_select on region for select using (${ACTOR} <> '')`,
  ]
  // A county's own tree; its system may also fill in the province and city above.
  const ownTree = `(${SYSTEM} or ${ADMIN}) and code ^@ ${COUNTY} and ${COUNTY} <> ''`
  const above = `${SYSTEM} and ${COUNTY} ^@ code`
  statements.push(
    `create policy region_insert on region for insert with check ((${ownTree}) or (${above}))`,
    `create policy region_update on region for update using ((${ownTree}) or (${above}))`,
  )
  for (const [table, rule] of Object.entries(RULES)) {
    statements.push(...secure(table))
    for (const [command, who] of Object.entries(rule)) {
      const clause = command === 'insert' ? 'with check' : 'using'
      statements.push(
        `create policy ${table}_${command} on ${table} for ${command} ${clause} (county_code = ${COUNTY} and (${who}))`,
      )
      const columns = command === 'select' ? (READABLE[table] ?? '') : ''
      if (!(table === 'audit' && command === 'insert'))
        statements.push(`grant ${command}${columns} on ${table} to mingbai_app`)
    }
  }
  await sql.raw(statements.join(';\n')).execute(db)
}

function secure(table: string): string[] {
  return [`alter table ${table} enable row level security`, `alter table ${table} force row level security`]
}
