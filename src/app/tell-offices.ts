import type { CadreRole } from '../contract/terms.ts'
import { type DutyLevel, holderAt, levelOf } from '../core/duty/answers.ts'
import type { Actor } from '../core/policy/entry.ts'
import type { Case } from '../core/procedure/case.ts'
import { chinaDay } from '../core/words/when.ts'
import type { Deps } from './deps.ts'
import type { Tx } from './ports/store.ts'
import { reachesCadres } from './tell-groups.ts'

/** As which office somebody is told, by what he is. */
export const OFFICE_OF: Partial<Record<CadreRole, Actor>> = {
  village_cadre: 'village_committee',
  township_officer: 'township',
  county_officer: 'county_office',
}

const DIGITS: Record<DutyLevel, number> = { village: 12, township: 9, county: 6 }

/**
 * What a step tells village, township or county stands with whoever is on duty there until it is seen, and goes to the cadres'
 * group of the place and to him by himself: each once, in the transaction that causes it, with the system's rights. Where a level has
 * nobody, the next one is told. In a group the household is not named.
 * @param but who did it, and knows.
 */
export async function tellOffices(
  tx: Tx,
  deps: Deps,
  face: Case,
  tells: { whom: Actor; text: string }[],
  but: string | null,
): Promise<void> {
  const offices = tells.filter(({ whom }) => whom !== 'household')
  if (offices.length === 0) return
  const at = deps.clock.now()
  const { id: caseId, county, region } = face
  const roster = await tx.roster.onDay(county, chinaDay(at))
  const groups = reachesCadres(deps) ? (await tx.groups.list()).filter(({ kind }) => kind === 'cadres') : []
  const told = new Set<string>()
  for (const { whom, text } of offices) {
    const { level, holderId } = holderAt(levelOf({ by: [whom], forEach: 'household' }), region, null, roster)
    if (told.has(`${level} ${text}`)) continue
    told.add(`${level} ${text}`)
    const key = `case:${caseId}:${face.version}:${told.size}`
    await tx.caseNotices.put({ id: deps.ids.uuid(), key, caseId, region, level, text, at })
    const post = { leadId: null, mentions: [], taps: [] }
    const words = text.replace(/（[^（）]*\*[^（）]*）/g, '')
    for (const { channel, groupId, region: of } of groups)
      if (of === region.slice(0, DIGITS[level]) && deps.groups[channel])
        await tx.groupPosts.put({ ...post, key: `${key}:${channel}:${groupId}`, to: { channel, groupId }, words }, at)
    if (reachesCadres(deps) && holderId !== null && holderId !== but)
      await tx.groupPosts.put({ ...post, key: `${key}:${holderId}`, to: { cadreId: holderId }, words: text }, at)
  }
  await tx.announce({ topic: 'duty', county })
  if (reachesCadres(deps)) await tx.announce({ topic: 'post', county })
}
