import type { Department } from '../../contract/terms.ts'
import type { Member } from '../ledger/ledger.ts'
import { findRule } from '../policy/chain.ts'
import { type Grounds, groundsOf } from '../policy/grounds.ts'
import type { PolicyPack } from '../policy/pack.ts'
import type { Where } from './household.ts'
import { DEPARTMENT_WORDS } from './labels.ts'
import { dateWords, dayOfQuarter, quarterOf } from './months.ts'

export const SERVICES = ['guidance', 'training', 'job_offer'] as const
export type Service = (typeof SERVICES)[number]

export const SERVICE_WORDS: Record<Service, string> = {
  guidance: '就业指导',
  training: '就业培训',
  job_offer: '介绍岗位',
}
const COUNTED_IN: Record<Service, string> = { guidance: '次', training: '次', job_offer: '个' }

export interface ServiceGiven {
  service: Service
  /** yyyy-mm-dd */
  day: string
}

export interface ServicesOwed extends Grounds {
  kind: 'counted'
  /** 2024-Q1: the quarter that the day lies in. */
  quarter: string
  services: { service: Service; words: string; given: number; least: number; missing: number }[]
  by: { code: Department; words: string }[]
  /** By when the feedback is due; null where no rule says. */
  dueDay: string | null
  why: string
}

/** Whether somebody is to be offered work: he wants it, and nobody said that he can't do any. */
export function wantsWork({ wantsWork, labour, work }: Member): boolean {
  return wantsWork === true && labour !== 'none' && work !== 'employed' && work !== 'studying'
}

/** What somebody who wants work was offered in the day's quarter, held against the least that he must be. */
export function employmentServices(
  packs: PolicyPack[],
  where: Where,
  given: ServiceGiven[],
): ServicesOwed | { kind: 'no_rule' } {
  const found = findRule(packs, 'employment-services', 'employment-services', where.region, where.day)
  if (!found) return { kind: 'no_rule' }
  const { guidance, training, jobOffers, by } = found.rule
  const least: Record<Service, number> = { guidance, training, job_offer: jobOffers }
  const { name, from, to } = quarterOf(where.day)
  const services = SERVICES.map((service) => {
    const times = given.filter((each) => each.service === service && each.day >= from && each.day <= to).length
    const missing = Math.max(0, least[service] - times)
    return { service, words: SERVICE_WORDS[service], given: times, least: least[service], missing }
  })
  const dueDay = feedbackDue(packs, where)
  const short = services.filter(({ missing }) => missing > 0)
  const owed = short.map(({ words, missing, service }) => `${words}${missing}${COUNTED_IN[service]}`).join('、')
  const until = dueDay === null ? '' : `，${dateWords(dueDay)}以前要办`
  return {
    ...groundsOf(found, where.day),
    kind: 'counted',
    quarter: name,
    services,
    by: by.map((code) => ({ code, words: DEPARTMENT_WORDS[code] })),
    dueDay,
    why: short.length === 0 ? '这个季度该给的都给了。' : `还差${owed}${until}。`,
  }
}

function feedbackDue(packs: PolicyPack[], { region, day }: Where): string | null {
  const due = findRule(packs, 'duty-employment-feedback', 'duty', region, day)?.rule.due
  return due?.monthOfPeriod === undefined ? null : dayOfQuarter(day, due.monthOfPeriod, due.day)
}
