import type { CaseCommand } from '../../contract/case-command.ts'
import { maskName } from '../words/person.ts'
import { chinaDay } from '../words/when.ts'
import type { CaseActed, CaseContext } from './acted.ts'
import type { PostedNotice } from './case-action.ts'
import { type CaseState, currentSteps, openObjections } from './case-state.ts'
import { recordedForWords } from './do-steps.ts'
import type { Doing } from './doing.ts'
import { findStep, refused } from './moves.ts'
import { daysCounted, earliestEnd } from './notice-clock.ts'
import { tellAll, tellHousehold } from './recorder.ts'
import { maskedWords, namesIn, onDay, stepName } from './words.ts'

type Of<C extends CaseCommand['command']> = Extract<CaseCommand, { command: C }>

/**
 * A notice may be entered after it was put up, for a village without a network, but not as put up before the step that it
 * follows was done: so the days can't be made to run ahead of the case.
 */
export function postNotice({ record, at, recordedFor, context }: Doing, command: Of<'post_notice'>): CaseActed {
  const { step } = at
  const today = chinaDay(context.now)
  if (command.from > today) return refused('张贴的日子还没到，贴出来以后再登记。', step.citation)
  const earliest = lastDoneDay(record.state, step.after)
  if (command.from < earliest) return refused(`张贴的日子太早：前一步${onDay(earliest)}才办完。`, step.citation)
  const notice = posted(command, command.from, context)
  record.add(
    { kind: 'notice_posted', step: step.step, notice },
    `${onDay(notice.from)}在${notice.place}张贴，名单：${notice.list.join('、')}${recordedForWords(recordedFor)}`,
  )
  tellHousehold(record, `名单${onDay(notice.from)}起公示，最少${leastWords(at)}。名单上只写姓，不写全名。`)
  return record.done()
}

/** Other content is another notice: those who have read the old one have not read this, so the days count from today. */
export function changeNotice({ record, at, recordedFor, context }: Doing, command: Of<'change_notice'>): CaseActed {
  const notice = posted(command, chinaDay(context.now), context)
  record.add(
    { kind: 'notice_changed', step: at.step.step, notice },
    `内容有改动，重新公示，天数从头算。地点：${notice.place}，名单：${notice.list.join('、')}${recordedForWords(recordedFor)}`,
  )
  tellHousehold(record, `公示的内容有改动，从今天重新公示，最少${leastWords(at)}。`)
  return record.done()
}

export function endNotice({ record, at, recordedFor, context }: Doing): CaseActed {
  const { step, notice } = at
  if (!notice || !step.least) throw new Error(`step ${step.step} is no running notice`)
  const today = chinaDay(context.now)
  const end = earliestEnd(notice, step.least, context.isWorkingDay)
  if (!end || today < end) {
    const counted = daysCounted(notice, step.least, today, context.isWorkingDay)
    const from = end ? `，${onDay(end)}起才能结束` : ''
    return refused(`公示最少要满${leastWords(at)}，现在满了${counted}天${from}。`, step.citation)
  }
  record.add(
    { kind: 'notice_ended', step: step.step },
    `公示满了${leastWords(at)}，没有异议或已处理完${recordedForWords(recordedFor)}`,
  )
  tellAll(record, step, context.householder, '公示期满了，正在往下办。')
  return record.done()
}

export function raiseObjection({ record, at, context }: Doing, command: Of<'raise_objection'>): CaseActed {
  const from = command.from ? maskName(command.from) : '不愿留名的群众'
  const words = maskedWords(command.text, namesIn(context))
  record.add({ kind: 'objection_raised', step: at.step.step, from, words }, `${from}提出：${words}。公示停下来算`)
  tellHousehold(record, '有人对公示有不同意见，干部会查清楚。查清以前，公示的天数先停着。')
  const text = `${record.state.opened.number}：公示收到一条异议，天数停下来了，请查清处理。`
  for (const whom of at.step.by) record.tell({ whom, text })
  return record.done()
}

export function settleObjection(doing: Doing, command: Of<'settle_objection'>): CaseActed {
  const { record, at, recordedFor, context } = doing
  const { step } = at
  const open = openObjections(record.state, step.step)
  const one = open.find(({ objection }) => objection === command.objection)
  if (!one) return refused('没有这条还没处理的异议。', step.citation)
  const words = maskedWords(command.text, namesIn(context))
  const { objection, upheld } = command
  if (!upheld) {
    record.add(
      { kind: 'objection_settled', step: step.step, objection, upheld, words, backTo: null },
      `异议不成立：${words}${recordedForWords(recordedFor)}`,
    )
    const more = open.length > 1 ? '还有别的意见在查。' : '公示接着算天数。'
    tellHousehold(record, `对公示的一条意见查清了，不影响您家。${more}`)
    return record.done()
  }
  if (open.length > 1) return refused('还有别的异议，先一条一条查清，最后再退回重办。', step.citation)
  const to = command.backTo ? findStep(record.state, command.backTo) : null
  if (!to) return refused('异议成立的，要说明退回到哪一步重办。', step.citation)
  if (!comesBefore(record.state, to.step.step, step.step))
    return refused(`“${stepName(to.step)}”不在这次公示前面，不能退到那里。`, step.citation)
  record.add(
    { kind: 'objection_settled', step: step.step, objection, upheld, words, backTo: to.step.step },
    `异议成立：${words}。退回“${stepName(to.step)}”重办，后面的都要重来${recordedForWords(recordedFor)}`,
  )
  tellHousehold(record, `对公示的意见查过了，有几处要重新核实。要从“${stepName(to.step)}”重新办起。`)
  return record.done()
}

/** Whether `earlier` is among the steps that `later` builds on, at whatever distance. */
export function comesBefore(state: CaseState, earlier: string, later: string): boolean {
  const step = findStep(state, later)
  return step?.step.after.some((name) => name === earlier || comesBefore(state, earlier, name)) ?? false
}

function posted(command: Of<'post_notice'> | Of<'change_notice'>, from: string, context: CaseContext): PostedNotice {
  const listed = [...new Set([context.householder, ...command.others])]
  const names = [...listed, ...context.family]
  return {
    place: maskedWords(command.place, names),
    list: listed.map(maskName),
    content: maskedWords(command.content, names),
    photos: command.photos,
    from,
  }
}

function leastWords({ step }: Doing['at']): string {
  if (!step.least) return '几天'
  return `${step.least.days}${step.least.counted === 'working' ? '个工作日' : '天'}`
}

function lastDoneDay(state: CaseState, steps: string[]): string {
  const days = currentSteps(state)
    .filter(({ step }) => steps.includes(step.step))
    .map(({ doneAt }) => chinaDay(doneAt ?? state.openedAt))
  return days.sort().at(-1) ?? chinaDay(state.openedAt)
}
