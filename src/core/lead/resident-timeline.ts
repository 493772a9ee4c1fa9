import { OUTCOME_LABEL, type Outcome } from '../../contract/lead.ts'
import type { LeadEvent } from './lead.ts'
import { findingOf } from './words.ts'

/** One thing that happened, as the resident may know it. */
export interface ResidentEntry {
  at: Date
  text: string
  by: string
  mine: boolean
  attachments: string[]
}

/** Who looks: the resident, whether it is his own household's, and when he first reported it. */
export interface Onlooker {
  residentId: string
  own: boolean
  since: Date
}

/**
 * The timeline of a lead for one who reported it. What cadres note among themselves stays theirs; what others reported is nothing of
 * his; and of a neighbour's house he hears what News tells him: that somebody took it up, was there, is done.
 */
export function residentTimeline(events: LeadEvent[], onlooker: Onlooker): ResidentEntry[] {
  return events.flatMap((event) => {
    const mine = event.by.kind === 'resident' && event.by.id === onlooker.residentId
    if (mine) return [entry(event, ownWords(event), '您', event.attachments)]
    if (event.at < onlooker.since) return []
    const text = toldWords(event, onlooker.own)
    return text === null ? [] : [entry(event, text, event.by.kind === 'cadre' ? event.by.name : '系统', null)]
  })
}

function entry(event: LeadEvent, text: string, by: string, own: string[] | null): ResidentEntry {
  return { at: event.at, text, by, mine: own !== null, attachments: own ?? [] }
}

function ownWords(event: LeadEvent): string {
  switch (event.kind) {
    case 'created':
      return event.text ? `您报了：${event.text}` : '您报了这件事'
    case 'withdrawn':
      return '您撤回了'
    case 'not_content':
      return '您说不满意，已经交给上一级'
    case 'added':
      return `您补充了：${event.text}`
    // 又报了一次：…
    default:
      return `您${event.text}`
  }
}

/** Null: not for him. */
function toldWords(event: LeadEvent, own: boolean): string | null {
  switch (event.kind) {
    case 'claimed':
      return own ? '接手了，会联系您' : '接手了'
    case 'visited':
      return '上门了解了情况'
    case 'transferred':
    case 'returned':
      return '换了干部来办'
    case 'escalated':
      return '没有按时办，交给了上一级'
    case 'verified':
      return own ? verifiedWords(event.text) : null
    case 'closed':
      return own ? closedWords(event.text) : '办完了'
    case 'case_opened':
      return own ? '核实属实，开始按程序办' : null
    case 'case_joined':
      return own ? '核实属实，和正在办的合到一起' : null
    case 'merged':
      return own && event.by.kind === 'resident' ? '又有人报了同一件事，合到一起办' : null
    case 'created':
    case 'added':
    case 'noted':
    case 'withdrawn':
    case 'not_content':
      return null
  }
}

const FOUND = {
  true: '核实了：情况属实',
  not_true: '核实后认为不符合，不同意可以说“不满意”',
  cannot_reach: '联系不上您，请留一个能打通的电话',
}

function verifiedWords(text: string): string {
  const finding = findingOf(text)
  return finding ? FOUND[finding] : '核实了'
}

/** The outcome alone: what a cadre wrote behind it is not said to him. */
function closedWords(text: string): string {
  const outcome = (Object.keys(OUTCOME_LABEL) as Outcome[]).find((each) => text.startsWith(`${OUTCOME_LABEL[each]}：`))
  return outcome ? `办结了：${OUTCOME_LABEL[outcome]}` : '办结了'
}
