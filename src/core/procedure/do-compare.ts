import { COMPARED_FIELD_LABEL, type ComparedField, DATA_HOLDER_LABEL } from '../../contract/case.ts'
import type { CaseCommand } from '../../contract/case-command.ts'
import { chinaDay } from '../words/when.ts'
import type { CaseActed, CaseContext } from './acted.ts'
import type { FieldAnswer } from './case-action.ts'
import { fieldsToAsk } from './comparison.ts'
import type { Doing } from './doing.ts'
import { refused } from './moves.ts'
import type { Recorder } from './recorder.ts'
import { maskedWords, namesIn } from './words.ts'

type Of<C extends CaseCommand['command']> = Extract<CaseCommand, { command: C }>

/** An office is asked about what it holds and the step compares; about nothing else. */
export function askDepartment({ record, at }: Doing, command: Of<'ask_department'>): CaseActed {
  const { department, fields } = command
  const may = fieldsToAsk(at.step, department)
  const tooMuch = fields.filter((field) => !may.includes(field))
  if (tooMuch.length > 0)
    return refused(`不用问${DATA_HOLDER_LABEL[department]}这些：${fieldWords(tooMuch)}。`, at.step.citation)
  record.add(
    { kind: 'department_asked', step: at.step.step, department, fields: [...new Set(fields)] },
    `请${DATA_HOLDER_LABEL[department]}比对：${fieldWords(fields)}`,
  )
  record.tell({
    whom: 'departments',
    text: `${record.state.opened.number}请${DATA_HOLDER_LABEL[department]}比对：${fieldWords(fields)}。`,
  })
  return record.done()
}

export function recordAnswer({ record, at, context }: Doing, command: Of<'record_answer'>): CaseActed {
  const { department, date, answers } = command
  const { citation } = at.step
  if (date > chinaDay(context.now)) return refused('答复的日期还没到，请核对。', citation)
  const asked = new Set(at.asked.filter((one) => one.department === department).flatMap(({ fields }) => fields))
  const unasked = answers.map(({ field }) => field).filter((field) => !asked.has(field))
  if (unasked.length > 0)
    return refused(`没有请${DATA_HOLDER_LABEL[department]}比对过：${fieldWords(unasked)}。`, citation)
  const stored = answers.map((answer) => masked(answer, context))
  const source = maskedWords(command.source, namesIn(context))
  record.add(
    { kind: 'department_answered', step: at.step.step, department, source, date, answers: stored },
    `${DATA_HOLDER_LABEL[department]}答复（${source}，${date}）：${answerWords(stored)}`,
  )
  return record.done()
}

/** What the household says of itself stands beside the offices' answers; it proves nothing and is overruled by nothing. */
export function stateHousehold(record: Recorder, command: Of<'state_household'>, context: CaseContext): CaseActed {
  const stated = command.stated.map((answer) => masked(answer, context))
  record.add({ kind: 'household_stated', stated }, `农户说：${answerWords(stated)}`)
  return record.done()
}

function masked(answer: FieldAnswer, context: CaseContext): FieldAnswer {
  return { ...answer, words: answer.words && maskedWords(answer.words, namesIn(context)) }
}

function fieldWords(fields: ComparedField[]): string {
  return [...new Set(fields)].map((field) => COMPARED_FIELD_LABEL[field]).join('、')
}

function answerWords(answers: FieldAnswer[]): string {
  return answers
    .map(
      ({ field, has, words }) => `${COMPARED_FIELD_LABEL[field]}${has ? '有' : '没有'}${words ? `（${words}）` : ''}`,
    )
    .join('、')
}
