import { setTimeout as sleep } from 'node:timers/promises'
import { type BotPhones, OFFICER } from './bot-phone.ts'

/** The village that the demo is about, as people write it, and who answers for its township. */
const PLACE = '连溪村'
const TOWNSHIP = '440229106'
const LOOK_MS = 200

/**
 * An officer of the township binds himself to the bot and registers the group, by the same doors as anybody: so cards of new leads come
 * there. @throws where the server refuses it
 */
export async function registerGroup(address: string, { alone, group }: BotPhones): Promise<void> {
  const cadres = (await ask(`${address}/api/demo/cadres`)) as { id: string; role: string; areas: string[] }[]
  const officer = cadres.find(({ role, areas }) => role === 'township_officer' && areas.includes(TOWNSHIP))
  if (!officer) throw new Error(`no officer of ${TOWNSHIP}`)
  const { token } = (await ask(`${address}/api/demo/login`, { cadreId: officer.id })) as { token: string }
  const { code } = (await ask(`${address}/api/me/contact-code`, {}, token)) as { code: string }
  await alone.says(OFFICER, `绑定 ${code}`)
  await heard(() => alone.shown(OFFICER), /绑定好了/)
  await group.says(OFFICER, `登记本群 ${PLACE}`)
  await heard(() => group.shown(OFFICER), /登记好了/)
}

async function ask(url: string, body?: unknown, token?: string): Promise<unknown> {
  const headers = {
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  }
  const answer = await fetch(url, {
    headers,
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${new URL(url).pathname} answered ${answer.status}`)
  return answer.json()
}

async function heard(shown: () => { text: string }[], words: RegExp): Promise<void> {
  while (!shown().some(({ text }) => words.test(text))) await sleep(LOOK_MS)
}
