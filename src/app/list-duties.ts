import type { z } from 'zod'
import type { DutyCountsQuery, DutyFigures } from '../contract/duty.ts'
import { DUTY_KIND_LABEL, type DutyCounts, type DutyQuery, type DutyView } from '../contract/duty.ts'
import type { StandingDuty } from '../core/duty/duty-rules.ts'
import { standingDuties } from '../core/duty/duty-rules.ts'
import { type Period, periodsIn, periodWords } from '../core/duty/period.ts'
import { cadreWords, maskName } from '../core/words/person.ts'
import { chinaDay, dayWords } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import type { DutyCount, DutyKey, DutyRow } from './ports/duties.ts'
import type { Refusal } from './refusal.ts'

/** One page of a month's duties, soonest overdue first, with what is left over from before. */
export async function listDuties(
  deps: Deps,
  actor: CadreActor,
  query: DutyQuery,
): Promise<{ duties: DutyView[]; next: string | null } | Refusal> {
  const after = query.after === undefined ? null : readKey(query.after)
  if (query.after !== undefined && !after) return { refused: 'bad_page' }
  const rows = await deps.store.transaction(actor, (tx) =>
    tx.duties.page({
      span: spanOf(deps, query.month),
      holderId: query.mine === 'true' ? actor.cadreId : null,
      region: query.region ?? null,
      which: query.which,
      now: deps.clock.now(),
      limit: query.limit + 1,
      after,
    }),
  )
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)?.item
  const next = rows.length > query.limit && last ? `${last.lateAt.getTime()}~${last.id}` : null
  return { duties: page.map((row) => dutyView(deps, row)), next }
}

/** How far a month's duties are: his own, and those of his area by place. */
export async function countDuties(
  deps: Deps,
  actor: CadreActor,
  query: z.infer<typeof DutyCountsQuery>,
): Promise<DutyCounts> {
  const span = spanOf(deps, query.month)
  const region = query.region ?? null
  const now = deps.clock.now()
  const regions = deps.regions(actor.county)
  return deps.store.transaction(actor, async (tx) => {
    const mine = await tx.duties.counts({ span, holderId: actor.cadreId, region, now })
    const places = await tx.duties.counts({ span, holderId: null, region, now })
    return {
      month: span.name,
      mine: sumOfDuties(mine),
      places: places.map((each) => ({ ...each, place: regions?.placeName(each.region) ?? each.region })),
    }
  })
}

/** What he holds himself, this month. */
export async function myDutyFigures(deps: Deps, actor: CadreActor): Promise<z.infer<typeof DutyFigures>> {
  const query = { span: spanOf(deps, undefined), holderId: actor.cadreId, region: null, now: deps.clock.now() }
  return sumOfDuties(await deps.store.transaction(actor, (tx) => tx.duties.counts(query)))
}

/** What the papers want of a county without naming a time. */
export function listStandingDuties(deps: Deps, { county }: CadreActor): Omit<StandingDuty, 'rule'>[] {
  const standing = standingDuties(deps.packs, county, chinaDay(deps.clock.now()))
  return standing.map(({ says, source, warning }) => ({ says, source, warning }))
}

export function dutyView(deps: Deps, row: DutyRow): DutyView {
  const { item, headName, holder } = row
  const now = deps.clock.now()
  const place = deps.regions(item.county)?.placeName(item.region) ?? item.region
  return {
    id: item.id,
    what: item.what,
    name: DUTY_KIND_LABEL[item.what],
    says: item.says,
    region: item.region,
    // A city's own duty: the county only looks on.
    place: item.place.length < 6 ? `全市（${place}）` : place,
    householdName: headName === null ? null : maskName(headName),
    householdId: item.householdId,
    period: item.period.name,
    periodWords: periodWords(item.period.name),
    expectedFrom: item.expectedFrom,
    dueAt: item.dueAt.toISOString(),
    state: item.state,
    late: item.state !== 'done' && item.lateAt < now,
    note: noteOf(row, now),
    holder,
    source: item.source,
    warning: item.warning,
  }
}

function noteOf({ item, doneBy }: DutyRow, now: Date): string | null {
  if (item.state === 'done') {
    const who = doneBy ? cadreWords(doneBy) : '干部'
    return `${who}${item.doneAt ? dayWords(item.doneAt) : ''}办完${item.note ? `：${item.note}` : ''}`
  }
  const late = item.lateAt < now ? `${dayWords(item.lateAt)}到期，还没有办` : null
  const went = item.steps.map(({ to }) => `，已交${LEVEL_WORDS[to]}`).join('')
  if (late && (item.topSince || went)) return `${late}${went}${item.topSince ? '，没有上级可交了' : ''}`
  if (item.state === 'handed_up') return `${LEVEL_WORDS[item.belongs]}没有人在岗，已交${LEVEL_WORDS[item.level]}`
  return late ?? (item.remindedAt ? `请在${dayWords(item.dueAt)}以前办完` : null)
}

const LEVEL_WORDS = { village: '村里', township: '镇里', county: '县里' } as const

export function sumOfDuties(counts: DutyCount[]): z.infer<typeof DutyFigures> {
  const total = { unfinished: 0, soon: 0, overdue: 0, handedUp: 0, done: 0, missed: 0 }
  for (const each of counts) {
    total.unfinished += each.unfinished
    total.soon += each.soon
    total.overdue += each.overdue
    total.handedUp += each.handedUp
    total.done += each.done
    total.missed += each.missed
  }
  return total
}

export function spanOf(deps: Pick<Deps, 'clock'>, month: string | undefined): Period {
  const day = month === undefined ? chinaDay(deps.clock.now()) : `${month}-01`
  const [period] = periodsIn('month', day, day)
  if (!period) throw new Error(`no month of ${day}`)
  return period
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/
/** The end of the year 9999: a database's calendar ends where JavaScript's goes on. */
const LAST_TIME = Date.UTC(10_000, 0) - 1

function readKey(text: string): DutyKey | null {
  const [late, id = ''] = text.split('~')
  if (!/^\d{1,15}$/.test(late ?? '') || Number(late) > LAST_TIME || !UUID.test(id)) return null
  return { lateAt: new Date(Number(late)), id }
}
