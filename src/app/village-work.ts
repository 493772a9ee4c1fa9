import type { OverdueByVillage } from '../contract/village-work.ts'
import { soonBy } from '../core/lead/escalate.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { spanOf, sumOfDuties } from './list-duties.ts'
import type { LeadCount } from './ports/leads.ts'
import type { Refusal } from './refusal.ts'

const NO_LEADS = { open: 0, soon: 0, overdue: 0 }

/** How much is open, nearly due and overdue, by village: leads, and the duties of this month with what is left over from before. */
export async function overdueByVillage(
  deps: Deps,
  actor: CadreActor,
  region: string | null,
): Promise<OverdueByVillage> {
  const now = deps.clock.now()
  const { leads, duties } = await deps.store.transaction(actor, async (tx) => ({
    leads: await tx.leads.counts({ region, now, soonBy: soonBy(now) }),
    duties: await tx.duties.counts({ span: spanOf(deps, undefined), holderId: null, region, now }),
  }))
  const places = [...new Set([...leads, ...duties].map((each) => each.region))].sort()
  const villages = places.map((code) => ({
    region: code,
    place: deps.regions(actor.county)?.placeName(code) ?? code,
    leads: sumOfLeads(leads.filter((each) => each.region === code)),
    duties: sumOfDuties(duties.filter((each) => each.region === code)),
  }))
  const late = (one: (typeof villages)[number]) => one.leads.overdue + one.duties.overdue
  return {
    at: now.toISOString(),
    total: { leads: sumOfLeads(leads), duties: sumOfDuties(duties) },
    // The sort is stable: what is equally late stays in the order of the codes.
    villages: villages.sort((a, b) => late(b) - late(a)),
  }
}

function sumOfLeads(counts: LeadCount[]): OverdueByVillage['total']['leads'] {
  return counts.reduce(
    (sum, { open, soon, overdue }) => ({
      open: sum.open + open,
      soon: sum.soon + soon,
      overdue: sum.overdue + overdue,
    }),
    NO_LEADS,
  )
}

/** A village of the cadre's county that is served; its code is no secret. */
export function servedVillage(deps: Deps, { county }: CadreActor, code: string): { code: string } | Refusal {
  const village = deps.regions(county)?.get(code)
  return village?.active && code.length === 12 ? { code } : { refused: 'unknown_place' }
}

/** WeChat's code for the village's poster: scanned, it opens the chat of the mini-program with the village known. */
export async function villagePoster(
  deps: Deps,
  actor: CadreActor,
  code: string,
): Promise<{ bytes: Uint8Array } | Refusal> {
  const village = servedVillage(deps, actor, code)
  if ('refused' in village) return village
  if (!deps.miniprogram) return { refused: 'no_miniprogram' }
  const bytes = await deps.miniprogram.posterCode(village.code)
  return bytes ? { bytes } : { refused: 'no_poster_code' }
}
