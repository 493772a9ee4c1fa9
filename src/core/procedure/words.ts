import { STEP_STATE_LABEL } from '../../contract/case.ts'
import type { Actor } from '../policy/entry.ts'
import type { ProcedureStep } from '../policy/procedure.ts'
import { maskPrivate } from '../understanding/mask-private.ts'
import { findPrivateNumbers } from '../understanding/private-number.ts'
import { cadreWords, maskName } from '../words/person.ts'
import { dayWords } from '../words/when.ts'
import type { CaseContext } from './acted.ts'
import type { CaseAuthor } from './case.ts'
import type { StepState } from './case-state.ts'

export { CASE_PHASE_LABEL as PHASE_WORDS } from '../../contract/case.ts'

export const ACTOR_WORDS: Record<Actor, string> = {
  household: '农户',
  village_committee: '村委会',
  village_cadre: '村干部',
  resident_team: '驻村工作队',
  township: '乡镇',
  township_leader: '乡镇领导',
  county_office: '县里',
  county_leading_group: '县领导小组',
  city_office: '市里',
  departments: '有关部门',
}

export const ACT_WORDS: Record<ProcedureStep['act'], string> = {
  report: '申报',
  verify: '核实',
  deliberate: '评议',
  public_notice: '公示',
  review: '审核',
  compare: '比对',
  approve: '审批',
  announce: '公告',
  mark: '系统标识',
  help: '落实帮扶',
}

/** 村委会公示: a step by its name, where its sentence would be too long. */
export function stepName(step: Pick<ProcedureStep, 'act' | 'by'>): string {
  const [first] = step.by
  return `${first ? ACTOR_WORDS[first] : ''}${ACT_WORDS[step.act]}`
}

export function stepNames(steps: StepState[]): string {
  return steps.map(({ step }) => stepName(step)).join('、')
}

export function authorWords(by: CaseAuthor): string {
  switch (by.kind) {
    case 'cadre':
      return cadreWords(by)
    case 'household':
      return '农户本人'
    case 'system':
      return '系统'
  }
}

/** 9月1日（周三） for a day yyyy-mm-dd. */
export function onDay(day: string): string {
  return dayWords(new Date(`${day}T00:00:00+08:00`))
}

export function stateWords(state: StepState): string {
  return STEP_STATE_LABEL[state.state]
}

/** Whose names must not be read in what is written of a case. */
export function namesIn({ householder, family }: Pick<CaseContext, 'householder' | 'family'>): string[] {
  return [householder, ...family]
}

/** What may hang on a wall: every name as 王**, phone and identity numbers masked. */
export function maskedWords(text: string, names: string[]): string {
  const long = names.filter((name) => [...name].length > 1).sort((a, b) => b.length - a.length)
  const unnamed = long.reduce((words, name) => words.replaceAll(name, maskName(name)), text)
  return maskPrivate(unnamed, findPrivateNumbers(unnamed))
}
