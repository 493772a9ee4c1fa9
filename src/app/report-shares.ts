import type { RecordFigure, SharesReport } from '../contract/help-reports.ts'
import { countedFigures } from '../core/measure/counted-figures.ts'
import { presentMembers } from '../core/measure/household.ts'
import { quarterOf } from '../core/measure/months.ts'
import { type Figure, monitoredScale, shares } from '../core/measure/shares.ts'
import { findRules } from '../core/policy/chain.ts'
import { shareWords } from '../core/policy/code-words.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { monitoredNow, reportedHouseholds } from './help-report.ts'
import { groundsView } from './helped-household.ts'
import { once } from './once.ts'
import type { Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'

const NOT_ALLOWED: Refusal = { refused: 'not_allowed', why: '全县的比例只有县级干部可以看、可以填。' }
const REGISTERED = 'registered_population'

/**
 * Each share that must be reached, against the county's own figure of the period, or else what the ledger counts; and how many
 * people are monitored beside how many are expected. The ledger counts today, so it answers for the running year or quarter alone.
 */
export async function reportShares(
  deps: Deps,
  actor: CadreActor,
  asked: string | null,
): Promise<SharesReport | Refusal> {
  if (actor.role !== 'county_officer') return NOT_ALLOWED
  return deps.store.transaction(actor, async (tx): Promise<SharesReport> => {
    const { reported, where } = await reportedHouseholds(tx, deps, actor)
    const running = [where.day.slice(0, 4), quarterOf(where.day).name]
    const period = asked ?? where.day.slice(0, 4)
    const isNow = running.includes(period)
    const entered = new Map((await tx.figures.newest(period)).map((figure) => [figure.of, figure]))
    const ledgers = isNow ? reported.map(({ ledger }) => ledger) : []
    const counted = countedFigures(ledgers, where.day)
    const figureOf = (of: string): Figure => entered.get(of) ?? counted.get(of) ?? { part: null, whole: null }
    const whole = entered.get(REGISTERED)?.whole ?? null
    const people = reported
      .filter(({ monitoring }) => monitoredNow(monitoring, where.day))
      .map(({ ledger }) => presentMembers(ledger, where.day).length)
    // A monitored household without a member on its ledger is one whose people nobody has counted.
    const part = people.includes(0) ? null : people.reduce((sum, each) => sum + each, 0)
    const scale = monitoredScale(deps.packs, where, { part, whole })
    await tx.audit.append({ at: deps.clock.now(), actor: actor.cadreId, act: 'shares_read', subject: period })
    return {
      period,
      shares: shares(deps.packs, where, figureOf).map(
        ({ citation, pack, house, runOut, rule: _, unsaid: _of, ...share }) => ({
          ...groundsView({ citation, pack, house, runOut }),
          ...share,
          percent: share.kind === 'unknown' ? null : share.percent,
          from: entered.get(share.of)?.source ?? (counted.has(share.of) ? '台账' : null),
        }),
      ),
      scale:
        scale.kind === 'no_rule' || !isNow
          ? null
          : {
              ...groundsView(scale),
              percent: scale.percent,
              expected: scale.expected,
              over: scale.over,
              why: scale.why,
            },
    }
  })
}

/** A figure that the county enters itself, with where it is from. Sent again under the same id it is the same one. */
export async function recordFigure(
  deps: Deps,
  actor: CadreActor,
  figure: RecordFigure,
): Promise<{ recorded: number } | Refusal> {
  if (actor.role !== 'county_officer') return NOT_ALLOWED
  const at = deps.clock.now()
  const where = { region: actor.county, day: chinaDay(at) }
  const asked = findRules(deps.packs, 'share', where.region, where.day).map(({ rule }) => rule.of)
  if (figure.of !== REGISTERED && !asked.includes(figure.of)) {
    const names = asked.map((of) => shareWords(deps.packs, of) ?? of).join('、')
    return { refused: 'not_possible_now', why: `这里不要这个数。要的是：${names || '建档立卡总人数'}。` }
  }
  const act = { id: figure.id, by: actor, act: 'figure_recorded', subject: figure.of }
  const work = async (tx: Tx) => {
    await tx.figures.add({ ...figure, byId: actor.cadreId, at })
    await tx.audit.append({ at, actor: actor.cadreId, act: 'figure_recorded', subject: figure.id })
    return { recorded: 1 }
  }
  return once(deps, act, work, async () => ({ recorded: 1 }))
}
