import { BotMessage } from '../contract/bot.ts'
import type { Inbound } from '../contract/chat.ts'
import { CHANNEL_WORDS } from '../core/channel/channel-words.ts'
import { answerInPublic } from '../core/channel/in-public.ts'
import { numbered, plainWords } from '../core/channel/plain-words.ts'
import { chinaDay } from '../core/words/when.ts'
import { chosenAnswer } from './chosen-answer.ts'
import { deliverTurns } from './deliver-turns.ts'
import type { Deps } from './deps.ts'
import type { Door } from './door.ts'
import { hearCadre } from './hear-cadre.ts'
import { hearKeptFile } from './hear-cadre-file.ts'
import type { Arrived, Hold, Pushed } from './ports/channels.ts'
import type { CardRef, GroupChat } from './ports/groups.ts'
import { cardOf } from './post-broadcast.ts'
import { answerArrived, dealtWith, takeIn, workFailed } from './take-in.ts'

const CHANNEL = 'wechaty'
const UNREADABLE: Record<Extract<BotMessage['content'], { kind: 'unreadable' }>['why'], string> = {
  other: '这种消息我看不懂。请您打字说，也可以发照片或位置。',
  lost: '照片或录音没有收到，请您再发一次。',
  too_large: '文件太大了，收不下。请您换一张小的，或者打字说。',
  enough: CHANNEL_WORDS.enough_files,
  unsafe: '这个文件我打不开。请您打字说，或者发普通照片。',
}

/** What the bot brought, in the hand of whoever took it in. */
export type FromBot = Arrived & { hold: Hold }

/** Stores what the bot brought; once this resolves the bot may forget it. Null where it came before. */
export async function takeFromBot(deps: Deps, county: string, message: BotMessage): Promise<FromBot | null> {
  const arrived: Arrived = {
    county,
    channel: CHANNEL,
    messageId: message.id,
    userId: message.from,
    body: JSON.stringify(message),
  }
  const taken = await takeIn(deps, arrived)
  return taken.state === 'new' ? { ...arrived, hold: taken.hold } : null
}

/** Messages with the same key belong to one chat, and are worked off in order. */
export function chatOf({ from, room }: Pick<BotMessage, 'from' | 'room'>): string {
  return room === null ? `contact:${from}` : `room:${room}`
}

/**
 * Works off a message that was stored: a cadre's words act, a resident's go into his conversation, questions in a publicity group are
 * answered with cards; whatever is said elsewhere means nothing. A second time it changes nothing and gives the same answer.
 * Answers which conversation is owed its turns: the chat's next message need not wait until he has them.
 * @throws where the answer could not be handed over; it is tried again.
 */
export async function answerBot(deps: Deps, arrived: Arrived): Promise<Done> {
  const message = BotMessage.parse(JSON.parse(arrived.body))
  const done = message.room === null ? await alone(deps, arrived, message) : await inGroup(deps, arrived, message)
  if (done.owed === null) await dealtWith(deps, arrived)
  return done
}

/**
 * As `answerBot`, of a message that was taken in just now. Where one of his before it failed, it is left for later, behind that one. One
 * that fails here is tried again soon. @throws what stood in the way
 */
export async function answerInTurn(deps: Deps, { hold, ...arrived }: FromBot): Promise<Done> {
  const { county, channel, messageId } = arrived
  const isLeft = await deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const isBehind = await tx.inbox.isBehind(channel, messageId)
    if (isBehind) await tx.inbox.letGo(channel, messageId, hold, deps.clock.now())
    return isBehind
  })
  if (isLeft) return DONE
  try {
    return await answerBot(deps, arrived)
  } catch (error) {
    await workFailed(deps, arrived, hold, error)
    throw error
  }
}

/** As `answerBot`, and hands over what is owed. */
export async function workOffFromBot(deps: Deps, arrived: Arrived): Promise<void> {
  const { owed } = await answerBot(deps, arrived)
  if (owed !== null) await deliverTurns(deps, arrived.county, owed)
}

/** `owed`: the conversation that has a turn to be handed over. */
interface Done {
  owed: string | null
}
const DONE: Done = { owed: null }

async function alone(deps: Deps, { county, messageId, userId }: Arrived, message: BotMessage): Promise<Done> {
  const { content, quoted } = message
  const say = async (words: string): Promise<Done> =>
    handedOver(await deps.groups[CHANNEL]?.tell(county, userId, words, [], answerKey({ messageId })))
  if (content.kind === 'unreadable') return say(UNREADABLE[content.why])
  if (content.kind === 'text') {
    const said = { county, channel: CHANNEL, userId, groupId: null, messageId, text: content.text, quoted } as const
    const heard = await hearCadre(deps, said)
    if (heard.kind === 'answer') return say(heard.words)
  }
  if (content.kind === 'picture' || content.kind === 'voice') {
    const sent = { county, channel: CHANNEL, userId, messageId } as const
    const heard = await hearKeptFile(deps, sent, content.kind, content.attachment, UNREADABLE)
    if (heard.kind === 'answer') return say(heard.words)
    if (heard.kind === 'nothing') return DONE
  }
  return converse(deps, { county, channel: CHANNEL, userId, village: null }, messageId, content)
}

async function inGroup(deps: Deps, arrived: Arrived, message: BotMessage): Promise<Done> {
  const { county, messageId, userId } = arrived
  const { content, quoted, mentioned, room: groupId } = message
  if (content.kind !== 'text' || groupId === null) return DONE
  const said = { county, channel: CHANNEL, userId, groupId, messageId, text: content.text, quoted, mentioned } as const
  const heard = await hearCadre(deps, said)
  if (heard.kind === 'answer') return postTo(deps, arrived, groupId, heard.words)
  const group = await deps.store.transaction({ kind: 'system', county }, (tx) => tx.groups.get(CHANNEL, groupId))
  return group?.kind === 'publicity' && mentioned ? inPublic(deps, arrived, group, content.text) : DONE
}

/** What is personal goes on in a chat of his own; in the group stands that it does. */
async function inPublic(deps: Deps, arrived: Arrived, { groupId, region }: GroupChat, text: string): Promise<Done> {
  const answer = answerInPublic(text, deps.cards(region, chinaDay(deps.clock.now())))
  const words =
    answer.kind === 'card' ? [...answer.notes, plainWords([answer.card], numbered)].join('\n') : answer.words
  if (answer.kind === 'card') return handedOver(await post(deps, arrived, groupId, words, cardOf(answer.card)))
  if (answer.kind !== 'personal') return postTo(deps, arrived, groupId, words)
  const { county, userId, messageId } = arrived
  const village = deps.regions(county)?.get(region)?.active && region.length === 12 ? region : null
  // What he reports is taken up first, whatever becomes of the words to the group.
  const done = await converse(deps, { county, channel: CHANNEL, userId, village }, messageId, { kind: 'text', text })
  await postInTime(deps, arrived, groupId, words)
  return done
}

async function postTo(deps: Deps, arrived: Arrived, groupId: string, words: string): Promise<Done> {
  return handedOver(await post(deps, arrived, groupId, words))
}

/** Now, or with the other posts to groups; under one key, so that the bot says it once. */
async function postInTime(deps: Deps, arrived: Arrived, groupId: string, words: string): Promise<void> {
  if ((await post(deps, arrived, groupId, words))?.kind !== 'later') return
  const later = { key: answerKey(arrived), leadId: null, words, mentions: [], taps: [] }
  await deps.store.transaction({ kind: 'system', county: arrived.county }, (tx) =>
    tx.groupPosts.put({ ...later, to: { channel: CHANNEL, groupId } }, deps.clock.now()),
  )
}

async function post(
  deps: Deps,
  arrived: Arrived,
  groupId: string,
  words: string,
  card: CardRef | null = null,
): Promise<Pushed | undefined> {
  const group = { groupId, webhook: null }
  return deps.groups[CHANNEL]?.post(arrived.county, group, words, [arrived.userId], answerKey(arrived), card)
}

function answerKey({ messageId }: Pick<Arrived, 'messageId'>): string {
  return `answer:${messageId}`
}

async function converse(
  deps: Deps,
  door: Door,
  messageId: string,
  content: Exclude<BotMessage['content'], { kind: 'unreadable' }>,
): Promise<Done> {
  const message: Inbound =
    content.kind === 'text' ? { kind: 'text', text: await chosenAnswer(deps, door, content.text) } : content
  const answered = await answerArrived(deps, door, messageId, message, null)
  return answered ? { owed: answered.conversationId } : DONE
}

function handedOver(pushed: Pushed | undefined): Done {
  if (pushed?.kind === 'later') throw new NotHandedOver(pushed.why)
  return DONE
}

/** An answer that has to wait, such as for the bot to come back. */
export class NotHandedOver extends Error {
  override name = 'NotHandedOver'
}
