import type { Finding, LeadAction, LeadStatus } from '../../contract/lead.ts'
import { RISK_TYPE_LABEL } from '../../contract/terms.ts'
import { levelAbove, type Placement, placeLead } from '../routing/place-lead.ts'
import type { Cadre, Roster } from '../routing/roster.ts'
import { cadreWords } from '../words/person.ts'
import { dayWords, whenWords } from '../words/when.ts'
import type { Lead, LeadEvent, LeadEventKind } from './lead.ts'
import { OUTCOME_WORDS, STATUS_WORDS, verifiedText } from './words.ts'

type Action = LeadAction['action']

/** Every legal move: in which states a lead takes it, and whether only its holder may make it. */
const MOVES = {
  claim: { from: ['open'], holderOnly: false },
  note: { from: ['open', 'claimed', 'visited', 'verified'], holderOnly: false },
  visit: { from: ['claimed', 'visited'], holderOnly: true },
  transfer: { from: ['open', 'claimed', 'visited', 'verified'], holderOnly: true },
  return: { from: ['open', 'claimed', 'visited'], holderOnly: true },
  verify: { from: ['claimed', 'visited'], holderOnly: true },
  close: { from: ['verified'], holderOnly: true },
} satisfies Record<Action, { from: LeadStatus[]; holderOnly: boolean }>

/**
 * What the residents hear: the household itself, and whoever only reported for it. He hears that somebody has taken it, was
 * there, or is done; what was found in somebody's house is told to nobody else.
 */
export interface News {
  own: string
  other: string | null
}

type Acted = { kind: 'done'; lead: Lead; event: LeadEvent; news: News | null } | { kind: 'refused'; why: string }

interface ActContext {
  now: Date
  roster: Roster
  /** For `transfer`: who may hold this lead, by area. */
  candidates: Cadre[]
}

/** What a cadre's action makes of a lead. Pure: the caller stores lead and event under a version check and sends the news. */
export function act(lead: Lead, action: LeadAction, by: Cadre, context: ActContext): Acted {
  const move = MOVES[action.action]
  if (action.action === 'claim' && lead.status === 'claimed' && lead.holderId === by.id)
    return { kind: 'refused', why: '这条您已经接了，去了户里请记“已入户”。' }
  if (!(move.from as LeadStatus[]).includes(lead.status))
    return { kind: 'refused', why: `这条线索现在是“${STATUS_WORDS[lead.status]}”，不能这样办。` }
  if (move.holderOnly && lead.holderId !== by.id && !isAbove(lead, by, context.roster))
    return { kind: 'refused', why: '这条线索在别的干部手里，要先接过来。' }

  const done = (kind: LeadEventKind, change: Partial<Lead>, text: string, news: News | null): Acted => {
    const next = { ...lead, ...change, version: lead.version + 1 }
    const author = { kind: 'cadre' as const, id: by.id, name: cadreWords(by) }
    const event = {
      leadId: lead.id,
      seq: next.version,
      kind,
      at: context.now,
      by: author,
      text,
      reportId: null,
      attachments: [],
    }
    return { kind: 'done', lead: next, event, news }
  }
  const matter = `您报的${lead.number}（${RISK_TYPE_LABEL[lead.riskType]}）`

  switch (action.action) {
    case 'claim': {
      const own = lead.holderId === by.id
      // What went up, because somebody was not content or nobody below could, must not be taken down again by those below.
      if (!own && rankOfHolder(lead, context.roster) > RANK[by.role])
        return { kind: 'refused', why: '这条线索已经交到上一级，请等上级来办。' }
      const change = own ? {} : ({ holderId: by.id, rule: 'transferred', reason: `${by.name}主动接单` } as const)
      const by_ = lead.dueAt > context.now ? `，${whenWords(lead.dueAt, context.now)}前联系您` : '，会尽快联系您'
      return done('claimed', { ...change, status: 'claimed' }, '接单', {
        own: `${matter}，${cadreWords(by)}已经接手${by_}。`,
        other: `${matter}，${cadreWords(by)}已经接手。`,
      })
    }
    case 'note':
      return done('noted', {}, action.text, null)
    case 'visit': {
      const dueAt = finishing(lead)
      const result = dueAt > context.now ? `${dayWords(dueAt)}前给您结果` : '会尽快给您结果'
      return done('visited', { status: 'visited', dueAt }, action.text, {
        own: `${matter}，${cadreWords(by)}已经上门了解情况。${result}。`,
        other: `${matter}，${cadreWords(by)}已经上门了解情况。`,
      })
    }
    case 'verify':
      return done(
        'verified',
        { status: 'verified', dueAt: finishing(lead) },
        verifiedText(action.finding, action.findings),
        { own: VERIFIED_NEWS[action.finding](matter), other: null },
      )
    case 'close':
      return done('closed', { status: 'closed' }, `${OUTCOME_WORDS[action.outcome]}：${action.text}`, {
        own: `${matter}办结了：${OUTCOME_WORDS[action.outcome]}。您要是不满意，直接回“不满意”。`,
        other: `${matter}已经办完。谢谢您替他们操心。`,
      })
    case 'transfer': {
      const to = context.candidates.find((cadre) => cadre.id === action.to)
      if (!to) return { kind: 'refused', why: '不能转给这位干部：他不管这个村，或者不在岗。' }
      if (to.id === lead.holderId) return { kind: 'refused', why: '这条线索已经在他手里了。' }
      const reason = `${by.name}转给${to.name}：${action.reason}`
      return done(
        'transferred',
        { ...handOver(to), rule: 'transferred', reason },
        reason,
        toBoth(`${matter}，现在由${cadreWords(to)}来办。`),
      )
    }
    case 'return': {
      const back = sentBack(lead, roleOf(lead.holderId, context.roster) ?? by.role, context.roster)
      if (back.kind === 'nobody_on_duty' || back.assignment.holder.id === lead.holderId)
        return { kind: 'refused', why: '没有别的干部可以退给，请转给别人或继续办。' }
      const to = back.assignment.holder
      const reason = `${by.name}退回${to.name}：${action.reason}`
      return done(
        'returned',
        { ...handOver(to), rule: 'returned', reason },
        reason,
        toBoth(`${matter}，现在由${cadreWords(to)}来办。`),
      )
    }
  }
}

const VERIFIED_NEWS: Record<Finding, (matter: string) => string> = {
  true: (matter) => `${matter}，已经核实，情况属实，正在按规定办。`,
  not_true: (matter) => `${matter}，干部核实后认为不符合。您不同意就回“不满意”。`,
  cannot_reach: (matter) => `${matter}，干部联系不上您。请回一个能打通的电话。`,
}

export function toBoth(text: string): News {
  return { own: text, other: text }
}

/** Whoever got it only after it should have been finished has the time that he was given. */
function finishing({ dueAt, finishBy }: Lead): Date {
  return dueAt > finishBy ? dueAt : finishBy
}

/** The clock goes on when a lead changes hands: the new holder has what time is left. */
function handOver(to: Cadre): Pick<Lead, 'holderId' | 'status'> {
  return { holderId: to.id, status: 'open' }
}

function roleOf(cadreId: string, roster: Roster): Cadre['role'] | null {
  return roster.cadres.find((cadre) => cadre.id === cadreId)?.role ?? null
}

const RANK: Record<Cadre['role'], number> = {
  village_cadre: 0,
  township_officer: 1,
  county_officer: 2,
  department_officer: -1,
  admin: -1,
}

/** Township and county officers may act for those below them, such as for a holder who has left. */
function isAbove(lead: Lead, by: Cadre, roster: Roster): boolean {
  return RANK[by.role] > rankOfHolder(lead, roster)
}

function rankOfHolder(lead: Lead, roster: Roster): number {
  return RANK[roleOf(lead.holderId, roster) ?? 'village_cadre']
}

/** A village gives back to the township that watches over it; township and county give back to the village. */
function sentBack(lead: Lead, role: Cadre['role'], roster: Roster): Placement {
  return role === 'village_cadre' ? levelAbove(lead.region, role, roster) : placeLead(lead.region, null, roster)
}
