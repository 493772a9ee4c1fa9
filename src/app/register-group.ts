import type { GroupKind, GroupList, GroupView, NewGroup } from '../contract/group.ts'
import { GROUP_KIND_LABEL } from '../contract/group.ts'
import { CHANNELS, type Channel } from '../contract/terms.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import type { GroupChat } from './ports/groups.ts'
import type { Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'

const OFFICERS_ONLY = '群要由乡镇或县里的干部登记，而且是他负责的地方。'

/** An officer says of which place a group is. Who answers for the place that it was of before may change that. */
export async function registerGroup(deps: Deps, actor: CadreActor, group: GroupChat): Promise<GroupView | Refusal> {
  const place = deps.regions(actor.county)?.get(group.region)
  if (!place) return { refused: 'not_possible_now', why: '没有找到这个地方，请写村或镇的名字。' }
  return changing(deps, actor, group, [group.region], async (tx) => {
    await tx.groups.put(group)
    const last = await tx.groupPosts.lastOfGroups()
    return view(deps, actor, group, last)
  })
}

/** A robot's group of WeCom: known by a hash of its key, which is kept sealed. */
export function registerRobot(deps: Deps, actor: CadreActor, entry: NewGroup): Promise<GroupView | Refusal> {
  const key = new URL(entry.webhook).searchParams.get('key') ?? ''
  const { channel, name, kind, region } = entry
  const groupId = deps.vault.hash(`webhook:${key}`).slice(0, 22)
  return registerGroup(deps, actor, { channel, groupId, name, kind, region, webhook: deps.vault.sealText(key) })
}

export async function removeGroup(
  deps: Deps,
  actor: CadreActor,
  channel: Channel,
  groupId: string,
): Promise<{ removed: true } | Refusal> {
  return changing(deps, actor, { channel, groupId }, [], async (tx): Promise<{ removed: true } | Refusal> => {
    return (await tx.groups.remove(channel, groupId)) ? { removed: true } : { refused: 'not_found' }
  })
}

/** Those of his place, and those around it. When each was last posted to, only the system may read: posts tell of others' leads. */
export async function listGroups(deps: Deps, actor: CadreActor): Promise<GroupList> {
  const groups = await deps.store.transaction(actor, (tx) => tx.groups.list())
  const last = await deps.store.transaction({ kind: 'system', county: actor.county }, (tx) =>
    tx.groupPosts.lastOfGroups(),
  )
  return {
    groups: groups.map((group) => view(deps, actor, group, last)),
    open: CHANNELS.filter((channel) => deps.groups[channel]),
  }
}

/** The place of a group by its name. */
export function placeNamed(deps: Deps, county: string, name: string): { region: string } | { why: string } {
  const regions = deps.regions(county)
  if (!regions) return { why: '这里还没有开通。' }
  if (name === regions.county.name) return { region: county }
  const [first, second] = regions.find(name)
  if (!first) return { why: `没有找到“${name}”，请写村或镇的全名。` }
  const same =
    second && second.code.length === first.code.length && second.end - second.start === first.end - first.start
  return same ? { why: `有好几个“${name}”，请写上镇名，例如：演示镇松岭村。` } : { region: first.code }
}

export function groupNameOf(kind: GroupKind, place: string): string {
  return `${place}${GROUP_KIND_LABEL[kind]}`
}

/** Checks his rights over the places, then changes in the system's name: nobody else may write there. */
async function changing<T>(
  deps: Deps,
  actor: CadreActor,
  { channel, groupId }: Pick<GroupChat, 'channel' | 'groupId'>,
  regions: string[],
  change: (tx: Tx) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  return deps.store.transaction({ kind: 'system', county: actor.county }, async (tx): Promise<T | Refusal> => {
    const before = await tx.groups.get(channel, groupId)
    const all = [...regions, ...(before ? [before.region] : [])]
    if (!all.every((region) => answersFor(actor, region))) return { refused: 'not_allowed', why: OFFICERS_ONLY }
    const result = await change(tx)
    const at = deps.clock.now()
    await tx.audit.append({ at, actor: actor.cadreId, act: 'group_changed', subject: `${channel}:${groupId}` })
    return result
  })
}

function answersFor({ role, areas }: CadreActor, region: string): boolean {
  const officer = role === 'township_officer' || role === 'county_officer'
  return officer && areas.some((area) => region.startsWith(area))
}

function view(
  deps: Deps,
  actor: CadreActor,
  { channel, groupId, name, kind, region }: GroupChat,
  posts: { channel: Channel; groupId: string; at: Date; arrived: boolean }[],
): GroupView {
  const last = posts.find((post) => post.channel === channel && post.groupId === groupId)
  const place = deps.regions(actor.county)?.placeName(region) ?? region
  const lastPost = last ? { at: last.at.toISOString(), arrived: last.arrived } : null
  return { channel, id: groupId, name, kind, region, place, lastPost, mayRemove: answersFor(actor, region) }
}
