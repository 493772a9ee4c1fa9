import { answer, type Heard } from '../../../app/cadre-said.ts'
import { deliverTurns } from '../../../app/deliver-turns.ts'
import type { Deps } from '../../../app/deps.ts'
import { hearCadre } from '../../../app/hear-cadre.ts'
import { lastSaid } from '../../../app/last-said.ts'
import type { Arrived } from '../../../app/ports/channels.ts'
import { answerArrived, dealtWith, takeIn } from '../../../app/take-in.ts'
import type { Inbound } from '../../../contract/chat.ts'
import { HINT } from '../../../core/cadre-words/answers.ts'
import { chosen } from '../../../core/channel/plain-words.ts'
import { MOST_BYTES } from '../wechat-callback.ts'
import { readXml } from '../wechat-xml.ts'
import { type Incoming, readIncoming } from './incoming.ts'
import { closeCard, type Sending, sendWords } from './send.ts'

const CHANNEL = 'wecom'
const UNREADABLE = '这里只看得懂文字。请打字发给我。'

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
  const failed = (messageId: string, error: unknown) =>
    deps.store.transaction({ kind: 'system', county }, (tx) =>
      tx.inbox.failed(CHANNEL, messageId, deps.clock.now(), error instanceof Error ? error.name : 'error'),
    )
  return {
    async take(incoming, xml) {
      const { messageId, userId } = incoming
      if ((await takeIn(deps, { county, channel: CHANNEL, messageId, userId, body: xml })) !== 'new') return
      const work = deps.memory
        .inOrder(`${CHANNEL} desk/${userId}`, () => workOff(sending, incoming))
        .catch(async (error: unknown) => {
          onError(error)
          await failed(messageId, error).catch(onError)
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
    case 'location': {
      const { latitude, longitude, label } = incoming
      return converse(sending, incoming, { kind: 'location', latitude, longitude, label })
    }
    case 'unreadable':
      await say(sending, userId, UNREADABLE, messageId)
      return done()
    case 'silent':
      return done()
  }
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
  const said = message.kind === 'text' ? { ...message, text: await meant(deps, county, userId, message.text) } : message
  const answered = await answerArrived(deps, door, messageId, said, null)
  if (!answered) throw new Error('the county of the application is not served')
  await deliverTurns(deps, county, answered.conversationId)
}

/** A bare number stands for the answer that was offered under it. */
async function meant(deps: Deps, county: string, userId: string, text: string): Promise<string> {
  const last = await deps.store.transaction({ kind: 'system', county }, (tx) => lastSaid(tx, CHANNEL, userId))
  return chosen(text, last)
}

/** @throws where it failed and may succeed: the message is worked off again then, and answered the same */
async function say(sending: Sending, userId: string, words: string, messageId: string): Promise<void> {
  const pushed = await sendWords(sending, userId, words, `answer:${messageId}`)
  if (pushed.kind === 'later') throw new Error(`an answer was not taken: ${pushed.why}`)
}
