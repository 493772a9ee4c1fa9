import type { z } from 'zod'
import type { ContactCode } from '../contract/group.ts'
import { CHANNELS, type Channel } from '../contract/terms.ts'
import { BAD_CODE, BIND_HOW, boundWords, TOO_MANY_CODES } from '../core/cadre-words/answers.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'

const MINUTES_10 = 10 * 60_000
const CODE_DIGITS = 8
/** House rule. Of eight digits, a hundred tries in ten minutes find a code that is always out in some nineteen years. */
const MOST_TRIES = 5
const MOST_TRIES_OF_ALL = 100

/** A code by which a cadre shows in a chat that the contact is his; good for ten minutes, the newest alone. */
export async function makeContactCode(deps: Deps, actor: CadreActor): Promise<z.infer<typeof ContactCode>> {
  const code = digitsOf(deps.vault.hash(`contact digits:${deps.ids.secret(16)}`))
  const expiresAt = new Date(deps.clock.now().getTime() + MINUTES_10)
  const contacts = await deps.store.transaction({ kind: 'system', county: actor.county }, async (tx) => {
    await tx.contacts.putCode(actor.cadreId, hashOf(deps, code), expiresAt)
    return tx.contacts.of(actor.cadreId)
  })
  return {
    code,
    expiresAt: expiresAt.toISOString(),
    channels: contacts.map(({ channel }) => channel),
    open: CHANNELS.filter((channel) => deps.groups[channel]),
  }
}

/** Binds the contact to the cadre whose code it brings. Answers what he is told; each try counts, in the database. */
export async function bindContact(
  deps: Deps,
  contact: { county: string; channel: Channel; userId: string },
  code: string,
): Promise<{ words: string; done: boolean; cadreId: string | null }> {
  const { county, channel, userId } = contact
  const no = (words: string) => ({ words, done: false, cadreId: null })
  if (code.length !== CODE_DIGITS) return no(code === '' ? BIND_HOW : BAD_CODE)
  const now = deps.clock.now()
  const period = `${chinaDay(now)} ${Math.floor(now.getTime() / MINUTES_10)}`
  return deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const his = await tx.channelUses.take(channel, `bind:${deps.vault.hash(userId)}`, period, 1, MOST_TRIES)
    if (!his || !(await tx.channelUses.take(channel, 'bind', period, 1, MOST_TRIES_OF_ALL))) return no(TOO_MANY_CODES)
    const cadreId = await tx.contacts.redeem(hashOf(deps, code), now)
    const cadre = cadreId === null ? null : await tx.accounts.cadre(cadreId, chinaDay(now))
    if (!cadre?.active) return no(BAD_CODE)
    await tx.contacts.bind(channel, userId, cadre.id, now)
    await tx.audit.append({ at: now, actor: cadre.id, act: 'contact_bound', subject: cadre.id })
    return { words: boundWords(cadre), done: true, cadreId: cadre.id }
  })
}

function hashOf(deps: Deps, code: string): string {
  return deps.vault.hash(`contact code:${code}`)
}

/** Eight digits out of a random text, each number as likely as any other but for one in a billion. */
function digitsOf(text: string): string {
  const number = [...text].reduce((sum, character) => (sum * 131 + character.charCodeAt(0)) % 10 ** CODE_DIGITS, 0)
  return String(number).padStart(CODE_DIGITS, '0')
}
