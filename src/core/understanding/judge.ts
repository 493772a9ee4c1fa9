import { RISK_TYPES, type RiskType } from '../../contract/terms.ts'
import { type Cues, cuesOf } from './cues.ts'
import { evidenceOf } from './evidence.ts'
import { seeksWork } from './intent.ts'
import { isLetter } from './letter.ts'
import { judgeLetter } from './letter-verdict.ts'
import { clauseAt, has, type Reading, within } from './reading.ts'
import { childIsIll } from './risk-conditions.ts'
import type { Command, FoundRisk, Intent, Span } from './understood.ts'
import { clauseFor, type Verdict, weigh } from './weigh.ts'
import { COMMANDS, INTENTS } from './weights.ts'
import { isWholeMessage } from './whole.ts'

export interface Judged {
  intent: Intent
  command: Command | null
  risks: FoundRisk[]
  proxy: boolean
}

/** From here on a risk is believed; a little less than even, for a cadre looks at it anyway and nobody is to be lost. */
const BELIEVED = 0.4
/** Of several matters each weighs less; a cue that found it makes up for that. */
const BELIEVED_WITH_CUE = 0.2
/** The same where no difficulty seems to be told at all. */
const CERTAIN = 0.8
const CERTAIN_WITH_CUE = 0.5
/** Below it a type would be a guess: then the difficulty has no name yet. */
const NOT_GUESSED = 0.15
/** A sum that was told speaks for itself, unless all else speaks against it. */
const BELIEVED_BY_FIGURES = 0.05
/** A call for help is believed sooner when words of danger stand there outright. */
const DANGER = 0.4
const DANGER_NAMED = 0.15
const DANGER_IN_A_CLAUSE = 0.65
/** In a letter, which tells much; sooner where the rules hear it too. */
const DANGER_IN_A_LETTER = 0.75
/** 他在吐: so few words weigh little either way. */
const SHORT = 6
const DANGER_IN_FEW_WORDS = 0.8
/** How likely the words around a cue must say by themselves what it names. */
const STANDS_ALONE = 0.5
/** Shorter clauses are turns of speech. */
const LEAST_CLAUSE = 3
/** As likely as not. */
const EVEN = 0.5
/** Whether it is somebody else's household is believed almost always where a cue says so. */
const PROXY = EVEN
const PROXY_NAMED = 0.05

function most<T extends string>(names: readonly T[], chances: Record<T, number>): T {
  return names.reduce((best, name) => (chances[name] > chances[best] ? name : best))
}

interface Weighed {
  cues: Cues
  verdict: Verdict
}

/** What each clause that tells something says alone; for a message that is one clause, nothing. */
function weighClauses(reading: Reading): Weighed[] {
  const clauses = reading.clauses.filter(({ start, end }) => end - start >= LEAST_CLAUSE)
  if (reading.clauses.length < 2) return []
  return clauses.map((span) => {
    const clause = within(reading, span)
    const cues = cuesOf(clause)
    return { cues, verdict: weigh(evidenceOf(clause, cues)) }
  })
}

/**
 * Nobody's bills or worries make a cry for help less of one, nor does a greeting or a place: each clause is weighed by
 * itself too, unless the rules see that the danger is over.
 */
function isDanger(reading: Reading, cues: Cues, { danger }: Verdict, clauses: readonly Weighed[]): boolean {
  if (cues.suicide) return true
  // 不想活动, 跳楼价: what only sounds like it has to be all but certain.
  if (has(reading, 'not_suicide') && danger < CERTAIN) return false
  const heard = cues.intent === 'emergency'
  const short = reading.text.trim().length < SHORT
  if (danger >= (heard ? DANGER_NAMED : short ? DANGER_IN_FEW_WORDS : DANGER)) return true
  if (cues.pastDanger || has(reading, 'over', 'past', 'tale', 'solved')) return false
  const least = heard ? DANGER_NAMED : DANGER_IN_A_CLAUSE
  return clauses.some(({ verdict }) => verdict.danger >= least)
}

/** The words by which our own replies say how to steer (“发‘补充’”): at the front of a message they are obeyed. */
const TAUGHT = /^(?:补充|撤回|查进度|返回|继续|从头来|先停一下|要改|退订|帮助|不满意|我不满意|不报了)/
/** 我, 3, 没: so little is weighed by nothing but the words themselves. */
const FEW = /^[^\u4e00-\u9fff]*[\u4e00-\u9fff]?[^\u4e00-\u9fff]*$/

/** What words alone decide: taught ones, and messages too short for anything else. */
function isPlain(reading: Reading, cues: Cues): boolean {
  const text = reading.text.trim()
  const values = [...reading.durations, ...reading.amounts, ...reading.ages]
  const onlyValue = values.some(({ span }) => isWholeMessage(reading.text, span.start, span.end))
  return onlyValue || FEW.test(text) || (cues.intent === 'command' && TAUGHT.test(text))
}

function intentOf(reading: Reading, cues: Cues, verdict: Verdict, clauses: readonly Weighed[]): Intent {
  if (isDanger(reading, cues, verdict, clauses)) return 'emergency'
  if (seeksWork(reading)) return 'question'
  return most(
    INTENTS.filter((intent) => intent !== 'emergency'),
    verdict.intents,
  )
}

/** YX-1, 3, 5 and 7: what the paper asks at least. What is told of time, bills, grade and age stands above any weight. */
const LEAST_MONTHS_JOBLESS = 6
const LAST_SCHOOL_AGE = 15
const OF_A_CHILD = 25
function isLawful(type: RiskType, reading: Reading, cues: Cues): boolean {
  const { durations, ages } = reading
  if (type === 'job_loss')
    return durations.length === 0 || durations.some(({ months }) => months >= LEAST_MONTHS_JOBLESS)
  const named = cues.risks.some((risk) => risk.type === type)
  if (type === 'medical_cost') return named || !has(reading, 'covered')
  if (type === 'unsafe_housing') return named || !has(reading, 'spare')
  if (type !== 'school_dropout') return true
  if (has(reading, 'grade_other') && !has(reading, 'grade_compulsory')) return false
  if (childIsIll(reading) && !named) return false
  return ages.length === 0 || ages.some(({ years }) => years <= LAST_SCHOOL_AGE || years >= OF_A_CHILD)
}

/** A trouble that misses what the paper asks is still a trouble. */
function withinLaw(types: RiskType[], reading: Reading, cues: Cues): RiskType[] {
  const lawful = types.filter((type) => isLawful(type, reading, cues))
  return lawful.length === 0 && types.length > 0 ? ['other'] : lawful
}

/** Without marks a matter is looked at with so many characters on either side. */
const BESIDE = 6

/** The clause of a cue, or in a run of words without marks what stands beside it, as far as the next matter's own words. */
function placeOf(reading: Reading, { span }: FoundRisk, cues: readonly FoundRisk[]): Span {
  const clause = clauseAt(reading, span.start)
  const others = cues.map((cue) => cue.span)
  const before = others.filter(({ end }) => end <= span.start).map(({ end }) => end)
  const behind = others.filter(({ start }) => start >= span.end).map(({ start }) => start)
  return {
    start: Math.max(clause.start, span.start - BESIDE, ...before),
    end: Math.max(span.end, Math.min(clause.end, span.end + BESIDE, ...behind)),
  }
}

/** Of several matters in one message each may pale beside the others: where a cue names one, it is weighed by itself. */
function toldByItself(reading: Reading, cues: Cues, clauses: readonly Weighed[]): ReadonlySet<RiskType> {
  const told = new Set<RiskType>()
  for (const cue of cues.risks) {
    if (cue.type === 'other') continue
    const place = within(reading, placeOf(reading, cue, cues.risks))
    if (weigh(evidenceOf(place, cuesOf(place))).risks[cue.type] >= STANDS_ALONE) told.add(cue.type)
  }
  for (const clause of clauses)
    for (const { type } of clause.cues.risks)
      if (type !== 'other' && !cues.denied.includes(type) && clause.verdict.risks[type] >= STANDS_ALONE) told.add(type)
  return told
}

/** A difficulty is told; sooner believed where a cue names one outright. */
const TOLD = EVEN
const TOLD_WITH_CUE = 0.35

/** The types believed; where a difficulty is told but none of them is likely, those of the cues, or the likeliest. */
function typesOf(
  reading: Reading,
  cues: Cues,
  { difficulty, risks }: Verdict,
  clauses: readonly Weighed[],
): RiskType[] {
  const named: RiskType[] = cues.risks.map((risk) => risk.type).filter((type) => type !== 'other')
  const told = difficulty >= (named.length > 0 ? TOLD_WITH_CUE : TOLD)
  // Wages that are owed are told beside whatever else is found; any other trouble without a name is known by loose words.
  const owed = !cues.vague && cues.risks.some((risk) => risk.type === 'other')
  const least = (type: RiskType): number => {
    if (told && owed && type === 'other') return BELIEVED_WITH_CUE
    if (told && cues.figures.includes(type)) return BELIEVED_BY_FIGURES
    if (told) return named.includes(type) ? BELIEVED_WITH_CUE : BELIEVED
    return named.includes(type) ? CERTAIN_WITH_CUE : CERTAIN
  }
  const byItself = toldByItself(reading, cues, clauses)
  const types = RISK_TYPES.filter((type) => risks[type] >= least(type) || byItself.has(type))
  if (types.length > 0 || !told) return types
  if (named.length > 0) return named
  const likeliest = most(RISK_TYPES, risks)
  return [risks[likeliest] >= NOT_GUESSED ? likeliest : 'other']
}

/** Only these report a difficulty, whatever words the others use. */
const TELLS: ReadonlySet<Intent> = new Set(['report', 'question', 'emergency'])
/** Who calls for help now tells of no bill and no job: only of what is happening to house and land. */
const HAPPENING: ReadonlySet<RiskType> = new Set(['disaster_loss', 'unsafe_housing', 'unsafe_water'])

/** Nobody steers with a letter, and what it asks for does not take its difficulties back. */
function fromLetter(reading: Reading, cues: Cues): Judged {
  const { risks, danger } = judgeLetter(reading, cues)
  const { proxy } = cues
  const heard = cues.intent === 'emergency'
  if (cues.suicide || danger >= (heard ? DANGER_NAMED : DANGER_IN_A_LETTER))
    return { intent: 'emergency', command: null, risks: risks.filter(({ type }) => HAPPENING.has(type)), proxy }
  const asks = cues.intent === 'question'
  const told = risks.length > 0 || heard ? 'report' : cues.intent
  return { intent: asks ? 'question' : told, command: null, risks, proxy }
}

/** What is believed of a message, from its cues and what all its words weigh together. */
export function judge(reading: Reading, cues: Cues, verdict: Verdict): Judged {
  if (isLetter(reading)) return fromLetter(reading, cues)
  if (isPlain(reading, cues)) return cues
  const clauses = weighClauses(reading)
  const intent = intentOf(reading, cues, verdict, clauses)
  const types = TELLS.has(intent) ? withinLaw(typesOf(reading, cues, verdict, clauses), reading, cues) : []
  const kept = intent === 'emergency' ? types.filter((type) => HAPPENING.has(type)) : types
  return {
    intent,
    command: intent === 'command' ? most(COMMANDS, verdict.commands) : null,
    risks: kept
      .map((type) => cues.risks.find((risk) => risk.type === type) ?? { type, span: clauseFor(reading, type) })
      .sort((a, b) => a.span.start - b.span.start),
    proxy: verdict.proxy >= (cues.proxy ? PROXY_NAMED : PROXY),
  }
}
