import { DEPARTMENTS, type Department, RISK_TYPE_LABEL, RISK_TYPES, type RiskType } from '../../contract/terms.ts'
import { type Found, findRule, findRules } from '../policy/chain.ts'
import { helpMeaning, NEEDS_OF_RISK, needWords } from '../policy/code-words.ts'
import { type Grounds, groundsOf } from '../policy/grounds.ts'
import type { PolicyPack } from '../policy/pack.ts'
import type { Where } from './household.ts'
import { DEPARTMENT_WORDS } from './labels.ts'
import { daysLater } from './months.ts'
import { suitedHelp } from './suggest.ts'

/** A department that a need may be handed to, and what it has to do. */
export interface Destination extends Grounds {
  department: Department
  words: string
  /** What the paper, or the house, says that it does. */
  duty: string
  /** `units`: no paper hands the need over by name, but this department answers for the help against it. */
  by: 'referrals' | 'units'
  why: string
}

/** What a need is called: a risk, a help, or a need by a paper's own name. Null: nobody knows the code. */
export function wordsOfNeed(packs: PolicyPack[], need: string): string | null {
  if (isRisk(need)) return RISK_TYPE_LABEL[need]
  return helpMeaning(packs, need)?.words ?? needWords(packs, need)
}

/**
 * Where a need goes: to whom a paper hands it; else to whom a paper makes responsible for the help against it; else to whom
 * the house would. Never empty for a risk.
 */
export function destinations(packs: PolicyPack[], where: Where, need: string): Destination[] {
  const handed = findRules(packs, 'referrals', where.region, where.day)
  const named = handed.filter(({ rule }) => rule.fact !== 'house').flatMap((found) => byName(packs, where, found, need))
  if (named.length > 0) return once(named)
  const responsible = byUnits(packs, where, need)
  if (responsible.length > 0) return once(responsible)
  // A paper's own list takes the place of the house's, and may be silent about this need.
  return once(houseRules(packs, where).flatMap((found) => byName(packs, where, found, need)))
}

function houseRules(packs: PolicyPack[], { region, day }: Where): Found<'referrals'>[] {
  const house = packs.filter((pack) => pack.region === '')
  return findRules(house, 'referrals', region, day)
}

function byName(packs: PolicyPack[], where: Where, found: Found<'referrals'>, need: string): Destination[] {
  const names = [need, ...(isRisk(need) ? NEEDS_OF_RISK[need] : [])]
  const called = wordsOfNeed(packs, need) ?? need
  return found.rule.departments
    .filter(({ needs }) => needs.some((each) => names.includes(each)))
    .map(({ department, duty }) => {
      const words = DEPARTMENT_WORDS[department]
      const why = `“${called}”归${words}管。`
      return { ...groundsOf(found, where.day), department, words, duty, by: 'referrals', why }
    })
}

function byUnits(packs: PolicyPack[], where: Where, need: string): Destination[] {
  const wanted = isRisk(need) ? (suitedHelp(packs, where).get(need) ?? new Set([])) : new Set([need])
  return findRules(packs, 'measures', where.region, where.day)
    .filter(({ rule }) => rule.fact !== 'house')
    .flatMap((found) =>
      found.rule.measures.flatMap((entry) => {
        const help = entry.help.filter((code) => wanted.has(code))
        if (help.length === 0 || (isRisk(need) && entry.lack && !entry.lack.includes(need))) return []
        const given = help
          .map((code) => helpMeaning(packs, code)?.words ?? code)
          .slice(0, 3)
          .join('、')
        return entry.units.filter(isDepartment).map((department): Destination => {
          const words = DEPARTMENT_WORDS[department]
          const why = `${given}由${words}参加负责。`
          return { ...groundsOf(found, where.day), department, words, duty: `落实${given}`, by: 'units', why }
        })
      }),
    )
}

function once(all: Destination[]): Destination[] {
  return all.filter(({ department }, i) => all.findIndex((each) => each.department === department) === i)
}

function isRisk(need: string): need is RiskType {
  return RISK_TYPES.some((type) => type === need)
}

function isDepartment(unit: string): unit is Department {
  return DEPARTMENTS.some((department) => department === unit)
}

/** The last day on which a department may answer what it was asked on a day; null where nothing is laid down. */
export function answerDue(packs: PolicyPack[], where: Where): { day: string; grounds: Grounds } | null {
  const found = findRule(packs, 'referral-answer', 'answer-within', where.region, where.day)
  return found && { day: daysLater(where.day, found.rule.days), grounds: groundsOf(found, where.day) }
}
