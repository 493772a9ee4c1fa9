import { createHash } from 'node:crypto'
import type { Deps } from '../../../app/deps.ts'
import type { Pushed } from '../../../app/ports/channels.ts'
import { splitText } from '../../../core/channel/split-text.ts'
import { chinaDay } from '../../../core/words/when.ts'
import { type Parts, partsLeft, sendParts } from '../in-parts.ts'
import type { WechatApi } from '../wechat-api.ts'
import { askWechat } from '../wechat-fetch.ts'
import { pushedBy } from './wecom-api.ts'

const CHANNEL = 'wecom'
/** Of one text, for members and robots alike. */
const TEXT_BYTES = 2_048
/** What the platform takes in a minute: to one member, and by one group's robot. */
const TO_MEMBER = 30
const BY_ROBOT = 20
const MINUTE_MS = 60_000
/** No robot has this key (any more). */
const NO_ROBOT = [93000, 93004]

export interface Sending {
  deps: Deps
  county: string
  api: WechatApi
  apiUrl: string
  agentId: string
  /** Hears what the application's technician should know; nothing of a message or a person. */
  tell: (why: string) => void
}

/** Words to one member, in as many texts as it takes, in order. What was sent before a failure is not sent again. */
export async function sendWords(sending: Sending, userId: string, words: string, key: string): Promise<Pushed> {
  const parts = await partsOf(sending, key, splitText(words, TEXT_BYTES))
  return sendParts(parts, (content) =>
    toMember(sending, userId, { touser: userId, msgtype: 'text', text: { content } }),
  )
}

/** A card with buttons; each sends the words that stand for it. */
export async function sendCard(
  sending: Sending,
  userId: string,
  words: string,
  taps: string[],
  key: string,
): Promise<Pushed> {
  const [title = '', ...lines] = words.split('\n')
  return toMember(sending, userId, {
    touser: userId,
    msgtype: 'template_card',
    template_card: {
      card_type: 'button_interaction',
      main_title: { title },
      sub_title_text: lines.join('\n'),
      // The platform takes no second card of the same task, so one that is sent again after a crash comes once.
      task_id: createHash('sha256').update(key).digest('hex'),
      button_list: taps.map((tap, at) => ({ text: tap.split(' ')[0], style: at === 0 ? 1 : 2, key: tap })),
    },
  })
}

/** The buttons of a card give way to one that can't be tapped and says what was done. */
export async function closeCard({ api, agentId, tell }: Sending, userId: string, code: string, verb: string) {
  const answer = await api.post('/cgi-bin/message/update_template_card', {
    userids: [userId],
    agentid: Number(agentId),
    response_code: code,
    button: { replace_name: `已${verb.replace(/^已/, '')}` },
  })
  // It only looks better: what he tapped is done, and he is told so.
  if (answer.kind === 'answered' && answer.errcode !== 0) tell(`a card was not changed: errcode ${answer.errcode}`)
}

/** Words to a group by its robot. The address holds the key: it goes into no message and no log. */
export async function sendByRobot(
  sending: Sending,
  group: { groupId: string; webhook: string },
  words: string,
  mentions: string[],
  key: string,
): Promise<Pushed> {
  const texts = splitText(words, TEXT_BYTES)
  return sendParts(await partsOf(sending, key, texts), async (content) => {
    const wait = await granted(sending, `robot:${group.groupId}`, BY_ROBOT)
    if (wait) return wait
    const url = new URL('/cgi-bin/webhook/send', sending.apiUrl)
    url.searchParams.set('key', group.webhook)
    // Called by the first part alone.
    const mentioned_list = content === texts[0] ? mentions : []
    const answer = await askWechat(url, { msgtype: 'text', text: { content, mentioned_list } })
    if (answer.kind === 'answered' && NO_ROBOT.includes(answer.errcode))
      return { kind: 'gone', why: `no such robot: errcode ${answer.errcode}` }
    return pushedBy(answer)
  })
}

function partsOf({ deps, county }: Sending, key: string, texts: string[]): Promise<Parts> {
  return partsLeft(deps, { county, channel: CHANNEL, key }, texts)
}

async function toMember(sending: Sending, userId: string, message: object): Promise<Pushed> {
  const who = createHash('sha256').update(userId).digest('base64url').slice(0, 22)
  const wait = await granted(sending, `member:${who}`, TO_MEMBER)
  if (wait) return wait
  const { api, agentId, tell } = sending
  const pushed = pushedBy(await api.post('/cgi-bin/message/send', { ...message, agentid: Number(agentId), safe: 0 }))
  if (pushed.kind === 'refused') tell(`a message was refused: ${pushed.why}`)
  return pushed
}

/** Null where this minute has room for one more, counted for all processes; else when to come again. */
async function granted({ deps, county }: Sending, what: string, most: number): Promise<Pushed | null> {
  const now = deps.clock.now()
  const minute = Math.floor(now.getTime() / MINUTE_MS)
  const period = `${chinaDay(now)} ${minute}`
  const taken = await deps.store.transaction({ kind: 'system', county }, (tx) =>
    tx.channelUses.take(CHANNEL, what, period, 1, most),
  )
  if (taken) return null
  return { kind: 'later', why: 'this minute is used up', afterMs: (minute + 1) * MINUTE_MS - now.getTime() }
}
