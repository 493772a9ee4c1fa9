import type { Deps } from '../../../app/deps.ts'
import type { Door } from '../../../app/door.ts'
import { hearCadre } from '../../../app/hear-cadre.ts'
import { hearCadreFile } from '../../../app/hear-cadre-file.ts'
import { joinChannel, leaveChannel } from '../../../app/join-channel.ts'
import type { Window } from '../../../app/ports/channels.ts'
import { takeMassReport } from '../../../app/send-mass.ts'
import { type Answered, answerArrived, dealtWith } from '../../../app/take-in.ts'
import type { Block } from '../../../contract/block.ts'
import type { Inbound } from '../../../contract/chat.ts'
import { askForCards, CHANNEL_WORDS } from '../../../core/channel/channel-words.ts'
import { quickReplies } from '../../../core/dialogue/blocks.ts'
import { HANDOVER_LABEL } from '../../../core/dialogue/handover-words.ts'
import { questionsAnswered } from '../../../core/dialogue/which-policies.ts'
import { chinaDay } from '../../../core/words/when.ts'
import { keepMedia, notHad } from '../keep-media.ts'
import type { WechatApi } from '../wechat-api.ts'
import type { Incoming } from './incoming.ts'
import { isMenuKey, MENU } from './menu.ts'

const CHANNEL = 'official_account'
const VILLAGE_DIGITS = 12
/** Of the menu: what only the bot can answer. */
const ASKS_BOT: ReadonlySet<string> = new Set(['report', 'progress', 'person'])

/** What the platform lets us send: five within 48 hours of a message, three within a minute of a tap, a scan or a coming. */
const AFTER_MESSAGE = { ms: 48 * 3_600_000, messages: 5 }
const AFTER_EVENT = { ms: 60_000, messages: 3 }

/** `turns`: the conversation owes him something. `say`: he is told this, which stands in no turn. */
export type Outcome = ({ kind: 'turns' } & Answered) | { kind: 'say'; blocks: Block[] } | { kind: 'nothing' }

export interface Desk {
  deps: Deps
  api: WechatApi
  county: string
  publicUrl: string | null
}

/**
 * Works off one message or event. A second time it changes nothing. What he is told outside of any turn is dealt with once it is handed
 * over, by whoever does that. @throws what stood in the way
 */
export async function answerIncoming(desk: Desk, incoming: Incoming, holdMs: number): Promise<Outcome> {
  const { deps } = desk
  const door = doorOf(desk, incoming.userId, null)
  const converse = async (message: Inbound, after: typeof AFTER_MESSAGE): Promise<Outcome> => {
    const answered = await answerArrived(deps, door, incoming.messageId, message, windowOf(deps, after), holdMs)
    if (!answered) throw new Error('the county of the official account is not served')
    return { kind: 'turns', ...answered }
  }
  const say = (blocks: Block[]): Outcome => ({ kind: 'say', blocks })
  switch (incoming.kind) {
    case 'text': {
      const words = await heardFromCadre(desk, incoming, incoming.text)
      if (words !== null) return say(saying(words))
      return converse({ kind: 'text', text: incoming.text }, AFTER_MESSAGE)
    }
    case 'picture':
    case 'voice': {
      const words = await fileFromCadre(desk, incoming)
      if (words !== null) return say(saying(words))
      const kept = await keepMedia(deps, desk.api, door, incoming)
      return 'words' in kept ? say(saying(kept.words)) : converse(kept.message, AFTER_MESSAGE)
    }
    case 'location': {
      const { kind, latitude, longitude, label } = incoming
      return converse({ kind, latitude, longitude, label }, AFTER_MESSAGE)
    }
    case 'click': {
      if (ASKS_BOT.has(incoming.key) && (await personHasWord(desk, incoming.userId)))
        return say([...saying(CHANNEL_WORDS.personListens), quickReplies([HANDOVER_LABEL.takeBack])])
      const words = isMenuKey(incoming.key) ? MENU[incoming.key].says : incoming.key
      if (words === null) {
        const cards = deps.cards(desk.county, chinaDay(deps.clock.now()))
        return say(askForCards(desk.publicUrl, questionsAnswered(cards)))
      }
      return converse({ kind: 'text', text: words }, AFTER_EVENT)
    }
    case 'subscribe':
    case 'scan':
      return welcome(desk, incoming)
    case 'unsubscribe':
      await leaveChannel(deps, door, incoming.messageId)
      return { kind: 'nothing' }
    case 'unreadable':
      return say(saying(CHANNEL_WORDS.unreadable))
    case 'mass_over':
      await takeMassReport(deps, desk.county, CHANNEL, incoming.report)
      await dealtWith(deps, { county: door.county, channel: CHANNEL, messageId: incoming.messageId })
      return { kind: 'nothing' }
    case 'silent':
      await dealtWith(deps, { county: door.county, channel: CHANNEL, messageId: incoming.messageId })
      return { kind: 'nothing' }
  }
}

/** What is owed to whoever sent that, where it was worked off before. */
export async function outcomeBefore(desk: Desk, incoming: Incoming): Promise<Outcome> {
  const head = await desk.deps.store.transaction({ kind: 'system', county: desk.county }, (tx) =>
    tx.conversations.find(CHANNEL, incoming.userId),
  )
  return head ? { kind: 'turns', conversationId: head.conversationId } : { kind: 'nothing' }
}

async function welcome(desk: Desk, incoming: Extract<Incoming, { kind: 'subscribe' | 'scan' }>): Promise<Outcome> {
  const { deps } = desk
  const door = doorOf(desk, incoming.userId, incoming.scene)
  const joined = await joinChannel(deps, door, incoming.messageId, windowOf(deps, AFTER_EVENT))
  if (!joined) throw new Error('the county of the official account is not served')
  return { kind: 'say', blocks: joined.replies }
}

/**
 * What a cadre's words do with his own rights, and what he is told; so too whoever writes as cadres do and is bound to none. Null: it is of
 * his conversation, which a cadre has here as anybody else. Nothing else of it enters there.
 */
async function heardFromCadre({ deps, county }: Desk, { userId, messageId }: Incoming, text: string) {
  const said = { county, channel: CHANNEL, userId, messageId, groupId: null, text, quoted: null } as const
  const heard = await hearCadre(deps, said)
  return heard.kind === 'answer' ? heard.words : null
}

/** A bound cadre's picture is of his visit, or waits for his word; what the platform understood of a recording is read as words. */
async function fileFromCadre(desk: Desk, incoming: Extract<Incoming, { kind: 'picture' | 'voice' }>) {
  const { deps, county, api } = desk
  const { userId, messageId, kind, media } = incoming
  if (kind === 'voice' && incoming.words !== null) return heardFromCadre(desk, incoming, incoming.words)
  const refused = { unsafe: CHANNEL_WORDS[`${kind}_unsafe`], enough: CHANNEL_WORDS.enough_files }
  const heard = await hearCadreFile(deps, { county, channel: CHANNEL, userId, messageId }, kind, refused, async () => {
    const got = await api.media(media)
    return got.kind === 'file' ? { bytes: got.bytes } : { words: notHad(kind, got.kind) }
  })
  return heard.kind === 'answer' ? heard.words : null
}

/** The bot keeps silent then, and a tap is nothing that he wrote to the person. */
async function personHasWord({ deps, county }: Desk, userId: string): Promise<boolean> {
  const head = await deps.store.transaction({ kind: 'system', county }, (tx) => tx.conversations.find(CHANNEL, userId))
  return head?.state?.handover?.kind === 'held'
}

/** A scene is a village's code; of any other one nothing is known. */
function doorOf({ deps, county }: Desk, userId: string, scene: string | null): Door {
  const known = scene?.length === VILLAGE_DIGITS && deps.regions(county)?.get(scene)?.active
  return { county, channel: CHANNEL, userId, village: known ? scene : null }
}

function windowOf(deps: Deps, { ms, messages }: typeof AFTER_MESSAGE): Window {
  return { until: new Date(deps.clock.now().getTime() + ms), left: messages }
}

function saying(text: string): Block[] {
  return [{ kind: 'text', text }]
}
