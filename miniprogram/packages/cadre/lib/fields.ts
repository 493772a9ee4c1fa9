/** How each fact of the ledger is asked. A test holds it to the ledger's own fields. */
export interface FieldInput {
  label: string
  as: 'choice' | 'yes_no' | 'number' | 'list' | 'text'
  options: [string, string][]
}

export const FIELDS: Record<string, FieldInput> = {
  'basics.language': {
    label: '说什么话',
    as: 'choice',
    options: [
      ['mandarin', '普通话'],
      ['cantonese', '粤语'],
      ['hakka', '客家话'],
      ['teochew', '潮汕话'],
      ['gan', '赣语或本地话'],
      ['other', '其他话'],
    ],
  },
  'basics.relation': { label: '和户主的关系', as: 'text', options: [] },
  'basics.born': { label: '出生', as: 'text', options: [] },
  'basics.labour': {
    label: '劳动能力',
    as: 'choice',
    options: [
      ['full', '能干活'],
      ['weak_or_half', '能干一点活'],
      ['none', '干不了活'],
    ],
  },
  'basics.work': {
    label: '就业情况',
    as: 'choice',
    options: [
      ['employed', '在做工或务农'],
      ['public_post', '在公益性岗位'],
      ['jobless', '没有活干'],
      ['studying', '在上学'],
      ['not_looking', '不打算找活'],
    ],
  },
  'job_wishes.work': { label: '想找活', as: 'yes_no', options: [] },
  'job_wishes.training': { label: '想培训', as: 'yes_no', options: [] },
  'food_and_clothing.food': {
    label: '吃的',
    as: 'choice',
    options: [
      ['enough', '够'],
      ['not_enough', '不够'],
    ],
  },
  'food_and_clothing.clothing': {
    label: '穿的',
    as: 'choice',
    options: [
      ['enough', '够'],
      ['not_enough', '不够'],
    ],
  },
  'medical.insured_by': {
    label: '参加医保',
    as: 'choice',
    options: [
      ['resident', '居民医保'],
      ['employee', '职工医保'],
      ['none', '没有参保'],
    ],
  },
  'medical.insurance_aid_sum': { label: '参保补助金额', as: 'number', options: [] },
  'medical.insurance_aid_share': { label: '参保补助比例', as: 'number', options: [] },
  'medical.own_hospital_cost': { label: '住院自付', as: 'number', options: [] },
  'medical.own_chronic_outpatient_cost': { label: '慢性病门诊自付', as: 'number', options: [] },
  'medical.major_illness_aid': { label: '大病救助', as: 'number', options: [] },
  'schooling.dropout': {
    label: '有没有辍学',
    as: 'choice',
    options: [
      ['no', '没有辍学'],
      ['about_to', '不想上了'],
      ['out', '已经辍学'],
    ],
  },
  'schooling.aid_by_stage': { label: '上学资助', as: 'number', options: [] },
  'schooling.own_cost': { label: '上学自付', as: 'number', options: [] },
  'housing.grade': {
    label: '住房等级',
    as: 'choice',
    options: [
      ['A', 'A级（安全）'],
      ['B', 'B级（基本安全）'],
      ['C', 'C级（局部危险）'],
      ['D', 'D级（整栋危险）'],
    ],
  },
  'housing.aid_sum': { label: '住房补助', as: 'number', options: [] },
  'housing.repair_cost': { label: '修房费用', as: 'number', options: [] },
  'housing.why_unsafe': { label: '住房哪里不安全', as: 'text', options: [] },
  'water.source': {
    label: '水从哪来',
    as: 'choice',
    options: [
      ['tap', '自来水'],
      ['well', '井水'],
      ['spring', '山泉水'],
      ['river', '河沟水'],
      ['other', '别的水'],
    ],
  },
  'water.quality': {
    label: '水质',
    as: 'choice',
    options: [
      ['good', '干净'],
      ['bad', '不干净'],
    ],
  },
  'water.amount': {
    label: '水量',
    as: 'choice',
    options: [
      ['enough', '够'],
      ['not_enough', '不够'],
    ],
  },
  'water.works_damaged': { label: '供水设施坏了', as: 'yes_no', options: [] },
  'water.aid_sum': { label: '饮水补助', as: 'number', options: [] },
  'water.repair_cost': { label: '饮水维修费用', as: 'number', options: [] },
  'policies_enjoyed.policies': { label: '享受的政策', as: 'list', options: [] },
}
