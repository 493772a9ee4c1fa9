import { DATA_HOLDER_LABEL, type DataHolder } from '../../contract/case.ts'
import type { LeadOrigin } from '../../contract/lead.ts'
import type { Office } from '../../contract/office.ts'
import type { Department } from '../../contract/terms.ts'
import { DEPARTMENT_WORDS } from '../measure/labels.ts'
import { dayWords } from '../words/when.ts'

/** Where an entry comes from. `date`: yyyy-mm-dd, of the comparison. */
export type EntrySource =
  | { origin: Extract<LeadOrigin, 'cadre_survey'> }
  | { origin: Extract<LeadOrigin, 'data_comparison'>; department: Office; date: string }

/** What the timeline keeps of an entry. `words`: without private numbers. */
export function entryWords(source: EntrySource, words: string): string {
  switch (source.origin) {
    case 'cadre_survey':
      return `干部摸排：${words}`
    case 'data_comparison': {
      const day = dayWords(new Date(`${source.date}T00:00:00+08:00`))
      return `${officeWords(source.department)}${day}比对：${words}`
    }
  }
}

function officeWords(office: Office): string {
  return office in DEPARTMENT_WORDS ? DEPARTMENT_WORDS[office as Department] : DATA_HOLDER_LABEL[office as DataHolder]
}
