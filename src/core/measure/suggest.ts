import type { z } from 'zod'
import { type Department, type Labour, type MeasureKind, RISK_TYPE_LABEL, type RiskType } from '../../contract/terms.ts'
import { type Found, findRule, findRules } from '../policy/chain.ts'
import { helpMeaning } from '../policy/code-words.ts'
import type { Actor } from '../policy/entry.ts'
import { type Grounds, groundsOf } from '../policy/grounds.ts'
import type { PolicyPack } from '../policy/pack.ts'
import { type HelpedHousehold, heldMeasures, labourOf, type Where } from './household.ts'
import { LABOUR_WORDS, MEASURE_WORDS, unitWords } from './labels.ts'

type Entry = Found<'measures'>['rule']['measures'][number]

/** What must still be so for the help to be given: he fits its terms, he is monitored by then, his labour is known. */
export type Condition = 'if_qualified' | 'once_monitored' | 'labour_unsaid'

export interface Suggestion extends Grounds {
  measure: MeasureKind
  help: { code: string; words: string; held: boolean }[]
  by: 'risk' | 'labour' | 'general'
  /** What is lacking; null where the help comes from something else. */
  risk: RiskType | null
  units: { code: Department | z.infer<typeof Actor>; words: string }[]
  /** Of these at least so many. */
  least: number | null
  conditions: Condition[]
  paidInFull: boolean
  noCeiling: boolean
  why: string
}

export interface Suggestions {
  /** By risk first, then by labour, then what holds in general. */
  suggestions: Suggestion[]
  labour: Labour | null
  /** Names of those whose labour nobody has said. */
  labourUnsaid: string[]
  /** Risks that no rule has a help for. */
  uncovered: RiskType[]
}

/** What help suits a household: by what it lacks, by the labour that it has, and what everybody of its kind may have. */
export function suggestMeasures(packs: PolicyPack[], where: Where, household: HelpedHousehold): Suggestions {
  const { labour, unsaid } = labourOf(household.ledger, where.day)
  const context: Context = { packs, where, household, labour, suited: suitedHelp(packs, where) }
  const rules = findRules(packs, 'measures', where.region, where.day)
  const risks = [...new Set(household.risks)]
  const byRisk = risks.flatMap((risk) => {
    const all = rules.flatMap((found) => found.rule.measures.flatMap((entry) => forRisk(context, found, entry, risk)))
    const papers = all.filter(({ house }) => !house)
    // The rule of the house speaks only where no paper does.
    return papers.length > 0 ? papers : all
  })
  const byLabour = forLabour(context)
  const general = rules.flatMap((found) =>
    found.rule.fact === 'house' ? [] : found.rule.measures.flatMap((entry) => inGeneral(context, found, entry, risks)),
  )
  const coveredByLabour = (risk: RiskType) =>
    byLabour.some(({ help }) => help.some(({ code }) => context.suited.get(risk)?.has(code)))
  return {
    suggestions: [...byRisk, ...byLabour, ...general],
    labour,
    labourUnsaid: unsaid.map(({ name }) => name),
    uncovered: risks.filter((risk) => !byRisk.some((each) => each.risk === risk) && !coveredByLabour(risk)),
  }
}

interface Context {
  packs: PolicyPack[]
  where: Where
  household: HelpedHousehold
  labour: Labour | null
  suited: Map<RiskType, Set<string>>
}

/**
 * Which codes of help answer which risk. A paper often names a whole kind of help for several risks at once; the rule
 * `measures-by-risk` tells them apart, so that nobody is offered a school grant for a leaking roof.
 */
export function suitedHelp(packs: PolicyPack[], { region, day }: Where): Map<RiskType, Set<string>> {
  const suited = new Map<RiskType, Set<string>>()
  for (const { lack = [], help } of findRule(packs, 'measures-by-risk', 'measures', region, day)?.rule.measures ?? [])
    for (const risk of lack) suited.set(risk, new Set([...(suited.get(risk) ?? []), ...help]))
  return suited
}

function forRisk(context: Context, found: Found<'measures'>, entry: Entry, risk: RiskType): Suggestion[] {
  if (entry.lack && !entry.lack.includes(risk)) return []
  const suits = entry.help.filter((code) => context.suited.get(risk)?.has(code))
  const help = possible(context, suits.length > 0 || !entry.lack ? suits : entry.help)
  const conditions = conditionsOf(context, entry, help)
  if (help.length === 0 || conditions === null) return []
  const why = `家里有“${RISK_TYPE_LABEL[risk]}”这个风险，缺什么补什么，可以给${MEASURE_WORDS[entry.measure]}。`
  return [made(context, found, entry, { help, conditions, by: 'risk', risk, least: null, why })]
}

function inGeneral(context: Context, found: Found<'measures'>, entry: Entry, risks: RiskType[]): Suggestion[] {
  if (entry.lack) return []
  const answered = (code: string) => risks.some((risk) => context.suited.get(risk)?.has(code))
  const help = possible(
    context,
    entry.help.filter((code) => !answered(code)),
  )
  const conditions = conditionsOf(context, entry, help)
  if (help.length === 0 || conditions === null) return []
  const why = `${WHO[entry.for[0] ?? 'all']}都可以看看有没有份。`
  return [made(context, found, entry, { help, conditions, by: 'general', risk: null, least: null, why })]
}

const WHO: Record<Entry['for'][number], string> = {
  all: '每一户',
  qualified: '符合条件的',
  poverty_lifted: '脱贫户',
  monitored: '监测户',
  key_groups: '重点户',
  workers: '有劳动力的户',
}

/** By the labour of the whole household; nothing while it is not known, or where the rule says nothing of it. */
function forLabour({ packs, where, household, labour }: Context): Suggestion[] {
  const found = findRule(packs, 'measures-by-labour', 'measures-by-labour', where.region, where.day)
  const entry = found?.rule.labour.find((each) => each.labour === labour)
  if (!found || !entry || labour === null) return []
  const least = entry.leastMeasures ?? null
  const has = developing(packs, household, entry.help)
  const own = labour === 'none' ? '家里没有劳动力' : `家里有${LABOUR_WORDS[labour]}`
  const why =
    least === null
      ? `${own}，适合这样的帮扶。${firstWords(packs, where, household, entry.help)}`
      : `${own}，发展类措施至少要有${least}项，现在有${has}项。`
  const kinds = Map.groupBy(entry.help, (code) => helpMeaning(packs, code)?.measure ?? 'other')
  return [...kinds].map(([measure, help]) => ({
    ...groundsOf(found, where.day),
    measure,
    help: said(packs, household, help),
    by: 'labour',
    risk: null,
    units: unitsFor(packs, where, help),
    least,
    conditions: [],
    paidInFull: false,
    noCeiling: false,
    why,
  }))
}

/** Public posts go to the key groups first, where a paper says so (JX-8). */
function firstWords(packs: PolicyPack[], where: Where, { keyGroup }: HelpedHousehold, help: string[]): string {
  const rule = findRule(packs, 'public-posts', 'practice', where.region, where.day)?.rule
  const first = keyGroup && help.includes('public_post') && rule?.always.includes('key_groups_first')
  return first ? '公益岗位重点户优先。' : ''
}

/** How many of the measures that it has help a household to earn for itself: those named, and all of industry and employment. */
export function developing(packs: PolicyPack[], { ledger }: HelpedHousehold, named: string[]): number {
  return heldMeasures(ledger).filter(({ help, measure }) => {
    const kind = helpMeaning(packs, help)?.measure ?? measure
    return named.includes(help) || kind === 'industry' || kind === 'employment'
  }).length
}

/** Who answers for a help by the rules on measures, where the rule on labour names nobody. */
function unitsFor(packs: PolicyPack[], { region, day }: Where, help: string[]): Suggestion['units'] {
  const units = findRules(packs, 'measures', region, day).flatMap(({ rule }) =>
    rule.measures.filter((entry) => entry.help.some((code) => help.includes(code))).flatMap((entry) => entry.units),
  )
  return [...new Set(units)].map((code) => ({ code, words: unitWords(code) }))
}

/** Work is offered where somebody can, or might, do it. */
function possible({ packs, labour }: Context, help: string[]): string[] {
  return labour === 'none' ? help.filter((code) => helpMeaning(packs, code)?.work === false) : help
}

/** Null: the help is not for this household. */
function conditionsOf({ packs, household, labour }: Context, entry: Entry, help: string[]): Condition[] | null {
  const { ledger, monitored, keyGroup } = household
  const needsWork = help.some((code) => helpMeaning(packs, code)?.work)
  const unsaid: Condition[] = labour === null && (needsWork || entry.for.includes('workers')) ? ['labour_unsaid'] : []
  const fits: Record<Entry['for'][number], Condition[] | null> = {
    all: [],
    qualified: ['if_qualified'],
    poverty_lifted: ledger.kind === 'poverty_lifted' ? [] : null,
    monitored: monitored === null ? ['once_monitored'] : [],
    key_groups: keyGroup ? [] : null,
    workers: labour === 'none' ? null : [],
  }
  const open = entry.for.map((who) => fits[who]).filter((each) => each !== null)
  const easiest = open.sort((a, b) => a.length - b.length)[0]
  return easiest ? [...easiest, ...unsaid] : null
}

function made(
  { packs, where, household }: Context,
  found: Found<'measures'>,
  entry: Entry,
  of: { help: string[] } & Pick<Suggestion, 'conditions' | 'by' | 'risk' | 'least' | 'why'>,
): Suggestion {
  const { help, why, ...rest } = of
  const paidInFull = entry.paidInFull ?? false
  const noCeiling = entry.noCeiling ?? false
  const more = [
    paidInFull ? '费用由政府全额代缴。' : '',
    noCeiling ? '重点户的奖补不封顶。' : '',
    ...of.conditions.map((condition) => CONDITION_WORDS[condition]),
  ]
  return {
    ...groundsOf(found, where.day),
    measure: entry.measure,
    help: said(packs, household, help),
    units: entry.units.map((code) => ({ code, words: unitWords(code) })),
    paidInFull,
    noCeiling,
    ...rest,
    why: why + more.join(''),
  }
}

const CONDITION_WORDS: Record<Condition, string> = {
  if_qualified: '要先看符不符合条件。',
  once_monitored: '要先纳入监测。',
  labour_unsaid: '家里的劳动力还没问清，要先问清。',
}

function said(packs: PolicyPack[], { ledger }: HelpedHousehold, help: string[]): Suggestion['help'] {
  const held = new Set(heldMeasures(ledger).map((measure) => measure.help))
  return help.map((code) => ({ code, words: helpMeaning(packs, code)?.words ?? code, held: held.has(code) }))
}
