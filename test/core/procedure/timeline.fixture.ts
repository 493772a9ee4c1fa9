import { expect } from 'vitest'
import { isWorkingDay } from '../../../src/adapters/working-days.ts'
import { CASE_PHASE_LABEL, CaseRecord } from '../../../src/contract/case.ts'
import { CaseCommand } from '../../../src/contract/case-command.ts'
import { citationWords } from '../../../src/core/policy/citation.ts'
import type { CaseActed } from '../../../src/core/procedure/acted.ts'
import type { CaseAction } from '../../../src/core/procedure/case-action.ts'
import { CASE_ACTION_LABEL } from '../../../src/core/procedure/case-action.ts'
import { type CaseState, currentSteps } from '../../../src/core/procedure/case-state.ts'
import { foldCase } from '../../../src/core/procedure/fold.ts'
import { openCase } from '../../../src/core/procedure/open-case.ts'
import { viewCase } from '../../../src/core/procedure/view.ts'
import { ACTOR_WORDS, authorWords, onDay } from '../../../src/core/procedure/words.ts'
import { chinaDay } from '../../../src/core/words/when.ts'
import { expectPlain } from '../dialogue/plain-language.ts'
import { at, contextOf, does, evidenceFor, factsOf, HOUSEHOLDER, leadOf, PHOTO } from './household.fixture.ts'

/** A command as it comes over the wire, without the version: it is parsed like any other. */
export type Move = Record<string, unknown>

/** Plays the case of one household and writes down what happened: a page that an office can read. */
export class Timeline {
  private lines: string[]
  readonly actions: CaseAction[] = []
  private today = ''
  private readonly region: string

  constructor(title: string, region: string) {
    this.region = region
    this.lines = [title]
  }

  get state(): CaseState {
    return foldCase(this.actions)
  }

  opens(found: string, day: string): void {
    const now = at(day)
    this.lines.push('', `${onDay(found)}报上来，${onDay(day)}已核实属实。`)
    const facts = factsOf(this.region, now, [leadOf(this.region, at(found))])
    this.take(day, openCase(facts, contextOf(this.region, now)), '立案')
    const { procedure, finishSource } = this.state.opened
    this.lines.splice(1, 0, `程序：${citationWords(procedure.citation)}`, `期限：${finishSource}`)
    if (procedure.runOut) this.lines.splice(2, 0, procedure.runOut)
  }

  /** A command on a day; the evidence that the step asks for is filled in where none is given. */
  does(day: string, who: string, move: Move): void {
    const acted = does(this.state, who, at(day), this.command(move))
    expect(acted.kind === 'refused' ? acted.why : 'done').toBe('done')
    this.take(day, acted, String(move.command))
  }

  cannot(day: string, who: string, move: Move, tried: string): void {
    const acted = does(this.state, who, at(day), this.command(move))
    if (acted.kind === 'done') throw new Error(`${tried} was let through on ${day}`)
    expectPlain(acted.why)
    this.dayLine(day)
    this.lines.push(`  ✗ ${tried}：${acted.why}`, `      依据：${acted.citation ? citationWords(acted.citation) : ''}`)
  }

  /** Put up on a day and ended on the first day on which that is allowed, which is given back. */
  notice(day: string, who: string, step: string): string {
    this.does(day, who, post(step, day))
    const end = this.view(day).steps.find((one) => one.step === step && one.state === 'running')?.earliestEnd
    if (!end) throw new Error(`the notice ${step} does not run`)
    this.does(end, who, { command: 'end_notice', step })
    return end
  }

  view(day: string): CaseRecord {
    const context = { now: at(day), isWorkingDay, householdName: HOUSEHOLDER, place: '演示镇演示村' }
    return CaseRecord.parse(viewCase(this.state, this.actions, context))
  }

  text(): string {
    return `${this.lines.join('\n')}\n`
  }

  private command(move: Move): CaseCommand {
    const step = currentSteps(this.state).find((one) => one.step.step === move.step)?.step
    const filled = step && (move.command === 'complete_step' || move.command === 'approve')
    return CaseCommand.parse({
      version: this.state.version,
      ...(filled ? { evidence: evidenceFor(step) } : {}),
      ...move,
    })
  }

  private take(day: string, acted: CaseActed, what: string): void {
    if (acted.kind === 'refused') throw new Error(`${what}: ${acted.why}`)
    this.dayLine(day)
    this.actions.push(...acted.actions)
    expect(this.state).toEqual(acted.state)
    let cited = ''
    for (const { kind, by, text, basis } of acted.actions) {
      expect(text).not.toContain(HOUSEHOLDER)
      this.lines.push(`  ${authorWords(by)}  ${CASE_ACTION_LABEL[kind]}：${text}`)
      const citation = citationWords(basis.citation)
      if (citation !== cited) this.lines.push(`      依据：${citation}`)
      cited = citation
    }
    for (const { whom, text } of acted.tells) {
      if (whom === 'household') expectPlain(text)
      this.lines.push(`      告诉${ACTOR_WORDS[whom]}：${text}`)
    }
    const { daysLeft, eatenBy, phase, fits } = this.view(day)
    const left = daysLeft === null ? '' : `还剩${daysLeft}天。`
    this.lines.push(`      ${CASE_PHASE_LABEL[phase]}。${left}${eatenBy ? `${eatenBy.says}。` : ''}${fits ?? ''}`)
  }

  private dayLine(day: string): void {
    if (day !== this.today) this.lines.push('', `${day} ${onDay(chinaDay(at(day)))}`)
    this.today = day
  }
}

export function post(step: string, day: string, change: Record<string, unknown> = {}): Move {
  const content = '王建国户，因病，拟纳入监测。有意见请打13800000000'
  return { command: 'post_notice', step, place: '村务公开栏', content, photos: [PHOTO], from: day, ...change }
}

export function complete(step: string): Move {
  return { command: 'complete_step', step }
}

export function approval(step: string, monitoredKind: string | null = 'sudden_severe'): Move {
  return { command: 'approve', step, monitoredKind }
}
