/** A cadre at his screen: takes up what he sees, step by step, and asks again for every step that got no answer. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from 'zod'
import { type LeadAction, LeadDetail, type LeadSummary, QueuePage } from '../../src/contract/lead.ts'
import { type Answered, call } from '../adapters/http/call.ts'
import type { Lives } from './lives.ts'
import type { Random } from './random.ts'

/** He does not stop before so many of his steps were taken. */
const STEPS = 8

export interface Step {
  leadId: string
  action: z.infer<typeof LeadAction>
  /** Within the words of the event, so that it is recognised; a claim has no words of its own. */
  mark: string | null
  /**
   * `unknown`: no answer came. `late`: somebody was faster, perhaps he himself by the request that got no answer.
   * `not_possible`: another holds it.
   */
  outcome: 'unknown' | 'done' | 'late' | 'not_possible'
  unanswered: number
}

export class Officer {
  readonly id: string
  readonly steps: Step[] = []
  readonly oddities: string[] = []
  #token: string | undefined
  readonly #lives: Lives
  readonly #random: Random

  constructor(id: string, lives: Lives, random: Random) {
    this.id = id
    this.#lives = lives
    this.#random = random
  }

  get done(): Step[] {
    return this.steps.filter((step) => step.outcome === 'done')
  }

  async live(): Promise<void> {
    while (!this.#isDone()) {
      const url = await this.#lives.up()
      try {
        this.#token ??= await logIn(url, this.id)
        await this.#work(url, this.#token)
      } catch (error) {
        if (!isBroken(error)) throw error
        await sleep(20 + this.#random.below(60))
      }
    }
  }

  #isDone(): boolean {
    const open = this.steps.some((step) => step.outcome === 'unknown')
    return this.#lives.over && !open && this.done.length >= STEPS
  }

  async #work(url: string, token: string): Promise<void> {
    for (const step of this.steps.filter((one) => one.outcome === 'unknown')) await this.#take(url, token, step)
    while (!this.#isDone()) {
      await sleep(20 + this.#random.below(100))
      const { status, body } = await call(url, 'GET', '/api/leads?mine=false&limit=100', { token })
      // A session that was given is not forgotten.
      if (status !== 200) throw new Error(`the queue answered ${status} ${JSON.stringify(body)}`)
      const { leads } = QueuePage.parse(body)
      if (leads.length === 0) continue
      const lead = this.#random.pick(leads)
      const step = this.#stepOn(lead)
      this.steps.push(step)
      await this.#take(url, token, step)
    }
  }

  async #take(url: string, token: string, step: Step): Promise<void> {
    const answer = call(url, 'POST', `/api/leads/${step.leadId}/actions`, { token, body: step.action })
    this.#lives.happened('acting')
    const { status, body } = await answer.catch((error) => {
      step.unanswered++
      throw error
    })
    step.outcome = this.#outcome(status, body, step)
    this.#lives.happened('acted')
  }

  #outcome(status: number, body: Answered['body'], step: Step): Step['outcome'] {
    if (body.code === 'somebody_was_faster') return 'late'
    if (body.code === 'not_possible_now') return 'not_possible'
    if (status !== 200) {
      this.oddities.push(`${step.action.action} was answered ${status} ${JSON.stringify(body)}`)
      return 'not_possible'
    }
    const { version } = LeadDetail.parse(body)
    if (version !== step.action.version + 1)
      this.oddities.push(`${step.action.action} on version ${step.action.version} made version ${version}`)
    return 'done'
  }

  /** Letters only: in a row of digits a phone number may be seen, and masked. */
  #newMark(): string {
    return Array.from({ length: 12 }, () => this.#random.pick([...'ABCDEFGHJKLMNPQRSTUVWXYZ'])).join('')
  }

  #stepOn(lead: LeadSummary): Step {
    const { version } = lead
    const mark = this.#newMark()
    const step = (action: Step['action'], said: string | null): Step => {
      return { leadId: lead.id, action, mark: said, outcome: 'unknown', unanswered: 0 }
    }
    const note = step({ action: 'note', version, text: `打了电话 ${mark}` }, mark)
    if (this.#random.chance(0.2)) return note
    switch (lead.status) {
      case 'open':
        return step({ action: 'claim', version }, null)
      case 'claimed':
        if (this.#random.chance(0.2)) return step({ action: 'return', version, reason: `要镇里来 ${mark}` }, mark)
        return step({ action: 'visit', version, text: `到家里看了 ${mark}` }, mark)
      case 'visited':
        return step({ action: 'verify', version, finding: 'true', findings: `情况属实 ${mark}` }, mark)
      case 'verified':
        return step({ action: 'close', version, outcome: 'helped', text: `已经帮扶 ${mark}` }, mark)
      default:
        return note
    }
  }
}

export async function logIn(url: string, cadreId: string): Promise<string> {
  const { status, body } = await call(url, 'POST', '/api/demo/login', { body: { cadreId } })
  if (status !== 200) throw new Error(`login answered ${status}`)
  return String(body.token)
}

/** fetch says TypeError when the line breaks; half an answer is no JSON. */
export function isBroken(error: unknown): boolean {
  return error instanceof TypeError || error instanceof SyntaxError
}
