/**
 * A resident to test with: `await wang.says('房子漏雨').hears(/哪个村/)`. Everything runs through the real `hear`, `understand`
 * and `converse`; the state is written and read as JSON between turns, and a small stand-in for the caller makes leads.
 * All people and numbers in these tests are invented.
 */
import { expect } from 'vitest'
import { hear } from '../../../src/app/hear.ts'
import type { Vault } from '../../../src/app/ports/outside.ts'
import type { Block, ReceiptLead } from '../../../src/contract/block.ts'
import type { Inbound } from '../../../src/contract/chat.ts'
import type { OwnHousehold } from '../../../src/core/card/household-policies.ts'
import type {
  ConversationState,
  DialogueContext,
  DialogueEvent,
  Known,
  MyLead,
  Report,
} from '../../../src/core/dialogue/conversation.ts'
import { converse, freshState, needs } from '../../../src/core/dialogue/converse.ts'
import { type HandBack, handBack, handoverReplies } from '../../../src/core/dialogue/handover.ts'
import { passedOnReplies } from '../../../src/core/dialogue/policy-question.ts'
import { PRIVACY_NOTICE } from '../../../src/core/dialogue/privacy-notice.ts'
import { beforeQuestion, contactOf, receiptReplies } from '../../../src/core/dialogue/receipt.ts'
import { STATUS_FOR_HIM } from '../../../src/core/lead/resident-words.ts'
import { chinaDay } from '../../../src/core/words/when.ts'
import { wengyuan } from '../region/wengyuan.ts'
import { CARDS } from './cards.fixture.ts'
import { expectPlainReplies } from './plain-language.ts'

const masked = (value: string) => `${value.slice(0, 3)}****${value.slice(-4)}`

/** Seals nothing, so that golden files can be read. */
export const openVault: Vault = {
  seal: (kind, value) => ({
    kind,
    sealed: `sealed:${masked(value)}`,
    masked: masked(value),
    hash: `hash:${masked(value)}`,
  }),
  open: (sealed) => sealed,
  sealText: (text) => text,
  hash: (value) => value,
  sameHash: (value, hash) => value === hash,
}

export interface Heard {
  replies: Block[]
  events: DialogueEvent[]
  /** All that can be read in the replies, buttons included. */
  text: string
}

interface MadeLead extends MyLead {
  household: string
}

export class Resident {
  now = new Date('2026-11-23T10:00:00+08:00')
  state: ConversationState
  leads: MadeLead[] = []
  dutyCadre: string | null = '王建国（村干部）'
  /** His own, where it is known for sure. */
  household: OwnHousehold | null = null
  /** Who has the word, or had it last. */
  person = ''
  noticeVersion = PRIVACY_NOTICE.version
  last: Heard = { replies: [], events: [], text: '' }
  reported: Report[] = []
  #pictures = 0

  constructor(known: Known = {}) {
    this.state = freshState(known)
  }

  says(text: string): this {
    return this.sends({ kind: 'text', text })
  }

  sendsPicture(): this {
    return this.sends({
      kind: 'picture',
      attachment: `00000000-0000-4000-8000-${String(++this.#pictures).padStart(12, '0')}`,
    })
  }

  /** With `words`: what was recognised of it. */
  sendsVoice(words?: string): this {
    return this.sends({
      kind: 'voice',
      attachment: `00000000-0000-4000-9000-${String(++this.#pictures).padStart(12, '0')}`,
      ...(words === undefined ? {} : { text: words }),
    })
  }

  /** A message without letters: the open question is asked again as it stands. */
  sendsNothing(): this {
    return this.says('。。。')
  }

  sendsLocation(label: string): this {
    return this.sends({ kind: 'location', latitude: 24.4, longitude: 114.1, label })
  }

  sends(message: Inbound): this {
    const { heard } = hear(message, openVault, wengyuan, chinaDay(this.now))
    const wanted = needs(this.state, heard)
    const context: DialogueContext = {
      ...this.#context(),
      // Only what was asked for is there, as in the caller.
      leads: wanted.leads ? this.leads : [],
      dutyCadre: wanted.dutyCadre ? this.dutyCadre : null,
      household: wanted.household ? this.household : null,
    }
    const answer = converse(this.state, heard, context)
    const replies = beforeQuestion(answer.replies, this.#carryOut(answer.events, context))
    this.state = JSON.parse(JSON.stringify(answer.state))
    expect(this.state).toEqual(JSON.parse(JSON.stringify(structuredClone(answer.state))))
    expectPlainReplies(replies)
    this.last = { replies, events: answer.events, text: JSON.stringify(replies) }
    return this
  }

  waits(minutes: number): this {
    this.now = new Date(this.now.getTime() + minutes * 60_000)
    return this
  }

  hears(...patterns: RegExp[]): this {
    for (const pattern of patterns) expect(this.last.text).toMatch(pattern)
    return this
  }

  hearsNot(...patterns: RegExp[]): this {
    for (const pattern of patterns) expect(this.last.text).not.toMatch(pattern)
    return this
  }

  causes(...kinds: DialogueEvent['kind'][]): this {
    expect(this.last.events.map((event) => event.kind)).toEqual(kinds)
    return this
  }

  /** The cadre's side: a lead gets another status. */
  becomes(status: MyLead['status'], ...numbers: string[]): this {
    for (const { id } of this.leads.filter((lead) => numbers.includes(lead.number))) this.#setStatus(id, status)
    return this
  }

  /** The word comes back to the bot without his doing. */
  getsBack(why: HandBack): Block[] {
    const context = { ...this.#context(), leads: this.leads }
    const answer = handBack(this.state, why, context)
    this.state = JSON.parse(JSON.stringify(answer.state))
    expectPlainReplies(answer.replies)
    this.last = { replies: answer.replies, events: answer.events, text: JSON.stringify(answer.replies) }
    return answer.replies
  }

  #context(): DialogueContext {
    return {
      now: this.now,
      county: wengyuan.county,
      regions: wengyuan,
      notice: { ...PRIVACY_NOTICE, version: this.noticeVersion },
      leads: [],
      dutyCadre: null,
      cards: () => CARDS(chinaDay(this.now)),
      household: null,
    }
  }

  /** Stand-in for the caller: one lead per household and risk type, repeats merged. */
  #carryOut(events: DialogueEvent[], context: DialogueContext): Block[] {
    const replies: Block[] = []
    for (const event of events) {
      if (event.kind === 'withdrawn') this.#setStatus(event.leadId, 'withdrawn')
      if (event.kind === 'handover_asked') {
        this.person = personFor(event.region)
        replies.push(...handoverReplies(this.person, event.inEmergency))
      }
      if (event.kind === 'card_question')
        replies.push(...passedOnReplies({ kind: 'passed_on', who: personFor(event.region) }))
      if (event.kind === 'reported')
        replies.push(...receiptReplies(this.#take(event.report), context, contactOf(event.report)))
    }
    return replies
  }

  #setStatus(id: string, status: MyLead['status']): void {
    this.leads = this.leads.map((lead) => (lead.id === id ? { ...lead, status, news: STATUS_FOR_HIM[status] } : lead))
  }

  #take(report: Report): ReceiptLead[] {
    this.reported.push(report)
    const household = `${report.village}/${report.householdName}`
    return report.risks.map(({ type }) => {
      const before = this.leads.find(
        (lead) =>
          !['closed', 'withdrawn'].includes(lead.status) &&
          (lead.id === report.continues || (lead.riskType === type && lead.household === household)),
      )
      const number = before?.number ?? `A${1001 + this.leads.length}`
      const dueAt = new Date(this.now.getTime() + (report.urgency === 'emergency' ? 2 : 24) * 3_600_000)
      const holder = '王建国（村干部）'
      if (!before)
        this.leads.push({
          id: `lead-${number}`,
          number,
          riskType: type,
          status: 'open',
          holder,
          dueAt,
          news: STATUS_FOR_HIM.open,
          household,
        })
      return { number, riskType: type, merged: before !== undefined, holder, dueAt: dueAt.toISOString() }
    })
  }
}

/** Stand-in for routing. */
function personFor(region: string): string {
  return region.length === 12 ? '王建国（村干部）' : region.length === 9 ? '赵明（乡镇干部）' : '钱芳（县级干部）'
}

export const KNOWN = {
  name: '王秀英',
  village: '440229106201',
  people: 4,
  phone: openVault.seal('phone', '13800000001'),
}

/** All the way to the read-back of a leaking roof. */
export function atReadBack(): Resident {
  const wang = new Resident(KNOWN)
  return wang
    .says('我家房子漏雨半年了')
    .says('同意')
    .says('不想说')
    .hears(/请您核对/)
}

export function withLead(): Resident {
  return atReadBack().says('确认提交').causes('reported')
}
