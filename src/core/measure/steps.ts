import type { Measure } from '../ledger/ledger.ts'

export type MeasureState = Measure['state']
export const MEASURE_STEPS = ['give', 'publish', 'end'] as const
export type MeasureStep = (typeof MEASURE_STEPS)[number]

export const MEASURE_STATE_WORDS: Record<MeasureState, string> = {
  planned: '已计划',
  given: '已落实',
  published: '已公示',
  ended: '已结束',
}

/** Legal moves: from each state, where each step leads. What is not named is refused. */
const MOVES = {
  planned: { give: 'given', end: 'ended' },
  given: { publish: 'published', end: 'ended' },
  published: { end: 'ended' },
  ended: {},
} satisfies Record<MeasureState, Partial<Record<MeasureStep, MeasureState>>>

const STEP_WORDS: Record<MeasureStep, string> = { give: '落实', publish: '公示', end: '结束' }

/** The state after a step, or why it is not possible now. A step can't lie before the one that it follows. */
export function measureStep(
  measure: { state: MeasureState; since: string },
  step: MeasureStep,
  day: string,
  today: string,
): { kind: 'moved'; state: MeasureState } | { kind: 'refused'; why: string } {
  const moves: Partial<Record<MeasureStep, MeasureState>> = MOVES[measure.state]
  const state = moves[step]
  if (!state)
    return { kind: 'refused', why: `这项措施${MEASURE_STATE_WORDS[measure.state]}，现在不能${STEP_WORDS[step]}。` }
  if (day > today) return { kind: 'refused', why: '日子还没到，不能先记。' }
  if (day < measure.since) return { kind: 'refused', why: '日子比上一步还早，请核对。' }
  return { kind: 'moved', state }
}
