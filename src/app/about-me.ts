import type { z } from 'zod'
import type { AboutMe, Choices, ChoicesBody, MyExport } from '../contract/about-me.ts'
import type { MyReport } from '../contract/my-reports.ts'
import { CADRE_ROLE_LABEL } from '../contract/terms.ts'
import { ERASURE_WORDS } from '../core/dialogue/erasure-words.ts'
import type { Deps } from './deps.ts'
import type { Door } from './door.ts'
import { myReports } from './my-reports.ts'
import { openConversation } from './open-conversation.ts'
import { provedHousehold } from './own-household.ts'
import type { CardQuestion } from './ports/card-questions.ts'
import type { PersonalRecord } from './ports/personal.ts'
import type { Tx } from './ports/store.ts'
import { MOST_TURNS } from './read-turns.ts'
import type { Refusal } from './refusal.ts'
import { leftOf } from './subscriptions.ts'

/** Before his first message: nothing is stored, and nothing was said no to. */
const NOTHING: AboutMe = {
  since: null,
  consent: null,
  things: [],
  readers: [],
  choices: { publicity: true, caseNews: true },
  erasedAt: null,
  keeps: [],
}

/** What is stored about this resident, in plain words: his own and nobody else's. */
export async function readAboutMe(deps: Deps, door: Door): Promise<AboutMe> {
  return deps.store.transaction({ kind: 'system', county: door.county }, async (tx) => {
    const head = await tx.conversations.find(door.channel, door.userId)
    const record = head && (await tx.personal.record(head.residentId))
    if (!head || !record) return NOTHING
    return aboutMe(tx, deps, door, head.residentId, record, await myReports(tx, deps, head.residentId))
  })
}

async function aboutMe(
  tx: Tx,
  deps: Deps,
  door: Door,
  residentId: string,
  record: PersonalRecord,
  reports: MyReport[],
): Promise<AboutMe> {
  const household = await provedHousehold(tx, residentId)
  const own = [...reports.map(({ id }) => id), ...record.pictures.map(({ id }) => id)]
  const subjects = household ? [...own, household] : own
  const readers = await tx.personal.readers(subjects)
  const template = deps.miniprogram?.newsTemplate ?? null
  const subscribed = door.channel === 'miniprogram' && template ? await leftOf(tx, door.userId, template) : 0
  return {
    since: record.since.toISOString(),
    consent: record.consent && { version: record.consent.version, at: record.consent.at.toISOString() },
    things: thingsOf(record, reports, subscribed, household !== null),
    readers: readers.map(({ role, times, lastAt }) => ({
      who: CADRE_ROLE_LABEL[role],
      times,
      lastAt: lastAt.toISOString(),
    })),
    choices: choicesOf(record),
    erasedAt: record.erasedAt?.toISOString() ?? null,
    keeps: keepsOf(reports, household !== null),
  }
}

function thingsOf(record: PersonalRecord, reports: MyReport[], subscribed: number, linked: boolean): AboutMe['things'] {
  const said = record.conversations.reduce((sum, { turns }) => sum + turns, 0)
  const kept = record.pictures.filter((picture) => picture.kept).length
  const numbers = numbersOf(record)
  const things: AboutMe['things'] = [
    { what: 'conversation', label: '聊天记录', count: said, says: '您在这里说过的话，和给您的回答。' },
    { what: 'report', label: '我的申报', count: reports.length, says: '您报的事和办理经过，管这件事的干部看得到。' },
    {
      what: 'picture',
      label: '照片和录音',
      count: record.pictures.length,
      says: kept > 0 ? `其中${kept}个用在申报里，干部看得到。` : '还没有用在申报里，只有您自己看得到。',
    },
    {
      what: 'consent',
      label: '隐私说明',
      count: record.consent ? 1 : 0,
      says: record.consent ? '您同意过隐私说明。' : '您还没有同意隐私说明。',
    },
    {
      what: 'contact',
      label: '联系方式',
      count: numbers.length,
      says: numbers.length > 0 ? `${numbers.join('、')}，锁起来存。` : '没有存您的号码。',
    },
    { what: 'subscription', label: '消息订阅', count: subscribed, says: '还能给您发几次进度通知。' },
    {
      what: 'household',
      label: '村里的台账',
      count: linked ? 1 : 0,
      says: linked ? '您和村里台账上的这一户对上了。' : '没有和村里的台账对上。',
    },
  ]
  return things
}

/** In words; a phone that stands with a report besides counts once. */
function numbersOf({ phone, identity, reportPhones }: PersonalRecord): string[] {
  const left = reportPhones.filter((each) => each !== phone)
  return [
    ...(phone ? [`电话${phone}`] : []),
    ...(identity ? [`身份证${identity}`] : []),
    ...left.map((each, at) => `${at === 0 ? '申报里留的电话' : ''}${each}`),
  ]
}

/** What a wish for deletion would have to leave. */
export function keepsOf(reports: MyReport[], linked: boolean): string[] {
  const { keeps } = ERASURE_WORDS
  const running = reports.filter(onRegister).map(({ number }) => keeps.register(number))
  return [...running, ...(reports.length > 0 ? [keeps.reports, keeps.audit] : []), ...(linked ? [keeps.household] : [])]
}

/** The household is monitored because of it: what was approved is not undone by a word. */
export function onRegister({ ended, steps, finish }: MyReport): boolean {
  return !ended && steps.length > 0 && finish === null
}

function choicesOf({ optedOut, caseNewsOff }: PersonalRecord): Choices {
  return { publicity: !optedOut, caseNews: !caseNewsOff }
}

export async function readChoices(deps: Deps, door: Door): Promise<Choices> {
  return deps.store.transaction({ kind: 'system', county: door.county }, async (tx) => {
    const head = await tx.conversations.find(door.channel, door.userId)
    const record = head && (await tx.personal.record(head.residentId))
    return record ? choicesOf(record) : NOTHING.choices
  })
}

/** What he wants to hear. Publicity as by his word in the chat; news of his reports always stand there, whatever he says here. */
export async function choose(deps: Deps, door: Door, wanted: z.infer<typeof ChoicesBody>): Promise<Choices | Refusal> {
  const head = await openConversation(deps, door)
  if (!head) return { refused: 'unknown_county' }
  const now = deps.clock.now()
  await deps.store.transaction({ kind: 'system', county: door.county }, async (tx) => {
    if (wanted.publicity === true) await tx.residents.optIn(head.residentId)
    if (wanted.publicity === false) await tx.residents.optOut(head.residentId, now)
    if (wanted.caseNews !== undefined) await tx.personal.setCaseNews(head.residentId, wanted.caseNews ? null : now)
  })
  return readChoices(deps, door)
}

/** All of it, to take along. Everything is read as he sees it himself: numbers stay masked, and nothing of others is in it. */
export async function exportMine(deps: Deps, door: Door): Promise<MyExport> {
  const { county } = door
  const madeAt = deps.clock.now().toISOString()
  const found = await deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const head = await tx.conversations.find(door.channel, door.userId)
    const record = head && (await tx.personal.record(head.residentId))
    if (!head || !record) return null
    const reports = await myReports(tx, deps, head.residentId)
    const questions = (await tx.cardQuestions.ofResident(head.residentId)).map(ownQuestion)
    return { head, record, reports, questions, about: await aboutMe(tx, deps, door, head.residentId, record, reports) }
  })
  if (!found) {
    const contact = { phone: null, identity: null }
    return { madeAt, about: NOTHING, contact, reports: [], questions: [], conversations: [], pictures: [] }
  }
  const { head, record, reports, questions, about } = found
  const conversations: MyExport['conversations'] = []
  for (const { id, channel, since } of record.conversations)
    conversations.push({
      channel,
      since: since.toISOString(),
      turns: await allTurns(deps, county, head.residentId, id),
    })
  const pictures = record.pictures.map(({ id, mime, at }) => ({ id, mime, at: at.toISOString() }))
  const contact = { phone: record.phone, identity: record.identity }
  return { madeAt, about, contact, reports, questions, conversations, pictures }
}

function ownQuestion({ question, askedAt, answer }: CardQuestion): MyExport['questions'][number] {
  const answered = answer && { text: answer.text, by: answer.by.name, at: answer.at.toISOString() }
  return { question, askedAt: askedAt.toISOString(), answer: answered }
}

async function allTurns(deps: Deps, county: string, residentId: string, conversationId: string) {
  const turns: MyExport['conversations'][number]['turns'] = []
  for (;;) {
    const page = await deps.store.transaction({ kind: 'resident', county, residentId }, (tx) =>
      tx.conversations.turnsAfter(conversationId, turns.at(-1)?.seq ?? 0, MOST_TURNS),
    )
    turns.push(...page)
    if (page.length < MOST_TURNS) return turns
  }
}
