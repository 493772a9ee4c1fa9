import { createHash } from 'node:crypto'
import type { Message, Pushed } from '../../../app/ports/channels.ts'
import { newsFields } from '../case-news.ts'
import type { NewsTemplate } from '../wechat-account.ts'
import { pushedBy } from '../wechat-errors.ts'
import type { ApiAnswer } from '../wechat-fetch.ts'
import { ofShare, type Sending, told } from './send.ts'

/** He allowed no more such messages: nobody has to be told of it. */
const NOT_ALLOWED = 43101

/** While the chat is closed, news of a report may still be told of in the account's own way, with nothing personal in it. */
export async function sendNotice(sending: Sending, county: string, userId: string, message: Message): Promise<Pushed> {
  const { deps, template } = sending
  if (template === null) return { kind: 'closed' }
  const post = template.by === 'template' ? byTemplate : bySubscription
  const answer = await ofShare(sending, county, message.about, () => post(sending, template, userId, message))
  if ('afterMs' in answer) return answer
  if (answer.kind === 'answered' && answer.errcode === NOT_ALLOWED) return { kind: 'closed' }
  return told(sending, pushedBy(answer, message.about, deps.clock.now(), 0), `a ${template.by} message`)
}

function byTemplate({ api }: Sending, template: NewsTemplate, userId: string, message: Message): Promise<ApiAnswer> {
  return api.post('/cgi-bin/message/template/send', {
    touser: userId,
    template_id: template.id,
    client_msg_id: createHash('sha256').update(message.key).digest('hex').slice(0, 32),
    data: newsFields(message.blocks, template),
  })
}

/** For accounts that have subscribe notifications in place of templates. The platform knows no key of ours here: a crash may send it twice. */
function bySubscription(
  { api }: Sending,
  template: NewsTemplate,
  userId: string,
  message: Message,
): Promise<ApiAnswer> {
  return api.post('/cgi-bin/message/subscribe/bizsend', {
    touser: userId,
    template_id: template.id,
    data: newsFields(message.blocks, template),
  })
}
