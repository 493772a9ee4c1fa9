import { RISK_TYPE_LABEL } from '../contract/terms.ts'
import { type DueLine, digestWords } from '../core/cadre-words/cards.ts'
import { dueNote, UNDONE_STATUSES } from '../core/lead/escalate.ts'
import type { Lead } from '../core/lead/lead.ts'
import { chinaDay, whenWords } from '../core/words/when.ts'
import type { Deps } from './deps.ts'
import type { GroupPost } from './ports/groups.ts'
import type { QueueKey } from './ports/leads.ts'
import type { Tx } from './ports/store.ts'
import { reachesCadres } from './tell-groups.ts'

const PAGE = 200
/** It is for the morning, on China's clock; a process that starts later says nothing of it. */
const FROM_HOUR = 8
const UNTIL_HOUR = 12
const CHINA_MS = 8 * 3_600_000

/**
 * What is due today and overdue, for each group of cadres and for each cadre who has bound a contact: written once a day, however often
 * it runs. Answers to how many.
 */
export async function morningDigest(deps: Deps, county: string): Promise<number> {
  const now = deps.clock.now()
  const hour = new Date(now.getTime() + CHINA_MS).getUTCHours()
  if (!reachesCadres(deps) || hour < FROM_HOUR || hour >= UNTIL_HOUR) return 0
  const day = chinaDay(now)
  return deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const pressing = await dueByTonight(tx, now)
    const groups = (await tx.groups.list()).filter(({ kind }) => kind === 'cadres')
    const cadres = [...new Set((await tx.contacts.all()).map(({ cadreId }) => cadreId))]
    const posts: { name: string; to: GroupPost['to']; words: string | null }[] = []
    for (const { channel, groupId, region } of groups) {
      const here = pressing.filter((lead) => lead.region.startsWith(region))
      posts.push({
        name: `${channel}:${groupId}`,
        to: { channel, groupId },
        words: wordsFor(deps, here, now, null),
      })
    }
    for (const cadreId of cadres) {
      const his = pressing.filter((lead) => lead.holderId === cadreId)
      const duties = await dutiesOf(tx, cadreId, now)
      posts.push({ name: cadreId, to: { cadreId }, words: wordsFor(deps, his, now, duties) })
    }
    let told = 0
    for (const { name, to, words } of posts) {
      if (words === null) continue
      await tx.groupPosts.put({ key: `digest:${day}:${name}`, to, leadId: null, words, mentions: [], taps: [] }, now)
      told++
    }
    await tx.announce({ topic: 'post', county })
    return told
  })
}

/** Unfinished leads whose step is due before the day ends, most pressing first. */
async function dueByTonight(tx: Tx, now: Date): Promise<Lead[]> {
  const tonight = new Date(Date.parse(`${chinaDay(now)}T24:00:00+08:00`))
  const found: Lead[] = []
  for (let after: QueueKey | null = null; ; ) {
    const rows = await tx.leads.page({ holderId: null, statuses: UNDONE_STATUSES, limit: PAGE, after })
    found.push(...rows.map(({ lead }) => lead).filter(({ dueAt }) => dueAt < tonight))
    const last = rows.at(-1)?.lead
    if (rows.length < PAGE || !last) break
    after = { urgency: last.urgency, dueAt: last.dueAt, id: last.id }
  }
  // Their case has a clock of its own.
  const cases = await tx.cases.ofLeads(found.map(({ id }) => id))
  return found.filter(({ id }) => !cases.has(id))
}

function wordsFor(deps: Deps, leads: Lead[], now: Date, duties: string | null): string | null {
  const line = (lead: Lead): DueLine => ({
    number: lead.number,
    place: deps.regions(lead.county)?.placeName(lead.region) ?? lead.region,
    kind: RISK_TYPE_LABEL[lead.riskType],
    note: dueNote(lead, now) ?? `${whenWords(lead.dueAt, now)}前`,
  })
  const overdue = leads.filter(({ dueAt }) => dueAt <= now).map(line)
  const due = leads.filter(({ dueAt }) => dueAt > now).map(line)
  return digestWords(now, due, overdue, duties)
}

/** Of the month's duties what presses him; null where nothing does. */
async function dutiesOf(tx: Tx, cadreId: string, now: Date): Promise<string | null> {
  const day = chinaDay(now)
  const span = { first: `${day.slice(0, 7)}-01`, last: day }
  const counts = await tx.duties.counts({ span, holderId: cadreId, region: null, now })
  const sum = (name: 'soon' | 'overdue') => counts.reduce((total, each) => total + each[name], 0)
  const [soon, overdue] = [sum('soon'), sum('overdue')]
  return soon + overdue > 0 ? `本月任务：快到期${soon}项，超期${overdue}项。` : null
}
