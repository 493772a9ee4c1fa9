import type { LeadAction, LeadDetail } from '../contract/lead.ts'
import { QueueQuery } from '../contract/lead.ts'
import { RISK_TYPE_LABEL } from '../contract/terms.ts'
import {
  doneWords,
  MEANT,
  missingOf,
  noneMeant,
  shownWords,
  stepBefore,
  whichOne,
} from '../core/cadre-words/answers.ts'
import { dueLines } from '../core/cadre-words/cards.ts'
import type { LeadCommand } from '../core/cadre-words/command.ts'
import { type FileKind, isOfKind, sentTogether } from '../core/cadre-words/files-sent.ts'
import { PHOTO_WORDS } from '../core/cadre-words/photo-words.ts'
import type { Lead } from '../core/lead/lead.ts'
import { whenWords } from '../core/words/when.ts'
import { actOnLead } from './act-on-lead.ts'
import { refusalWords } from './cadre-refusal.ts'
import { answer, type CadreSaid, type Heard, SaidBefore, type Speaker } from './cadre-said.ts'
import type { Deps } from './deps.ts'
import { listColleagues } from './list-colleagues.ts'
import { leadSummary, listQueue } from './list-queue.ts'
import { openLead } from './open-lead.ts'
import type { Tx } from './ports/store.ts'
import { isRefusal } from './refusal.ts'
import { idOf } from './set-up-county.ts'

const DAY_MS = 24 * 3_600_000

/** One step on a lead in a cadre's words. `files`: which of what he sent before is meant, where it is not all. */
export async function onLead(
  deps: Deps,
  said: CadreSaid,
  speaker: Speaker,
  command: LeadCommand,
  files?: string[],
): Promise<Heard> {
  const { actor, name } = speaker
  const inGroup = said.groupId !== null
  const lead = await meant(deps, speaker, command)
  if ('words' in lead) return answer(lead.words)
  const missing = missingOf(command, lead.number)
  if (missing !== null) return answer(missing)
  const attachments = command.kind === 'photo' ? (files ?? (await waitingOf(deps, speaker, command.what))) : []
  if (command.kind === 'photo' && attachments.length === 0) return answer(PHOTO_WORDS.nothingWaits(command.what))
  const action = await actionOf(deps, speaker, command, lead)
  if ('words' in action) return answer(action.words)

  let { version } = lead
  // Whoever was there has taken it up, even if he did not say so first.
  if (takesUp(command, lead, actor.cadreId)) {
    // Of this message: where it comes twice at once, neither is told that the other was faster.
    const id = idOf(said.county, `${said.channel}/${said.messageId}`, 'claim')
    const claimed = await actOnLead(deps, actor, lead.id, { action: 'claim', version, id })
    if (isRefusal(claimed)) return answer(refusalWords(claimed, lead.number))
    version = claimed.version
  }
  const words = (after: LeadDetail) => doneWords(command, after, name, inGroup, deps.clock.now())
  const alongside = async (tx: Tx, after: LeadDetail) => {
    const { channel, messageId } = said
    const message = { channel, messageId, cadreId: actor.cadreId, words: words(after), done: true }
    if ((await tx.cadreMessages.put(message, deps.clock.now())) === 'again') throw new SaidBefore()
  }
  const result = await actOnLead(deps, actor, lead.id, { ...action, version } as LeadAction, alongside, attachments)
  if (isRefusal(result)) {
    const before = stepBefore(command, lead.status, lead.number)
    return answer([refusalWords(result, lead.number), before].filter(Boolean).join('\n'))
  }
  return answer(words(result), true)
}

/** The lead that he named, or the only one of his that he can mean. */
async function meant(deps: Deps, { actor }: Speaker, { kind, number }: LeadCommand): Promise<Lead | { words: string }> {
  return deps.store.transaction(actor, async (tx) => {
    if (number !== null) {
      const id = await tx.leads.numbered(number)
      const lead = id === null ? null : await tx.leads.get(id)
      return lead ?? { words: refusalWords({ refused: 'not_found' }, number) }
    }
    const rows = await tx.leads.page({ holderId: actor.cadreId, statuses: MEANT[kind], limit: 20, after: null })
    const held = rows.map(({ lead }) => lead).filter(({ holderId }) => holderId === actor.cadreId)
    const [only, ...others] = held
    if (!only) return { words: noneMeant(kind) }
    const numbers = held.map((lead) => lead.number)
    return others.length === 0 ? only : { words: whichOne(kind, numbers) }
  })
}

/** What he sent of that kind last, within a day, and said nothing of yet. */
async function waitingOf(deps: Deps, { actor }: Speaker, what: FileKind): Promise<string[]> {
  const since = new Date(deps.clock.now().getTime() - DAY_MS)
  const waiting = await deps.store.transaction(actor, (tx) => tx.attachments.waitingOf(actor.cadreId, since))
  return sentTogether(waiting.filter(({ mime }) => isOfKind(mime, what)))
}

function takesUp({ kind }: LeadCommand, { status, holderId }: Lead, cadreId: string): boolean {
  return (kind === 'visit' || kind === 'verify') && status === 'open' && holderId === cadreId
}

type Step = LeadAction extends infer Each ? (Each extends LeadAction ? Omit<Each, 'version'> : never) : never

async function actionOf(
  deps: Deps,
  speaker: Speaker,
  command: LeadCommand,
  lead: Lead,
): Promise<Step | { words: string }> {
  switch (command.kind) {
    case 'claim':
      return { action: 'claim' }
    case 'visit':
      return { action: 'visit', text: command.text }
    case 'note':
      return { action: 'note', text: command.text }
    case 'photo':
      return { action: 'note', text: PHOTO_WORDS.event[command.what] }
    case 'verify':
      return { action: 'verify', finding: command.finding, findings: command.findings }
    case 'return':
      return { action: 'return', reason: command.reason }
    case 'close':
      // Asked for before: without it nothing comes this far.
      return { action: 'close', outcome: command.outcome ?? 'helped', text: command.text }
    case 'transfer':
      return transferTo(deps, speaker, command.rest, lead)
  }
}

/** Whom he names of those who may have it, and why: 给李四，他离得近. */
async function transferTo(deps: Deps, { actor }: Speaker, rest: string, lead: Lead): Promise<Step | { words: string }> {
  const colleagues = await listColleagues(deps, actor, lead.id)
  if (isRefusal(colleagues)) return { words: refusalWords(colleagues, lead.number) }
  const said = rest.replace(/^[\s,，]*(?:给|到|交给)?[\s@]*/, '')
  const named = colleagues.filter(({ name }) => said.startsWith(name))
  const longest = Math.max(0, ...named.map(({ name }) => name.length))
  const [to, second] = named.filter(({ name }) => name.length === longest)
  if (!to) {
    const names = colleagues.slice(0, 6).map(({ name }) => name)
    const can = names.length > 0 ? `可以转给：${names.join('、')}。` : '现在没有别人可以转。'
    return { words: `没有找到这位同事，或者他不管这个村。${can}` }
  }
  if (second) return { words: `有两位${to.name}，请到工作台转办。` }
  const reason = said
    .slice(longest)
    .replace(/^[\s,，。:：;；]+/, '')
    .trim()
  if (reason === '')
    return { words: `为什么转给${to.name}？请写上原因，例如：\n转办 ${lead.number} 给 ${to.name} 我在外地` }
  return { action: 'transfer', to: to.id, reason }
}

/** One lead; alone with its person, masked, which is an audited look. */
export async function showLead(deps: Deps, said: CadreSaid, { actor }: Speaker, number: string): Promise<Heard> {
  const id = await deps.store.transaction(actor, (tx) => tx.leads.numbered(number))
  const notFound = answer(refusalWords({ refused: 'not_found' }, number))
  if (id === null) return notFound
  const now = deps.clock.now()
  const summary = await leadSummary(deps, actor, id)
  if (!summary) return notFound
  if (said.groupId !== null) return answer(shownWords(summary, now, null))
  const detail = await openLead(deps, actor, id)
  return isRefusal(detail) ? notFound : answer(shownWords(summary, now, detail))
}

/** What he holds, most pressing first; nothing of a person. */
export async function listTodo(deps: Deps, { actor, name }: Speaker): Promise<Heard> {
  const page = await listQueue(deps, actor, QueueQuery.parse({ mine: 'true', limit: 100 }))
  if (isRefusal(page)) return answer(refusalWords(page, '待办'))
  if (page.leads.length === 0) return answer(`${name}，您手上现在没有线索。`)
  const now = deps.clock.now()
  const lines = page.leads.map((lead) => ({
    number: lead.number,
    place: lead.place,
    kind: RISK_TYPE_LABEL[lead.riskType],
    note: lead.dueNote ?? `${whenWords(new Date(lead.dueAt), now)}前`,
  }))
  const count = page.next === null ? `${lines.length}条` : `${lines.length}条以上`
  return answer([`${name}，您手上有${count}：`, dueLines(lines)].join('\n'))
}
