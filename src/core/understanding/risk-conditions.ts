import type { RiskType } from '../../contract/terms.ts'
import { around, clauseAt, has, hasWithin, hitsOf, type Reading } from './reading.ts'
import type { RiskCue } from './risk-cues.ts'
import type { Span } from './understood.ts'

/** `other`: a trouble, but not of this type (two weeks without work). `no`: none at all. */
export type Verdict = 'yes' | 'other' | 'no'

type Condition = (reading: Reading, cue: RiskCue, trouble: Span, topic: Span | null) => Verdict

/** YX-1, 3: out of work for six months; people round down (大半年 and 快一年 are more). */
const LEAST_MONTHS_JOBLESS = 6
/** YX-1, 7: compulsory schooling, by age. */
const SCHOOL_AGES = { first: 6, last: 15 }
/** An earner's death counts below this age; older is not "the main labourer". */
const OLD_AGE = 60
/** Fewer beasts are a household's own, more are a trade. */
const LEAST_FLOCK = 20
/** Below this an own bill is no large medical cost, unless it comes back every month. */
const LEAST_BILL = 1000

const jobLoss: Condition = (reading, cue, trouble) => {
  const clause = clauseAt(reading, trouble.start)
  const near = around(reading, clause, 1, 1)
  // The old are out of work by age.
  if (reading.ages.some((age) => age.years >= OLD_AGE && age.span.start >= near.start && age.span.end <= near.end))
    return 'no'
  const spans = reading.durations.filter((d) => d.span.start >= near.start && d.span.end <= near.end)
  const longest = spans.reduce((most, d) => Math.max(most, d.months), 0)
  if (has(reading, 'grade_other') && !has(reading, 'earner') && longest < LEAST_MONTHS_JOBLESS) return 'other'
  if (spans.length > 0) return longest >= LEAST_MONTHS_JOBLESS ? 'yes' : 'other'
  // Weak words (在家闲着) and a closed firm say nothing about how long; alone they are too little.
  if (cue.needs[0] === 'jobless_weak') return hasWithin(reading, near, 'recent') ? 'other' : 'no'
  return hasWithin(reading, near, 'recent') ? 'other' : 'yes'
}

const schoolDropout: Condition = (reading, cue) => {
  const ages = reading.ages.map((age) => age.years)
  const compulsory = has(reading, 'grade_compulsory')
  // Work alone is no dropping out: the child has to be of school age.
  const child = ages.some((age) => age >= SCHOOL_AGES.first && age <= SCHOOL_AGES.last)
  if (cue.needs[0] === 'child_work' && !child && !compulsory) return 'no'
  if (has(reading, 'grade_other') && !(compulsory && !/(?<!没|未|小学)毕业/.test(reading.text))) return 'other'
  if (ages.some((age) => age > SCHOOL_AGES.last && age < 25)) return 'other'
  if (ages.length > 0 && ages.every((age) => age < SCHOOL_AGES.first)) return 'no'
  if (childIsIll(reading)) return 'other'
  return 'yes'
}

/** An adult named in front of an illness: it is not the child's. */
const ADULT = /[妈爸爷奶婆伯叔姨姑舅嫂爹娘]|[老家外阿]公|老[豆母]|丈夫|媳妇|母亲|父亲|男人|女人|老人|公公|自己/

/** The child is ill: said and not denied right there (身体没毛病), nor said of somebody grown up (我妈住院). */
export function childIsIll(reading: Reading): boolean {
  return [...hitsOf(reading, 'bodily'), ...hitsOf(reading, 'severe_illness')].some((hit) => {
    const before = reading.text.slice(clauseAt(reading, hit.start).start, hit.start)
    return !/[没不无冇未唔]有?(?:什么|啥|得|生)?$/.test(before) && !ADULT.test(before)
  })
}

const labourerDeath: Condition = (reading, cue, trouble) => {
  const clause = clauseAt(reading, trouble.start)
  const near = around(reading, clause, 2, 1)
  const word = reading.text.slice(trouble.start, trouble.end)
  const ages = reading.ages.filter((age) => age.span.start >= near.start && age.span.end <= near.end)
  // Old people named behind the death are those who are left: 剩低两个老人家.
  const before = { start: near.start, end: clause.end }
  const left = /[剩留丢撇]/.test(reading.text.slice(trouble.end, clause.end))
  if (ages.some((age) => age.years >= OLD_AGE) || (!left && hasWithin(reading, before, 'old_age'))) return 'no'
  const sudden = hasWithin(reading, near, 'sudden_death', 'accident') || has(reading, 'earner')
  if (hasWithin(reading, clause, 'elder_kin') && !hasWithin(reading, clause, 'earner_kin')) return 'no'
  if (cue.needs[0] === 'elder_kin') return 'no'
  if (cue.needs[0] === 'parent_kin' || cue.needs[0] === 'pronoun') return sudden ? 'yes' : 'no'
  // 再闹就打死我 is a threat.
  if (word === '打死' && /^[我你了]/.test(reading.text.slice(trouble.end)) && !/被|给人/.test(reading.text)) return 'no'
  // 走了 and 没了 also mean "left" and "used up".
  if (word.startsWith('走') || word.startsWith('离开了') || word.startsWith('没了') || word.includes('没回来'))
    return sudden || hasWithin(reading, near, 'severe_illness', 'illness', 'past') ? 'yes' : 'no'
  return 'yes'
}

const medicalCost: Condition = (reading, cue, trouble) => {
  if (has(reading, 'covered')) return 'no'
  if (cue.needs[0] === 'severe_illness' || cue.needs[0] === 'hospital_money' || cue.needs[0] === 'body') return 'yes'
  const clause = clauseAt(reading, trouble.start)
  const near = around(reading, clause, 1, 2)
  const word = reading.text.slice(trouble.start, trouble.end)
  if (word === '药' && hasWithin(reading, clause, 'venture')) return 'no'
  const bills = reading.amounts.filter((a) => a.span.start >= near.start && a.span.end <= near.end)
  const large = bills.some((a) => a.hi >= LEAST_BILL) || /每个?月|一个月|每天|天天|长期|常年/.test(reading.text)
  if (bills.length > 0 && !large) return 'other'
  if (hasWithin(reading, near, 'mild_illness') && !bills.some((a) => a.hi >= LEAST_BILL)) return 'other'
  return 'yes'
}

const disasterLoss: Condition = (reading, _cue, trouble) => {
  const clause = clauseAt(reading, trouble.start)
  if (has(reading, 'estate')) return 'no'
  // A road or bridge is everybody's: a trouble, but no household's loss.
  const said = reading.text.slice(clause.start, clause.end)
  if (/[路桥]/.test(said) && !/[家房屋田地车稻谷猪鸡牛人]/.test(said)) return 'other'
  return hasWithin(reading, clause, 'disaster_coming', 'not_disaster') ? 'no' : 'yes'
}

const businessFailure: Condition = (reading, cue, trouble, topic) => {
  const text = reading.text
  const word = text.slice(trouble.start, trouble.end)
  // A dog or cat is no trade.
  if (/[狗猫]/.test(text.slice(clauseAt(reading, trouble.start).start, trouble.start))) return 'no'
  // Death of beasts is a failure only at the scale of a trade: 养的, 全, a flock or money put in.
  const flock = reading.numerals.some(
    (n) => n.lo >= LEAST_FLOCK && '只头羽箱窝条尾'.includes(text.charAt(n.end) || ' '),
  )
  const big = flock || has(reading, 'venture_big')
  const scale = big || /[多几十百千]\S?[只头羽箱窝]|全|都|光|批|一大/.test(text)
  if (cue.needs.length === 2 && /^(?:死|病死|淹死|冻死|冲走)/.test(word) && !scale) return 'other'
  if (topic !== null && has(reading, 'earner_kin') && /^(?:亏|赔)$/.test(word)) return 'other'
  // A disaster that struck the crop is the disaster's loss; a trade behind it fails as well.
  const struck = has(reading, 'disaster', 'disaster_cue')
  if (struck && !big) return 'no'
  return 'yes'
}

const always: Condition = () => 'yes'

/** The least conditions of each type (YX-1), looked at once a cue has been found, not denied and not somebody else's. */
export const RISK_CONDITIONS = {
  income_below_line: always,
  business_failure: businessFailure,
  job_loss: jobLoss,
  labourer_death: labourerDeath,
  medical_cost: medicalCost,
  disaster_loss: disasterLoss,
  school_dropout: schoolDropout,
  unsafe_housing: (reading) => (has(reading, 'spare', 'estate') ? 'no' : 'yes'),
  unsafe_water: (reading, _cue, trouble, topic) => {
    // 被山水冲断: that water is the disaster.
    if (topic !== null && /^[冲淹泡浸漫]/.test(reading.text.slice(topic.end, topic.end + 1))) return 'no'
    // 钱不够花 behind a word of water says nothing of the water.
    if (/[钱米粮资]$/.test(reading.text.slice(0, trouble.start).slice(-1))) return 'no'
    return has(reading, 'estate') ? 'no' : 'yes'
  },
  other: always,
} satisfies Record<RiskType, Condition>
