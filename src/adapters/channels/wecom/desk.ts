import { answer, type Heard } from '../../../app/cadre-said.ts'
import { chosenAnswer } from '../../../app/chosen-answer.ts'
import { deliverTurns } from '../../../app/deliver-turns.ts'
import type { Deps } from '../../../app/deps.ts'
import { hearCadre } from '../../../app/hear-cadre.ts'
import { hearCadreFile } from '../../../app/hear-cadre-file.ts'
import type { Arrived } from '../../../app/ports/channels.ts'
import { answerArrived, dealtWith, takeIn, workFailed } from '../../../app/take-in.ts'
import type { Inbound } from '../../../contract/chat.ts'
import { HINT } from '../../../core/cadre-words/answers.ts'
import { CHANNEL_WORDS } from '../../../core/channel/channel-words.ts'
import { keepMedia, notHad } from '../keep-media.ts'
import { MOST_BYTES } from '../wechat-callback.ts'
import { readXml } from '../wechat-xml.ts'
import { type Incoming, readIncoming } from './incoming.ts'
import { closeCard, type Sending, sendWords } from './send.ts'

const CHANNEL = 'wecom'

export interface WeComDesk {
  /** Resolves once the message is stored; it is worked off behind that, each member's in the order in which they came. */
  take(incoming: Incoming, xml: string): Promise<void>
  workOff(arrived: Arrived): Promise<void>
  /** Resolves when what is under way is done. */
  idle(): Promise<void>
}

export function weComDesk(sending: Sending, onError: (error: unknown) => void): WeComDesk {
  const { deps, county, agentId } = sending
  const underWay = new Set<Promise<void>>()
  return {
    async take(incoming, xml) {
      const { messageId, userId } = incoming
      const arrived: Arrived = { county, channel: CHANNEL, messageId, userId, body: xml }
      const taken = await takeIn(deps, arrived)
      if (taken.state !== 'new') return
      const work = deps.memory
        .inOrder(`${CHANNEL} desk/${userId}`, () => workOff(sending, incoming))
        .catch(async (error: unknown) => {
          onError(error)
          await workFailed(deps, arrived, taken.hold, error).catch(onError)
        })
        .finally(() => underWay.delete(work))
      underWay.add(work)
    },
    async workOff({ body }) {
      const read = readXml(body, MOST_BYTES)
      const incoming = 'fields' in read ? readIncoming(read.fields, agentId) : null
      if (!incoming) throw new Error('what was taken in can not be read again')
      await workOff(sending, incoming)
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}

/** A bound cadre's words act; whoever else writes has a resident's conversation. A second time it changes nothing. */
async function workOff(sending: Sending, incoming: Incoming): Promise<void> {
  const { deps, county } = sending
  const { messageId, userId } = incoming
  const done = () => dealtWith(deps, { county, channel: CHANNEL, messageId })
  switch (incoming.kind) {
    case 'text':
    case 'tap': {
      const heard = await hear(deps, county, incoming)
      if (heard.kind === 'unknown') return converse(sending, incoming, { kind: 'text', text: incoming.text })
      const said = heard.kind === 'answer' ? heard : answer(HINT)
      await say(sending, userId, said.words, messageId)
      await done()
      if (incoming.kind === 'tap' && incoming.code !== null && said.done)
        await closeCard(sending, userId, incoming.code, incoming.text.split(' ')[0] ?? '')
      return
    }
    case 'picture':
    case 'voice':
      return takeFile(sending, incoming)
    case 'location': {
      const { latitude, longitude, label } = incoming
      return converse(sending, incoming, { kind: 'location', latitude, longitude, label })
    }
    case 'unreadable':
      await say(sending, userId, CHANNEL_WORDS.unreadable, messageId)
      return done()
    case 'silent':
      return done()
  }
}

/** A bound cadre's picture is of his visit; whoever else sends one has it in his conversation. */
async function takeFile(sending: Sending, incoming: Extract<Incoming, { kind: 'picture' | 'voice' }>): Promise<void> {
  const { deps, county, api } = sending
  const { messageId, userId, kind, media } = incoming
  const door = { county, channel: CHANNEL, userId, village: null } as const
  const refused = { unsafe: CHANNEL_WORDS[`${kind}_unsafe`], enough: CHANNEL_WORDS.enough_files }
  const heard = await hearCadreFile(deps, { county, channel: CHANNEL, userId, messageId }, kind, refused, async () => {
    const got = await api.media(media)
    return got.kind === 'file' ? { bytes: got.bytes } : { words: notHad(kind, got.kind) }
  })
  if (heard.kind === 'unknown') {
    const kept = await keepMedia(deps, api, door, incoming)
    if ('message' in kept) return converse(sending, incoming, kept.message)
    await say(sending, userId, kept.words, messageId)
  } else if (heard.kind === 'answer') await say(sending, userId, heard.words, messageId)
  await dealtWith(deps, { county, channel: CHANNEL, messageId })
}

function hear(
  deps: Deps,
  county: string,
  { messageId, userId, text }: Extract<Incoming, { text: string }>,
): Promise<Heard> {
  return hearCadre(deps, { county, channel: CHANNEL, userId, groupId: null, messageId, text, quoted: null })
}

async function converse({ deps, county }: Sending, { messageId, userId }: Incoming, message: Inbound): Promise<void> {
  const door = { county, channel: CHANNEL, userId, village: null } as const
  const said = message.kind === 'text' ? { ...message, text: await chosenAnswer(deps, door, message.text) } : message
  const answered = await answerArrived(deps, door, messageId, said, null)
  if (!answered) throw new Error('the county of the application is not served')
  await deliverTurns(deps, county, answered.conversationId)
}

/** @throws where it failed and may succeed: the message is worked off again then, and answered the same */
async function say(sending: Sending, userId: string, words: string, messageId: string): Promise<void> {
  const pushed = await sendWords(sending, userId, words, `answer:${messageId}`)
  if (pushed.kind === 'later') throw new Error(`an answer was not taken: ${pushed.why}`)
}
