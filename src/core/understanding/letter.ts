import type { RiskType } from '../../contract/terms.ts'
import type { Concept } from './lexicon/lexicon.ts'
import { around, clauseAt, has, hasWithin, type Reading } from './reading.ts'
import type { Span } from './understood.ts'

/** A letter addresses the authorities or speaks their language; nobody chats at more than twice that length. */
const LEAST_FORMAL = 60
const LEAST_LETTER = 120
const FORMAL =
  /尊敬的|领导|书记|市长|县长|镇长|厅长|政府|部门|平台|恳请|请求|投诉|咨询|举报|反映|本人|居民|业主|小区|公司|望.{0,8}(?:解决|重视|关注|帮助)/

/** Long and in the language of letters. Whoever talks at length into his phone does not speak so. */
export function isFormal({ text }: Reading): boolean {
  return text.length >= LEAST_FORMAL && FORMAL.test(text)
}

export function isLetter(reading: Reading): boolean {
  return reading.text.length >= LEAST_LETTER || isFormal(reading)
}

/** What a letter must say besides the cue, near it or anywhere, for one household's difficulty to be believed. */
type Proof = (reading: Reading, trouble: Span) => boolean

/** One of the concepts within so many clauses on either side. */
function near(reading: Reading, trouble: Span, clauses: number, ...concepts: Concept[]): boolean {
  return hasWithin(reading, around(reading, clauseAt(reading, trouble.start), clauses, clauses), ...concepts)
}

const LETTER_PROOFS = {
  income_below_line: (reading, trouble) => near(reading, trouble, 0, 'letter_income') && has(reading, 'self'),
  business_failure: (reading, trouble) =>
    near(reading, trouble, 1, 'self') && !near(reading, trouble, 1, 'outsider') && has(reading, 'venture'),
  job_loss: (reading, trouble) =>
    near(reading, trouble, 0, 'letter_dismissed') &&
    (has(reading, 'letter_hardship') || (has(reading, 'wage') && has(reading, 'unpaid'))) &&
    !near(reading, trouble, 1, 'supposed'),
  labourer_death: () => true,
  medical_cost: (reading, trouble) =>
    near(reading, trouble, 4, 'letter_patient') && near(reading, trouble, 5, 'letter_burden'),
  disaster_loss: (reading, trouble) =>
    near(reading, trouble, 0, 'letter_disaster') && !/污水|臭水|管网|下水道|担心|惶恐|消防通道/.test(reading.text),
  school_dropout: (reading) => !has(reading, 'letter_refund') || has(reading, 'grade_compulsory'),
  unsafe_housing: (reading, trouble) =>
    !has(reading, 'letter_bought') &&
    (near(reading, trouble, 3, 'own') || !isFormal(reading)) &&
    near(reading, trouble, 1, 'house') &&
    !/没有?房|无房|污水|臭水|改造户/.test(reading.text.slice(Math.max(0, trouble.start - 8), trouble.end + 4)),
  unsafe_water: (reading, trouble) => near(reading, trouble, 1, 'letter_drinking') && !has(reading, 'letter_bought'),
  other: (reading) => has(reading, 'letter_wages') && !has(reading, 'letter_refund'),
} satisfies Record<RiskType, Proof>

/** True where the message is no letter, or the letter says enough for a risk of this type at `trouble`. */
export function isProven(reading: Reading, type: RiskType, trouble: Span): boolean {
  return !isLetter(reading) || LETTER_PROOFS[type](reading, trouble)
}
