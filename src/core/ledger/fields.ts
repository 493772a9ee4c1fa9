import { z } from 'zod'
import { LABOUR, LANGUAGE_LABEL, LANGUAGES, type Labour, Words } from '../../contract/terms.ts'
import { yuanWords } from './yuan.ts'

export type FactValue = string | number | boolean | string[]

export const TOPICS = [
  'basics',
  'food_and_clothing',
  'medical',
  'schooling',
  'housing',
  'water',
  'job_wishes',
  'policies_enjoyed',
] as const
export type Topic = (typeof TOPICS)[number]

/** Of whom a fact is: of one member, of the household, or of either. `child` and `worker` are members of that age. */
export type FieldOf = 'household' | 'either' | 'member' | 'child' | 'worker'

export interface Field {
  label: string
  topic: Topic
  of: FieldOf
  /** As a cadre asks it; 他 stands for the member. */
  question: string
  schema: z.ZodType<FactValue>
  /** The value as people read it. */
  words: (value: FactValue) => string
}

type Asked = Pick<Field, 'label' | 'topic' | 'of' | 'question'>

export const LABOUR_LABEL: Record<Labour, string> = { full: '能干活', weak_or_half: '能干一点活', none: '干不了活' }
export const WORKS = ['employed', 'public_post', 'jobless', 'studying', 'not_looking'] as const
const WORK_LABEL: Record<(typeof WORKS)[number], string> = {
  employed: '在做工或务农',
  public_post: '在公益性岗位',
  jobless: '没有活干',
  studying: '在上学',
  not_looking: '不打算找活',
}
/** yyyy, yyyy-mm or yyyy-mm-dd: as much as is known. */
export const BORN = /^(19|20)\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/
const ENOUGH = { enough: '够', not_enough: '不够' }
export const NOT_INSURED = 'none'
const INSURED_BY = { resident: '居民医保', employee: '职工医保', [NOT_INSURED]: '没有参保' }
const DROPOUT = { no: '没有辍学', about_to: '不想上了', out: '已经辍学' }
const GRADES = { A: 'A级（安全）', B: 'B级（基本安全）', C: 'C级（局部危险）', D: 'D级（整栋危险）' }
const SOURCES = { tap: '自来水', well: '井水', spring: '山泉水', river: '河沟水', other: '别的水' }

/**
 * Everything that the ledger keeps of a household beside its money: what Yongxiu 2021 三（二） and Wengyuan 2023 第6条 name, and
 * what it speaks, so that publicity can be told in it. A fact
 * is called by its topic and item, as the contents rule of a pack does.
 */
export const FIELDS = {
  'basics.language': choice(
    ask('basics', 'household', '说什么话', '家里平时说什么话？'),
    pick(LANGUAGES, LANGUAGE_LABEL),
  ),
  'basics.relation': text(ask('basics', 'member', '和户主的关系', '他是户主的什么人？')),
  'basics.born': born(ask('basics', 'member', '出生', '他是哪年哪月出生的？')),
  'basics.labour': choice(ask('basics', 'worker', '劳动能力', '他能干活吗？'), pick(LABOUR, LABOUR_LABEL)),
  'basics.work': choice(ask('basics', 'worker', '就业情况', '他现在做什么？'), pick(WORKS, WORK_LABEL)),
  'job_wishes.work': yesNo(ask('job_wishes', 'worker', '想找活', '他想找活干吗？')),
  'job_wishes.training': yesNo(ask('job_wishes', 'worker', '想培训', '他想参加培训吗？')),
  'food_and_clothing.food': choice(ask('food_and_clothing', 'household', '吃的', '家里吃的够不够？'), ENOUGH),
  'food_and_clothing.clothing': choice(ask('food_and_clothing', 'household', '穿的', '家里穿的够不够？'), ENOUGH),
  'medical.insured_by': choice(ask('medical', 'member', '参加医保', '他参加了哪种医保？'), INSURED_BY),
  'medical.insurance_aid_sum': yuan(ask('medical', 'household', '参保补助金额', '参保补助了多少钱？')),
  'medical.insurance_aid_share': percent(ask('medical', 'household', '参保补助比例', '参保补助了百分之几？')),
  'medical.own_hospital_cost': yuan(ask('medical', 'either', '住院自付', '这一年住院自己花了多少钱？')),
  'medical.own_chronic_outpatient_cost': yuan(
    ask('medical', 'either', '慢性病门诊自付', '这一年慢性病门诊自己花了多少钱？'),
  ),
  'medical.major_illness_aid': yuan(ask('medical', 'either', '大病救助', '这一年大病救助拿到多少钱？')),
  'schooling.dropout': choice(ask('schooling', 'child', '有没有辍学', '他还在上学吗？'), DROPOUT),
  'schooling.aid_by_stage': yuan(ask('schooling', 'child', '上学资助', '他这一年上学资助拿到多少钱？')),
  'schooling.own_cost': yuan(ask('schooling', 'child', '上学自付', '他这一年上学自己花了多少钱？')),
  'housing.grade': choice(ask('housing', 'household', '住房等级', '房子鉴定是哪一级？'), GRADES),
  'housing.aid_sum': yuan(ask('housing', 'household', '住房补助', '修房补助拿到多少钱？')),
  'housing.repair_cost': yuan(ask('housing', 'household', '修房费用', '修房要花多少钱？')),
  'housing.why_unsafe': text(ask('housing', 'household', '住房哪里不安全', '房子哪里不安全？')),
  'water.source': choice(ask('water', 'household', '水从哪来', '家里喝的水从哪里来？'), SOURCES),
  'water.quality': choice(ask('water', 'household', '水质', '水干不干净？'), { good: '干净', bad: '不干净' }),
  'water.amount': choice(ask('water', 'household', '水量', '水够不够用？'), ENOUGH),
  'water.works_damaged': yesNo(ask('water', 'household', '供水设施坏了', '供水的设施坏了吗？')),
  'water.aid_sum': yuan(ask('water', 'household', '饮水补助', '饮水补助拿到多少钱？')),
  'water.repair_cost': yuan(ask('water', 'household', '饮水维修费用', '修供水设施要花多少钱？')),
  'policies_enjoyed.policies': list(ask('policies_enjoyed', 'household', '享受的政策', '家里正享受哪些政策？')),
} satisfies Record<string, Field>

export type FieldName = keyof typeof FIELDS
export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[]
export const FieldName = z.enum(FIELD_NAMES as [FieldName, ...FieldName[]])

export function fieldNamed(name: FieldName): Field {
  return FIELDS[name]
}

/** The value if it fits its field and whom it is said of; else what is wrong, in words for whoever enters it. */
export function readFact(
  name: string,
  value: unknown,
  ofMember: boolean,
): { field: FieldName; value: FactValue } | { wrong: string } {
  const known = FIELD_NAMES.find((each) => each === name)
  if (!known) return { wrong: `台账里没有“${name}”这一项，只能写：${FIELD_NAMES.join('、')}。` }
  const field = fieldNamed(known)
  if (field.of === 'household' && ofMember) return { wrong: `“${field.label}”是全户的，不要写成员。` }
  if (field.of !== 'household' && field.of !== 'either' && !ofMember)
    return { wrong: `“${field.label}”要写清是哪个成员。` }
  const read = field.schema.safeParse(value)
  if (read.success) return { field: known, value: read.data }
  return { wrong: `“${field.label}”不能写成“${String(value).slice(0, 40)}”，要写${expected(field.schema)}。` }
}

/** The same of words as they stand in a table: the field may be called by its label, and 是, 居民医保 or 水管、水井 are values. */
export function readFactWords(
  name: string,
  text: string,
  ofMember: boolean,
): { field: FieldName; value: FactValue } | { wrong: string } {
  const called = FIELD_NAMES.find((each) => each === name || fieldNamed(each).label === name)
  if (!called) return readFact(name, text, ofMember)
  return readFact(called, valueIn(fieldNamed(called), text.trim()), ofMember)
}

function valueIn({ schema, words }: Field, text: string): FactValue {
  if (schema instanceof z.ZodEnum)
    return schema.options.map(String).find((option) => option === text || words(option) === text) ?? text
  if (schema instanceof z.ZodBoolean) return { 是: true, true: true, 否: false, false: false }[text] ?? text
  if (schema instanceof z.ZodNumber) return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text
  if (schema instanceof z.ZodArray) return text.split(/[、;；]/).filter((part) => part.trim() !== '')
  return text
}

function expected(schema: z.ZodType): string {
  if (schema instanceof z.ZodEnum) return schema.options.map(String).join('、')
  return schema.description ?? '文字'
}

function ask(topic: Topic, of: FieldOf, label: string, question: string): Asked {
  return { topic, of, label, question }
}

function pick<K extends string>(names: readonly K[], labels: Record<K, string>): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, labels[name]]))
}

function choice(asked: Asked, labels: Record<string, string>): Field {
  return { ...asked, schema: z.enum(Object.keys(labels)), words: (value) => labels[String(value)] ?? String(value) }
}

function yesNo(asked: Asked): Field {
  return { ...asked, schema: z.boolean().describe('true 或 false'), words: (value) => (value ? '是' : '否') }
}

function yuan(asked: Asked): Field {
  const schema = z.number().nonnegative().max(9_999_999).multipleOf(0.01).describe('元，最多两位小数')
  return { ...asked, schema, words: (value) => yuanWords(Math.round(Number(value) * 100)) }
}

function percent(asked: Asked): Field {
  return { ...asked, schema: z.number().min(0).max(100).describe('0 到 100'), words: (value) => `${value}%` }
}

function text(asked: Asked): Field {
  return { ...asked, schema: Words.trim().min(1).max(200).describe('200 字以内的文字'), words: String }
}

function born(asked: Asked): Field {
  const schema = z.string().regex(BORN).describe('1970、1970-05 或 1970-05-20')
  return { ...asked, schema, words: String }
}

function list(asked: Asked): Field {
  const schema = z.array(Words.trim().min(1).max(60)).max(30).describe('一串文字，每个 60 字以内')
  return { ...asked, schema, words: (value) => (Array.isArray(value) && value.length > 0 ? value.join('、') : '没有') }
}
