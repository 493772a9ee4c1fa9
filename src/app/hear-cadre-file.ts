import { MEANT } from '../core/cadre-words/answers.ts'
import { type FileKind, isOfKind, OF_ONE_HOME_MS } from '../core/cadre-words/files-sent.ts'
import { whichLead } from '../core/cadre-words/photo-words.ts'
import { onLead } from './cadre-on-lead.ts'
import { answer, type CadreSaid, type Heard, SaidBefore, type Speaker } from './cadre-said.ts'
import { answeredBefore, heardOf, keepAnswer, lookUp } from './cadre-speaker.ts'
import type { Deps } from './deps.ts'
import { fileKind } from './file-kind.ts'
import { takeFileOfDay } from './files-of-day.ts'
import { idOf } from './set-up-county.ts'

/** A message may have waited so long for the bot or the server to come back. */
const DAY_MS = 24 * 3_600_000

type Sent = Omit<CadreSaid, 'text' | 'quoted' | 'mentioned' | 'groupId'>

/**
 * A picture or recording from a cadre's own chat: of the visit that he has just told of, else it waits and he is asked of which lead it is.
 * The same message again is answered the same and keeps nothing twice.
 * @param fetch its bytes, or what he is told instead. Not asked where nobody is known behind the contact
 */
export async function hearCadreFile(
  deps: Deps,
  sent: Sent,
  kind: FileKind,
  refused: { unsafe: string; enough: string },
  fetch: () => Promise<{ bytes: Uint8Array } | { words: string }>,
): Promise<Heard> {
  const said: CadreSaid = { ...sent, groupId: null, text: '', quoted: null }
  const { speaker, before } = await lookUp(deps, said)
  if (before) return heardOf(before)
  if (!speaker) return { kind: 'unknown' }
  const keep = async (words: string) => heardOf(await keepAnswer(deps, said, speaker, answer(words)))
  const { county, channel, userId } = sent
  if (!(await takeFileOfDay(deps, { county, channel, userId, village: null }))) return keep(refused.enough)
  const got = await fetch()
  if ('words' in got) return keep(got.words)
  const mime = fileKind(got.bytes)
  if (mime === null || !isOfKind(mime, kind)) return keep(refused.unsafe)
  return ofVisit(deps, said, speaker, kind, await putWaiting(deps, said, speaker, mime, got.bytes))
}

/** As `hearCadreFile`, of a file that was handed over before its message and waits for him already. */
export async function hearKeptFile(
  deps: Deps,
  sent: Sent,
  kind: FileKind,
  id: string,
  refused: { unsafe: string; lost: string },
): Promise<Heard> {
  const said: CadreSaid = { ...sent, groupId: null, text: '', quoted: null }
  const { speaker, before } = await lookUp(deps, said)
  if (before) return heardOf(before)
  if (!speaker) return { kind: 'unknown' }
  const since = new Date(deps.clock.now().getTime() - DAY_MS)
  const waiting = await deps.store.transaction(speaker.actor, (tx) =>
    tx.attachments.waitingOf(speaker.actor.cadreId, since),
  )
  const file = waiting.find((each) => each.id === id)
  if (file && isOfKind(file.mime, kind)) return ofVisit(deps, said, speaker, kind, id)
  return heardOf(await keepAnswer(deps, said, speaker, answer(file ? refused.unsafe : refused.lost)))
}

/** Of the visit that he has just told of, else he is asked of which lead it is. */
async function ofVisit(deps: Deps, said: CadreSaid, speaker: Speaker, kind: FileKind, id: string): Promise<Heard> {
  try {
    const number = await visited(deps, speaker)
    const heard = number && (await onLead(deps, said, speaker, { kind: 'photo', number, what: kind }, [id]))
    if (heard && heard.kind === 'answer' && heard.done) return heard
  } catch (error) {
    if (!(error instanceof SaidBefore)) throw error
    return answeredBefore(deps, said, error)
  }
  return heardOf(await keepAnswer(deps, said, speaker, answer(whichLead(kind, await held(deps, speaker)))))
}

/** Made of the message's, so one that comes again is not kept twice. */
export function waitingFileId({ county, channel, messageId }: Pick<CadreSaid, 'county' | 'channel' | 'messageId'>) {
  return idOf(county, `${channel}/${messageId}`, 'attachment')
}

async function putWaiting(
  deps: Deps,
  said: CadreSaid,
  { actor }: Speaker,
  mime: string,
  bytes: Uint8Array,
): Promise<string> {
  const { county } = said
  const id = waitingFileId(said)
  const waiting = { id, county, cadreId: actor.cadreId, mime, bytes, at: deps.clock.now() }
  await deps.store.transaction({ kind: 'system', county }, (tx) => tx.attachments.putWaiting(waiting))
  return id
}

/** The lead of the visit that he has just told of. */
async function visited(deps: Deps, { actor }: Speaker): Promise<string | null> {
  const since = new Date(deps.clock.now().getTime() - OF_ONE_HOME_MS)
  return deps.store.transaction(actor, async (tx) => {
    const id = await tx.leads.lastVisitBy(actor.cadreId, since)
    return (id && (await tx.leads.get(id))?.number) ?? null
  })
}

async function held(deps: Deps, { actor }: Speaker): Promise<string[]> {
  const query = { holderId: actor.cadreId, statuses: MEANT.photo, limit: 20, after: null }
  const rows = await deps.store.transaction(actor, (tx) => tx.leads.page(query))
  return rows.flatMap(({ lead }) => (lead.holderId === actor.cadreId ? [lead.number] : []))
}
