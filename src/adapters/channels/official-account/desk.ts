import { answerOnTheSpot } from '../../../app/answer-on-the-spot.ts'
import { deliverTurns } from '../../../app/deliver-turns.ts'
import type { Arrived, Hold } from '../../../app/ports/channels.ts'
import { dealtWith, takeIn, workFailed } from '../../../app/take-in.ts'
import type { Block } from '../../../contract/block.ts'
import { MOST_BYTES } from '../wechat-callback.ts'
import { readXml } from '../wechat-xml.ts'
import { answerIncoming, type Desk, type Outcome, outcomeBefore } from './answer-incoming.ts'
import { type Incoming, readIncoming } from './incoming.ts'
import { officialTexts } from './reply-text.ts'

const CHANNEL = 'official_account'
/** The platform cuts us off after five seconds, its way back included. */
const PATIENCE_MS = 4_500
/** Longer than we wait for an answer: until then nobody else hands it over. */
const HOLD_MS = PATIENCE_MS + 1_500
/** By then the platform has asked for the third and last time. */
const REMEMBER_MS = 15_000

interface Work {
  outcome: Promise<Outcome>
  /** What stands in no turn is said one way only: as the answer, however often it is asked for, or as a message. */
  said: 'not_yet' | 'as_answer' | 'as_message'
}

export interface DeskOptions extends Desk {
  /** Says something to somebody that stands in no turn. @throws where it has to wait: then it is worked off again */
  say: (userId: string, text: string) => Promise<void>
  onError: (error: unknown) => void
}

export interface OfficialDesk {
  /**
   * The text to answer with, or an empty one: then what there is to say comes as a message. The message is stored when this resolves.
   * `isOpen`: whether anybody is still waiting.
   */
  take(incoming: Incoming, xml: string, isOpen: () => boolean): Promise<string>
  /** Works off what was left. */
  workOff(arrived: Arrived): Promise<void>
  /** Resolves when what is under way is done. */
  idle(): Promise<void>
}

export function officialDesk(desk: DeskOptions): OfficialDesk {
  const { deps, county, onError } = desk
  const underWay = new Map<string, Work>()
  const late = new Set<Promise<void>>()

  const begin = (incoming: Incoming, hold: Hold): Work => {
    const outcome = answerIncoming(desk, incoming, HOLD_MS).catch(async (error: unknown): Promise<Outcome> => {
      underWay.delete(incoming.messageId)
      onError(error)
      const { messageId } = incoming
      await workFailed(deps, { county, channel: CHANNEL, messageId }, hold, error).catch(onError)
      return { kind: 'nothing' }
    })
    const work: Work = { outcome, said: 'not_yet' }
    underWay.set(incoming.messageId, work)
    outcome.then(() => setTimeout(() => underWay.delete(incoming.messageId), REMEMBER_MS).unref())
    return work
  }
  const settled = ({ messageId }: Incoming) => dealtWith(deps, { county, channel: CHANNEL, messageId })
  /** Nobody waits any more: as a message. */
  const push = async (incoming: Incoming, work: Work) => {
    const outcome = await work.outcome
    if (outcome.kind === 'turns') await deliverTurns(deps, county, outcome.conversationId, outcome.hold)
    if (outcome.kind !== 'say' || work.said !== 'not_yet') return
    work.said = 'as_message'
    await sayAll(desk, incoming.userId, outcome.blocks)
    await settled(incoming)
  }
  const pushLater = (incoming: Incoming, work: Work) => {
    const pushed = push(incoming, work)
      .catch(onError)
      .finally(() => late.delete(pushed))
    late.add(pushed)
  }
  const answer = async (incoming: Incoming, work: Work): Promise<string> => {
    const outcome = await work.outcome
    const texts = (blocks: Block[]) => {
      const parts = officialTexts(blocks, desk.publicUrl)
      return parts.length > 1 ? null : (parts[0] ?? '')
    }
    switch (outcome.kind) {
      case 'nothing':
        return ''
      case 'say': {
        const text = texts(outcome.blocks)
        if (text === null) pushLater(incoming, work)
        if (text === null || work.said === 'as_message') return ''
        work.said = 'as_answer'
        await settled(incoming)
        return text
      }
      case 'turns': {
        const write = (turns: { replies: Block[] }[]) => texts(turns.flatMap(({ replies }) => replies))
        const text = await answerOnTheSpot(deps, county, outcome, incoming.messageId, write)
        if (text === null) pushLater(incoming, work)
        return text ?? ''
      }
    }
  }

  return {
    async take(incoming, xml, isOpen) {
      const { messageId, userId } = incoming
      const since = performance.now()
      const taken = await takeIn(deps, { county, channel: CHANNEL, messageId, userId, body: xml })
      const here = underWay.get(messageId)
      // Another process has it in hand, or it was left and will be worked off: nobody is to ask again.
      if (!here && taken.state === 'waiting') return ''
      const work: Work =
        here ??
        (taken.state === 'new'
          ? begin(incoming, taken.hold)
          : { outcome: outcomeBefore(desk, incoming), said: 'not_yet' })
      const inTime = await within(work.outcome, PATIENCE_MS - (performance.now() - since))
      if (inTime && isOpen()) return answer(incoming, work)
      pushLater(incoming, work)
      return ''
    },
    async workOff({ body }) {
      const read = readXml(body, MOST_BYTES)
      const incoming = 'fields' in read ? readIncoming(read.fields) : null
      if (!incoming) throw new Error('what was taken in can not be read again')
      await push(incoming, { outcome: answerIncoming(desk, incoming, 0), said: 'not_yet' })
    },
    async idle() {
      await Promise.all([...underWay.values()].map(({ outcome }) => outcome))
      while (late.size > 0) await Promise.all(late)
    },
  }
}

async function sayAll(desk: DeskOptions, userId: string, blocks: Block[]): Promise<void> {
  for (const text of officialTexts(blocks, desk.publicUrl)) await desk.say(userId, text)
}

async function within(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), Math.max(0, ms))
  })
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    clearTimeout(timer)
  }
}
