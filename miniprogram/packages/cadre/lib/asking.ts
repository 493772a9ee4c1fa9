import type { z } from 'zod'
import type { CardQuestionList, CardQuestionView } from '../../../../src/contract/card-question.ts'
import type { HandoverList, HandoverSummary } from '../../../../src/contract/handover.ts'
import { readKept } from './copies'
import { clock, spanWords } from './when'

/** Who wants a word of a person: those who asked for one, and those whose question no card answers. */
export interface Asking {
  /** Not yet given back to the machine. */
  handovers: HandoverSummary[]
  questions: CardQuestionView[]
  more: boolean
  since: string | null
}

/** @throws ApiProblem where there is neither a line nor what was read last. */
export async function readAsking(): Promise<Asking> {
  const [talks, asked] = await Promise.all([
    readKept<z.infer<typeof HandoverList>>('/api/handovers'),
    readKept<CardQuestionList>('/api/card-questions'),
  ])
  return {
    handovers: talks.answer.handovers.filter(isGoing),
    questions: asked.answer.questions,
    more: talks.answer.more || asked.answer.more,
    since: talks.since ?? asked.since,
  }
}

export function isGoing({ state }: HandoverSummary): boolean {
  return state === 'open' || state === 'answered'
}

/** For the queue: empty where nobody waits for him. */
export function askingWords({ handovers, questions }: Asking): string {
  const waiting = handovers.filter(({ waitingSince, mayAnswer }) => waitingSince !== null && mayAnswer).length
  return [
    ...(waiting > 0 ? [`${waiting} 个人等您回话`] : []),
    ...(questions.length > 0 ? [`${questions.length} 个问题没人答`] : []),
  ].join('，')
}

export function talkLines(handovers: HandoverSummary[], now: Date) {
  return handovers.map(({ id, name, place, holder, second, mayAnswer, waitingSince, lastAt }) => ({
    id,
    name: name ?? '村民',
    place,
    waits: waitingSince ? `等了 ${spanWords(waitingSince, now)}` : '',
    note: `${mayAnswer ? '您' : [holder, ...(second ? [second] : [])].map((each) => each.name).join('、')}在回 · ${clock(lastAt, now)}`,
  }))
}

export function questionLines(questions: CardQuestionView[], now: Date) {
  return questions.map(({ id, question, place, askedAt }) => ({
    id,
    question,
    note: `${place} · ${clock(askedAt, now)}问的`,
  }))
}
