import type { z } from 'zod'
import type { ContactCode } from '../contract/group.ts'
import { CHANNELS } from '../contract/terms.ts'
import { BAD_CODE, BIND_HOW, boundWords, TOO_MANY_CODES } from '../core/cadre-words/answers.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import { answer, type CadreSaid, type Heard } from './cadre-said.ts'
import { heardOf } from './cadre-speaker.ts'
import type { Deps } from './deps.ts'

const MINUTES_10 = 10 * 60_000
const CODE_DIGITS = 8
/**
 * House rule, of one sender: nobody's tries keep others out. Of eight digits a hundred senders with five tries in ten minutes find a code
 * that is always out in some four years.
 */
const MOST_TRIES = 5

/** A code by which a cadre shows in a chat that the contact is his; good for ten minutes, the newest alone. */
export async function makeContactCode(deps: Deps, actor: CadreActor): Promise<z.infer<typeof ContactCode>> {
  const code = digitsOf(deps.vault.hash(`contact digits:${deps.ids.secret(16)}`))
  const expiresAt = new Date(deps.clock.now().getTime() + MINUTES_10)
  await deps.store.transaction({ kind: 'system', county: actor.county }, (tx) =>
    tx.contacts.putCode(actor.cadreId, hashOf(deps, code), expiresAt),
  )
  return {
    code,
    expiresAt: expiresAt.toISOString(),
    open: CHANNELS.filter(
      (channel) => deps.groups[channel] || (channel === 'official_account' && deps.channels[channel]),
    ),
  }
}

/**
 * Binds the contact to the cadre whose code it brings, and stores what he is told: the code is used up, and the same message again must
 * hear that it worked. Each of a sender's tries counts, in the database.
 */
export async function bindContact(deps: Deps, said: CadreSaid, code: string): Promise<Heard> {
  const { county, channel, userId, messageId } = said
  if (code.length !== CODE_DIGITS) return answer(code === '' ? BIND_HOW : BAD_CODE)
  const now = deps.clock.now()
  const period = `${chinaDay(now)} ${Math.floor(now.getTime() / MINUTES_10)}`
  return deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const his = await tx.channelUses.take(channel, `bind:${deps.vault.hash(userId)}`, period, 1, MOST_TRIES)
    if (!his) return answer(TOO_MANY_CODES)
    const cadreId = await tx.contacts.redeem(hashOf(deps, code), now)
    // Perhaps by this very message, which came twice at once.
    const before = cadreId === null ? await tx.cadreMessages.replyTo(channel, messageId) : null
    if (before) return heardOf(before)
    const cadre = cadreId === null ? null : await tx.accounts.cadre(cadreId, chinaDay(now))
    if (!cadre?.active) return answer(BAD_CODE)
    await tx.contacts.bind(channel, userId, cadre.id, now)
    const words = boundWords(cadre)
    await tx.cadreMessages.put({ channel, messageId, cadreId: cadre.id, words, done: true }, now)
    await tx.audit.append({ at: now, actor: cadre.id, act: 'contact_bound', subject: cadre.id })
    return answer(words, true)
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
