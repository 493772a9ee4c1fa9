import { RISK_TYPE_LABEL, type RiskType } from '../../contract/terms.ts'
import type { Measure, Member } from '../ledger/ledger.ts'
import { findRule, findRules } from '../policy/chain.ts'
import { helpMeaning } from '../policy/code-words.ts'
import { type Grounds, groundsOf } from '../policy/grounds.ts'
import type { PolicyPack } from '../policy/pack.ts'
import { ageOn, type HelpedHousehold, heldMeasures, labourOf, presentMembers, type Where } from './household.ts'
import { LABOUR_WORDS } from './labels.ts'
import { developing, suitedHelp } from './suggest.ts'

/** What does not fit. It is shown, and nothing is refused because of it. */
export type MismatchKind =
  | 'member_unknown'
  | 'member_left'
  | 'no_labour'
  | 'age'
  | 'risk_without_measure'
  | 'too_few_measures'
  | 'no_security'

export interface Mismatch extends Grounds {
  kind: MismatchKind
  measureId: string | null
  memberId: string | null
  risk: RiskType | null
  why: string
}

export type MatchAnswer =
  | { kind: 'checked'; mismatches: Mismatch[]; unsaid: string[]; grounds: Grounds }
  /** No rule in force asks for the check here. */
  | { kind: 'no_rule' }

/** Holds the measures that a household has, or is to have, against its members, their labour and its risks. */
export function matchCheck(packs: PolicyPack[], where: Where, household: HelpedHousehold): MatchAnswer {
  const found = findRule(packs, 'match-check', 'match-check', where.region, where.day)
  if (!found) return { kind: 'no_rule' }
  const grounds = groundsOf(found, where.day)
  const checking: Checking = { packs, where, household, grounds }
  const { against } = found.rule
  return {
    kind: 'checked',
    mismatches: [
      ...(against.includes('members')
        ? heldMeasures(household.ledger).flatMap((each) => byMember(checking, each))
        : []),
      ...(against.includes('labour') ? byLabour(checking) : []),
      ...(against.includes('risk_causes') ? byRisk(checking) : []),
    ],
    unsaid: unsaidWords(household, where.day),
    grounds,
  }
}

interface Checking {
  packs: PolicyPack[]
  where: Where
  household: HelpedHousehold
  grounds: Grounds
}

function flag(grounds: Grounds, kind: MismatchKind, why: string, more: Partial<Mismatch> = {}): Mismatch {
  return { ...grounds, kind, measureId: null, memberId: null, risk: null, why, ...more }
}

function byMember({ packs, where, household, grounds }: Checking, measure: Measure): Mismatch[] {
  if (measure.forMember === null) return []
  const about = { measureId: measure.id, memberId: measure.forMember }
  const help = words(packs, measure)
  const member = household.ledger.members.find(({ id }) => id === measure.forMember)
  if (!member) return [flag(grounds, 'member_unknown', `“${help}”是给一个人的，可台账里没有这个人，请核对。`, about)]
  if (!presentMembers(household.ledger, where.day).includes(member))
    return [flag(grounds, 'member_left', `${member.name}已经不在这户了，“${help}”还挂在他名下，请核对。`, about)]
  return byAge(packs, where, measure, member).map((each) => ({ ...each, ...about }))
}

/** Only what is certain is flagged: who was born “in 1956” may be a year younger than he looks. */
function byAge(packs: PolicyPack[], where: Where, measure: Measure, { name, born }: Member): Mismatch[] {
  const age = ageOn(born, where.day)
  if (!age) return []
  const help = words(packs, measure)
  return findRules(packs, 'fitting-ages', where.region, where.day).flatMap((found) =>
    found.rule.ages
      .filter((each) => each.help.includes(measure.help))
      .flatMap(({ least = 0, most = Number.POSITIVE_INFINITY }) => {
        const grounds = groundsOf(found, where.day)
        if (age.most < least) return [flag(grounds, 'age', `${name}不满${least}岁，“${help}”不合适，请换一项。`)]
        if (age.least > most) return [flag(grounds, 'age', `${name}过了${most}岁，“${help}”不一定合适，请再核对。`)]
        return []
      }),
  )
}

function byLabour(checking: Checking): Mismatch[] {
  const { packs, where, household, grounds } = checking
  const { labour } = labourOf(household.ledger, where.day)
  const present = presentMembers(household.ledger, where.day)
  const asked = heldMeasures(household.ledger).filter(({ help }) => helpMeaning(packs, help)?.work)
  const cannot = asked.flatMap((measure) => {
    const help = words(packs, measure)
    const member = present.find(({ id }) => id === measure.forMember)
    const about = { measureId: measure.id, memberId: measure.forMember }
    if (member?.labour === 'none')
      return [flag(grounds, 'no_labour', `${member.name}没有劳动能力，“${help}”要人出力，请换成别的帮扶。`, about)]
    if (labour === 'none')
      return [flag(grounds, 'no_labour', `家里没有劳动力，“${help}”要人出力，请换成不用出力的帮扶。`, about)]
    return []
  })
  return [...cannot, ...tooFew(checking), ...withoutAid(checking)]
}

/** What the rule on labour asks for, and the household has not got. */
function tooFew({ packs, where, household }: Checking): Mismatch[] {
  const { labour } = labourOf(household.ledger, where.day)
  const found = findRule(packs, 'measures-by-labour', 'measures-by-labour', where.region, where.day)
  const entry = found?.rule.labour.find((each) => each.labour === labour)
  if (!found || !entry || labour === null) return []
  const grounds = groundsOf(found, where.day)
  const has = developing(packs, household, entry.help)
  if (entry.leastMeasures !== undefined && has < entry.leastMeasures) {
    const why = `家里有${LABOUR_WORDS[labour]}，发展类措施至少要有${entry.leastMeasures}项，现在有${has}项。`
    return [flag(grounds, 'too_few_measures', why)]
  }
  const secured = heldMeasures(household.ledger).some(({ help }) => entry.help.includes(help))
  if (labour !== 'none' || secured) return []
  const first = entry.help.slice(0, 3).map((code) => helpMeaning(packs, code)?.words ?? code)
  return [flag(grounds, 'no_security', `家里没有劳动力，${first.join('、')}这些一项也没有，请看看缺哪样。`)]
}

/** Where a paper wants the key groups looked through for those whom no aid has reached (JX-10). */
function withoutAid({ packs, where, household }: Checking): Mismatch[] {
  const found = findRules(packs, 'practice', where.region, where.day).find(({ rule }) =>
    rule.always.includes('look_at_key_groups_without_aid'),
  )
  const aided = heldMeasures(household.ledger).some(
    ({ help, measure }) => (helpMeaning(packs, help)?.measure ?? measure) === 'comprehensive_security',
  )
  if (!found || !household.keyGroup || aided) return []
  const why = '是重点户，低保、救助这些保障一项也没有，请看看够不够条件。'
  return [flag(groundsOf(found, where.day), 'no_security', why)]
}

function byRisk({ packs, where, household, grounds }: Checking): Mismatch[] {
  const suited = suitedHelp(packs, where)
  const held = heldMeasures(household.ledger)
  return [...new Set(household.risks)]
    .filter((risk) => !held.some(({ help }) => answers(packs, where, suited, risk, help)))
    .map((risk) => {
      const why = `“${RISK_TYPE_LABEL[risk]}”这个风险，还没有一项措施是对着它的。`
      return flag(grounds, 'risk_without_measure', why, { risk })
    })
}

/** By the table of what suits a risk; where that names nothing for it, by the kind of help that a paper gives for it. */
function answers(
  packs: PolicyPack[],
  { region, day }: Where,
  suited: Map<RiskType, Set<string>>,
  risk: RiskType,
  help: string,
): boolean {
  if (suited.get(risk)?.has(help)) return true
  return findRules(packs, 'measures', region, day).some(({ rule }) =>
    rule.measures.some(
      (entry) =>
        entry.lack?.includes(risk) &&
        entry.help.includes(help) &&
        !entry.help.some((code) => suited.get(risk)?.has(code)),
    ),
  )
}

function unsaidWords({ ledger }: HelpedHousehold, day: string): string[] {
  const present = presentMembers(ledger, day)
  if (present.length === 0) return ['台账里还没有家庭成员，没法核对。']
  return labourOf(ledger, day).unsaid.map(({ name }) => `${name}的劳动能力还没问清。`)
}

function words(packs: PolicyPack[], { help }: Measure): string {
  return helpMeaning(packs, help)?.words ?? help
}
