import { fenOf } from '../ledger/yuan.ts'
import { findRule, findRules } from '../policy/chain.ts'
import { shareWords } from '../policy/code-words.ts'
import { type Grounds, groundsOf } from '../policy/grounds.ts'
import type { PolicyPack } from '../policy/pack.ts'
import type { Where } from './household.ts'

/** Yuan, or people. Null: not known. `unsaid`: people of whom it is not known whether they count. */
export interface Figure {
  part: number | null
  whole: number | null
  unsaid?: number
}

interface Asked extends Grounds {
  /** The rule's name in its pack. */
  rule: string
  of: string
  words: string
  atLeast: { percent: number; inclusive: boolean }
  why: string
}

export type ShareAnswer =
  | ({ kind: 'reached' | 'short'; part: number; whole: number; unsaid: number; percent: number } & Asked)
  | ({ kind: 'unknown'; part: number | null; whole: number | null; unsaid: number } & Asked)

/** Every share that must be reached in a region on a day, held against the figures; `figureOf` gets the code of the share. */
export function shares(packs: PolicyPack[], where: Where, figureOf: (of: string) => Figure): ShareAnswer[] {
  return findRules(packs, 'share', where.region, where.day).map((found) => {
    const { of, atLeast } = found.rule
    const { part, whole, unsaid = 0 } = figureOf(of)
    const words = shareWords(packs, of) ?? of
    const asked = { ...groundsOf(found, where.day), rule: found.name, of, words, atLeast }
    const left = unsaid > 0 ? `还有${unsaid}人没说清，没有算进去。` : ''
    if (part === null || whole === null)
      return { ...asked, kind: 'unknown', part, whole, unsaid, why: `还没有数字，算不出来。${left}` }
    if (whole === 0) return { ...asked, kind: 'unknown', part, whole, unsaid, why: `总数是零，算不出来。${left}` }
    // Whole cents, multiplied out, so that nothing is rounded before it is compared.
    const [has, all] = [fenOf(part), fenOf(whole)]
    const [is, wants] = [has * 100, all * atLeast.percent]
    const reached = atLeast.inclusive ? is >= wants : is > wants
    const percent = Math.floor((has * 10_000) / all) / 100
    const line = `${atLeast.inclusive ? '不少于' : '多于'}${atLeast.percent}%`
    const why = `${part}除以${whole}，是${percent}%，要${line}，${reached ? '达到了' : '没有达到'}。${left}`
    return { ...asked, kind: reached ? 'reached' : 'short', part, whole, unsaid, percent, why }
  })
}

export type ScaleAnswer =
  | ({ kind: 'scale'; percent: number | null; expected: number; over: boolean; refuses: false; why: string } & Grounds)
  | { kind: 'no_rule' }

/** How many people are monitored beside how many are expected. It warns, and is never a reason to turn a household away. */
export function monitoredScale(packs: PolicyPack[], where: Where, { part, whole }: Figure): ScaleAnswer {
  const found = findRule(packs, 'monitored-scale', 'scale', where.region, where.day)
  if (!found) return { kind: 'no_rule' }
  const { percent: expected, refuses } = found.rule
  const base = { ...groundsOf(found, where.day), kind: 'scale' as const, expected, refuses }
  if (whole === null || whole === 0)
    return { ...base, percent: null, over: false, why: '还没有建档立卡总人数，算不出来。' }
  if (part === null) return { ...base, percent: null, over: false, why: '有的监测户还没录家庭成员，算不出来。' }
  const percent = Math.round((part * 10_000) / whole) / 100
  const over = part * 100 > whole * expected
  const sum = `监测${part}人，建档立卡${whole}人，占${percent}%，一般在${expected}%左右。`
  return { ...base, percent, over, why: over ? `${sum}超过了只作提醒，该纳入的户照样纳入。` : sum }
}
