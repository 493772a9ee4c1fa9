import type { BonusReport, EmploymentReport } from '../contract/help-reports.ts'
import type { Member } from '../core/ledger/ledger.ts'
import { employmentServices, wantsWork } from '../core/measure/employment-services.ts'
import { mayWork, presentMembers } from '../core/measure/household.ts'
import { quarterOf } from '../core/measure/months.ts'
import { workBonus } from '../core/measure/work-bonus.ts'
import { nextOf, pageOf, WHOLE, type Window } from '../core/words/page-of.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { monitoredNow, named, reportedHouseholds } from './help-report.ts'
import { groundsView } from './helped-household.ts'

/** What each worker of the area may be given for the months that he worked in a year. */
export async function reportWorkBonus(
  deps: Deps,
  actor: CadreActor,
  year: number | null,
  window: Window = WHOLE,
): Promise<BonusReport> {
  return deps.store.transaction(actor, async (tx): Promise<BonusReport> => {
    const { reported, where } = await reportedHouseholds(tx, deps, actor)
    const of = year ?? Number(where.day.slice(0, 4))
    const key = new Set((await tx.monitored.keyGroups()).map(({ householdId }) => householdId))
    const workers = Map.groupBy(await tx.employment.months(of), ({ memberId }) => memberId)
    const byHousehold = new Map(reported.map((each) => [each.household.id, each]))
    const rows = [...workers].flatMap(([memberId, months]) => {
      const mine = byHousehold.get(months[0]?.householdId ?? '')
      if (!mine) return []
      const { household, monitoring, ledger } = mine
      const monitored = monitoring && monitoredNow(monitoring, where.day) ? monitoring.kind : null
      const worker = { kind: household.kind, monitored, keyGroup: key.has(household.id), months }
      const answer = workBonus(deps.packs, { ...where, region: household.region }, of, worker)
      if (answer.kind === 'no_rule') return []
      const { months: counted, arithmetic, why } = answer
      const due = answer.kind === 'due' ? answer.yuan : null
      const memberName = ledger.members.find(({ id }) => id === memberId)?.name ?? null
      return [
        {
          ...groundsView(answer),
          ...named(deps, household),
          memberId,
          memberName,
          due,
          months: counted,
          arithmetic,
          why,
        },
      ]
    })
    await tx.audit.append({ at: deps.clock.now(), actor: actor.cadreId, act: 'work_bonus_read', subject: String(of) })
    const none = workBonus(deps.packs, where, of, { kind: 'ordinary', monitored: null, keyGroup: false, months: [] })
    const why = none.kind === 'no_rule' ? '这里没有规定务工奖励。' : null
    const total = rows.reduce((sum, { due }) => sum + (due ?? 0), 0)
    return { year: of, workers: pageOf(rows, window), total, next: nextOf([rows], window), why }
  })
}

/** Everybody of the area who wants work: what he was offered this quarter, what is missing, and by when. */
export async function reportEmploymentServices(
  deps: Deps,
  actor: CadreActor,
  window: Window = WHOLE,
): Promise<EmploymentReport> {
  return deps.store.transaction(actor, async (tx): Promise<EmploymentReport> => {
    const { reported, where } = await reportedHouseholds(tx, deps, actor)
    await tx.audit.append({ at: deps.clock.now(), actor: actor.cadreId, act: 'employment_read', subject: where.day })
    const rule = employmentServices(deps.packs, where, [])
    if (rule.kind === 'no_rule')
      return {
        quarter: null,
        dueDay: null,
        people: [],
        unsaid: null,
        next: null,
        why: '这里没有规定就业服务最少几次。',
      }
    const { from, to } = quarterOf(where.day)
    const given = Map.groupBy(await tx.employment.services(from, to), ({ memberId }) => memberId)
    const all = reported.flatMap(({ household, ledger }) =>
      presentMembers(ledger, where.day).map((member) => ({ household, member })),
    )
    const people = all
      .filter(({ member }) => wantsWork(member))
      .flatMap(({ household, member }) => {
        const at = { ...where, region: household.region }
        const owed = employmentServices(deps.packs, at, given.get(member.id) ?? [])
        if (owed.kind === 'no_rule') return []
        const services = owed.services.map(({ service: _, ...counts }) => counts)
        const who = { ...named(deps, household), memberId: member.id, memberName: member.name }
        return [{ ...groundsView(owed), ...who, services, why: owed.why }]
      })
    const silent = all.filter(({ member }) => mayWant(member, where.day)).length
    const unsaid = silent > 0 ? `还有${silent}人没问过想不想找活。` : null
    const { quarter, dueDay } = rule
    return { quarter, dueDay, people: pageOf(people, window), unsaid, next: nextOf([people], window), why: null }
  })
}

/** Nobody has asked him yet, and he is no child. */
function mayWant(member: Member, day: string): boolean {
  const { wantsWork: wants, work } = member
  return wants === null && mayWork(member, day) && work !== 'employed' && work !== 'studying'
}
