import {
  COMPARED_FIELD_LABEL,
  COMPARED_FIELDS,
  type ComparedField,
  type ComparisonRow,
  DATA_HOLDER_LABEL,
  type DataHolder,
} from '../../contract/case.ts'
import type { FieldAnswer } from './case-action.ts'
import type { StepState } from './case-state.ts'

/**
 * Which office knows which field. No paper says so (Yongxiu names the fields alone), so it stands here and not in a
 * pack: an office is asked about what it holds and about nothing else.
 */
export const HOLDS: Record<DataHolder, ComparedField[]> = {
  housing: ['commercial_housing'],
  public_security: ['vehicles'],
  bank: ['deposits', 'wealth_products'],
  securities_regulator: ['securities'],
  market_regulation: ['company'],
  provident_fund_centre: ['provident_fund'],
  tax: ['income_tax'],
  insurance_regulator: ['insurance'],
  emergency_management: ['disaster'],
  human_resources: ['social_security'],
}

/** What an office may be asked at a step: what it holds, of what the step compares; a step that lists nothing compares all. */
export function fieldsToAsk(step: StepState['step'], department: DataHolder): ComparedField[] {
  const compared = step.compares ?? COMPARED_FIELDS
  return HOLDS[department].filter((field) => compared.includes(field))
}

/** What must still be answered before a comparison is done. A step that lists no fields is done once all asked is answered. */
export function unanswered({ step, asked, answered }: StepState): ComparedField[] {
  const wanted = step.compares ?? asked.flatMap(({ fields }) => fields)
  const known = new Set(answered.flatMap(({ answers }) => answers.map(({ field }) => field)))
  return [...new Set(wanted)].filter((field) => !known.has(field))
}

/**
 * Field by field what the household said beside what each office answered. A mismatch is two that differ, household or
 * office; what was left unsaid is none.
 */
export function sideBySide(stated: FieldAnswer[], answered: StepState['answered']): ComparisonRow[] {
  const rows: ComparisonRow[] = []
  for (const field of COMPARED_FIELDS) {
    const own = stated.find((one) => one.field === field)
    const answers = answered.flatMap(({ department, source, date, answers }) =>
      answers
        .filter((one) => one.field === field)
        .map(({ has, words }) => ({ department, label: DATA_HOLDER_LABEL[department], has, words, source, date })),
    )
    if (!own && answers.length === 0) continue
    const said = new Set([...(own ? [own.has] : []), ...answers.map(({ has }) => has)])
    rows.push({
      field,
      label: COMPARED_FIELD_LABEL[field],
      stated: own ? { has: own.has, words: own.words } : null,
      answers,
      mismatch: said.size > 1,
    })
  }
  return rows
}
