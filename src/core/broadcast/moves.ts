import type { BroadcastState } from '../../contract/broadcast.ts'

/** What people do with a broadcast, and what its own course does: `start` and `finish`. */
export const MOVES = [
  'edit',
  'submit',
  'return',
  'approve',
  'schedule',
  'start',
  'pause',
  'resume',
  'stop',
  'finish',
  'retry',
] as const
export type Move = (typeof MOVES)[number]

/** Where each move leads; what is not named is not possible. */
export const LEGAL_MOVES = {
  draft: { edit: 'draft', submit: 'submitted', stop: 'stopped' },
  submitted: { return: 'draft', approve: 'approved', stop: 'stopped' },
  approved: { schedule: 'scheduled', stop: 'stopped' },
  // A time may be changed as long as nothing has begun.
  scheduled: { schedule: 'scheduled', start: 'sending', stop: 'stopped' },
  sending: { pause: 'paused', stop: 'stopped', finish: 'done' },
  paused: { resume: 'sending', stop: 'stopped' },
  done: { retry: 'sending' },
  stopped: {},
} as const satisfies Record<BroadcastState, Partial<Record<Move, BroadcastState>>>

export const MOVE_WORDS: Record<Move, string> = {
  edit: '修改',
  submit: '送审',
  return: '退回修改',
  approve: '批准',
  schedule: '安排发送',
  start: '开始发',
  pause: '暂停',
  resume: '接着发',
  stop: '停发',
  finish: '发完',
  retry: '重发没发成的',
}

export function after(state: BroadcastState, move: Move): BroadcastState | null {
  const moves: Partial<Record<Move, BroadcastState>> = LEGAL_MOVES[state]
  return moves[move] ?? null
}
