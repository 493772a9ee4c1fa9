import { z } from 'zod'
import { DutyClockRule, DutyRule, PublicityRule } from './duties.ts'
import { HardshipWatchRule, IncomeWatchRule, LineRule, MarginRule } from './lines.ts'
import * as measures from './measures.ts'
import { LeavingRule, ProcedureRule } from './procedure.ts'
import * as scope from './scope.ts'

/** One rule of a paper as data. Its name in the pack says which rule of a wider region it replaces. */
export const Rule = z.discriminatedUnion('kind', [
  LineRule,
  MarginRule,
  IncomeWatchRule,
  HardshipWatchRule,
  scope.GroupsRule,
  scope.ScaleRule,
  scope.IncomeWindowRule,
  scope.TriggersRule,
  scope.ContentsRule,
  scope.EntryWaysRule,
  scope.PriorityRule,
  ProcedureRule,
  LeavingRule,
  DutyRule,
  DutyClockRule,
  PublicityRule,
  measures.MeasuresRule,
  measures.ByLabourRule,
  measures.ShareRule,
  measures.BonusRule,
  measures.EmploymentServicesRule,
  measures.ReferralsRule,
  measures.MatchCheckRule,
  measures.FittingAgesRule,
  measures.AnswerWithinRule,
  measures.GivenWithinRule,
  measures.PracticeRule,
])
export type Rule = z.infer<typeof Rule>
