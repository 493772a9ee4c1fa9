import { createHash } from 'node:crypto'
import { canActivate, type MissingOfficer, missingOfficers, type NotReady } from '../core/routing/activation.ts'
import type { Cadre, Duty, Roster } from '../core/routing/roster.ts'
import { chinaDay } from '../core/words/when.ts'
import { type CountyFile, householdKey } from './county-file.ts'
import type { Deps } from './deps.ts'
import type { Household } from './ports/people.ts'
import type { Actor, Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'

export interface CountySetUp {
  villagesActive: number
  /** Villages that the file wants active and that are not, with the reason. */
  refused: { village: string; code: NotReady; why: string }[]
  cadres: Cadre[]
  households: number
}

/** The whole file is refused and nothing is stored; `missing` says the same to programs. */
export type CountyNotReady = Extract<Refusal, { refused: 'not_possible_now' }> & { missing: MissingOfficer[] }

/**
 * Sets a county up from its file, in one transaction. Doing it again changes nothing: ids follow from county and key.
 * Whom the file leaves out stays as he is; a duty ends by its `until`, a cadre by `active: false`. A village that is
 * active already stays so, because its township takes what comes; it is named among the refused all the same.
 */
export async function setUpCounty(
  deps: Pick<Deps, 'store' | 'vault' | 'clock'>,
  file: CountyFile,
  { demo }: { demo: boolean },
): Promise<CountySetUp | CountyNotReady> {
  // Invented cadres can be logged in as without a password, so real people must never be loaded as invented.
  if (file.demo !== demo) return notReady([], demo ? '这份文件没有标明是演示数据。' : '这份文件里的人都是虚构的。')
  const county = file.county.code
  const actor: Actor = { kind: 'system', county }
  const day = chinaDay(deps.clock.now())
  const cadres = file.cadres.map(({ key, name, role, active, department = null }) => ({
    id: idOf(county, key),
    county,
    name,
    role,
    active,
    department,
  }))

  return deps.store.transaction(actor, async (tx) => {
    const duties = dutiesOf(file)
    const roster = overlay(await tx.roster.onDay(county, day), { cadres, duties })
    const checked = file.activate.map((village) => ({ village, activation: canActivate(village, roster, day) }))
    const active = checked.flatMap(({ village, activation }) => (activation.kind === 'ready' ? [village] : []))
    const missing = missingOfficers(county, active, roster, day)
    if (missing.length > 0) return notReady(missing, missing.map((each) => missingWords(each, file)).join(''))

    await putRegions(tx, file, active)
    await tx.roster.putCadres(
      cadres.map((cadre, at) => {
        const phone = file.cadres[at]?.phone
        return { ...cadre, phone: phone ? deps.vault.seal('phone', phone) : null, demo }
      }),
    )
    await tx.roster.putDuties(county, duties)
    await tx.households.putAll(await householdsOf(tx, deps, file, demo))
    await tx.audit.append({ at: deps.clock.now(), actor: 'system', act: 'county_set_up', subject: county })
    await tx.announce({ topic: 'roster', county })
    return {
      villagesActive: active.length,
      refused: checked.flatMap(({ village, activation }) =>
        activation.kind === 'ready' ? [] : [{ village, code: activation.reason, why: activation.why }],
      ),
      cadres,
      households: file.households.length,
    }
  })
}

async function putRegions(tx: Tx, { county, regions }: CountyFile, active: string[]): Promise<void> {
  const ready = new Set(active)
  await tx.regions.put([
    { ...county, active: true },
    ...regions.map(({ code, name }) => ({ code, name, active: code.length < 12 || ready.has(code) })),
  ])
  await tx.regions.activate(active)
}

async function householdsOf(tx: Tx, deps: Pick<Deps, 'vault'>, file: CountyFile, demo: boolean): Promise<Household[]> {
  const county = file.county.code
  const entries = file.households.map((entry) => ({ entry, id: idOf(county, householdKey(entry), 'household') }))
  const silent = entries.flatMap(({ entry, id }) => (entry.phone ? [] : [id]))
  const stored = new Map((await tx.households.withIds(silent)).map(({ id, phone }) => [id, phone]))
  return entries.map(({ entry, id }) => {
    // A number that the household gave us since is worth more than the gap in an old list.
    const phone = entry.phone ? deps.vault.seal('phone', entry.phone) : (stored.get(id) ?? null)
    const { headName, kind, village: region } = entry
    const cadreId = entry.cadre ? idOf(county, entry.cadre) : null
    return { id, county, region, headName, kind, cadreId, phone, unconfirmed: false, demo }
  })
}

function dutiesOf(file: CountyFile): Duty[] {
  const county = file.county.code
  return file.cadres.flatMap(({ key, duties }) =>
    duties.map(({ region, from, until, deputy }) => ({
      region,
      cadreId: idOf(county, key),
      deputyId: deputy === undefined ? null : idOf(county, deputy),
      from,
      until,
    })),
  )
}

/** What the roster will be once the file is in: its entries replace those of the same person, or the same duty. */
function overlay(stored: Roster, file: Roster): Roster {
  const dutyKey = (duty: Duty) => `${duty.region} ${duty.cadreId} ${duty.from}`
  const ids = new Set(file.cadres.map((cadre) => cadre.id))
  const keys = new Set(file.duties.map(dutyKey))
  return {
    cadres: [...stored.cadres.filter((cadre) => !ids.has(cadre.id)), ...file.cadres],
    duties: [...stored.duties.filter((duty) => !keys.has(dutyKey(duty))), ...file.duties],
  }
}

/** The same county and key give the same id on every machine (UUID version 8: made from a hash of our own). */
export function idOf(
  county: string,
  key: string,
  kind: 'cadre' | 'household' | 'attachment' | 'claim' = 'cadre',
): string {
  const bytes = createHash('sha256').update(`mingbai/${county}/${kind}/${key}`).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function missingWords({ code, region }: MissingOfficer, { county, regions }: CountyFile): string {
  const name = region === county.code ? county.name : (regions.find((each) => each.code === region)?.name ?? region)
  return code === 'no_county_officer' ? `${name}还没有值班的县级干部。` : `${name}有要开通的村，但没有值班的乡镇干部。`
}

function notReady(missing: MissingOfficer[], why: string): CountyNotReady {
  return { refused: 'not_possible_now', why, missing }
}
