import {
  BIND_ALONE,
  HELP,
  HINT,
  NOT_BOUND,
  ONE_AT_A_TIME,
  UNBIND_ALONE,
  whichPlace,
} from '../core/cadre-words/answers.ts'
import type { CadreCommand } from '../core/cadre-words/command.ts'
import { readCadreWords } from '../core/cadre-words/read-cadre-words.ts'
import { bindContact } from './bind-contact.ts'
import { listTodo, onLead, showLead } from './cadre-on-lead.ts'
import { refusalWords } from './cadre-refusal.ts'
import { answer, type CadreSaid, type Heard, SaidBefore, type Speaker } from './cadre-said.ts'
import { answeredBefore, heardOf, keepAnswer, lookUp } from './cadre-speaker.ts'
import type { Deps } from './deps.ts'
import { isRefusal } from './refusal.ts'
import { groupNameOf, placeNamed, registerGroup, removeGroup } from './register-group.ts'
import { unbindThis } from './unbind-contact.ts'

/**
 * Does what a cadre's words ask for, by the use cases that his desk uses and with his own rights, and answers what he is told. The same
 * message again is answered the same and does nothing twice: its answer is stored with what it does.
 */
export async function hearCadre(deps: Deps, said: CadreSaid): Promise<Heard> {
  const { speaker, before, group } = await lookUp(deps, said)
  if (before) return heardOf(before)
  const command = readCadreWords(said.text, {
    quoted: said.quoted,
    inGroup: said.groupId !== null,
    mentioned: said.mentioned ?? false,
  })
  if (command.kind === 'bind' && said.groupId === null) return bindContact(deps, said, command.code)
  if (!speaker) return said.groupId === null && isCadres(command) ? answer(NOT_BOUND) : { kind: 'unknown' }
  if (said.groupId !== null && group?.kind !== 'cadres' && command.kind !== 'register_group') return { kind: 'nothing' }
  try {
    const heard = await obey(deps, said, speaker, command)
    return heard.kind === 'answer' ? heardOf(await keepAnswer(deps, said, speaker, heard)) : heard
  } catch (error) {
    if (!(error instanceof SaidBefore)) throw error
    return answeredBefore(deps, said, error)
  }
}

async function obey(deps: Deps, said: CadreSaid, speaker: Speaker, command: CadreCommand): Promise<Heard> {
  switch (command.kind) {
    case 'claim':
    case 'visit':
    case 'verify':
    case 'note':
    case 'transfer':
    case 'return':
    case 'close':
    case 'photo':
      return onLead(deps, said, speaker, command)
    case 'show':
      return showLead(deps, said, speaker, command.number)
    case 'list':
      return listTodo(deps, speaker)
    case 'register_group':
      return register(deps, said, speaker, command)
    case 'remove_group':
      return unregister(deps, said, speaker)
    case 'help':
      return answer(HELP)
    case 'bind':
      return answer(BIND_ALONE)
    case 'unbind':
      return said.groupId === null ? unbindThis(deps, said, speaker.actor) : answer(UNBIND_ALONE)
    case 'several':
      return said.groupId === null || said.mentioned ? answer(ONE_AT_A_TIME) : { kind: 'nothing' }
    case 'nothing':
      return said.mentioned || (said.groupId === null && command.number !== null) ? answer(HINT) : { kind: 'nothing' }
  }
}

/** What no resident would write: whoever does is a cadre whom we do not know yet. */
function isCadres(command: CadreCommand): boolean {
  switch (command.kind) {
    case 'list':
    case 'register_group':
      return true
    case 'claim':
    case 'visit':
    case 'verify':
    case 'note':
    case 'transfer':
    case 'return':
    case 'close':
    case 'photo':
      return command.number !== null
    case 'bind':
    case 'unbind':
    case 'show':
    case 'help':
    case 'several':
    case 'remove_group':
    case 'nothing':
      return false
  }
}

async function register(
  deps: Deps,
  { county, channel, groupId }: CadreSaid,
  { actor }: Speaker,
  command: Extract<CadreCommand, { kind: 'register_group' }>,
): Promise<Heard> {
  if (groupId === null) return answer('请把这句话发到要登记的群里。')
  if (command.place === '') return answer(whichPlace(command.group))
  const found = placeNamed(deps, county, command.place)
  if ('why' in found) return answer(found.why)
  const place = deps.regions(county)?.placeName(found.region) ?? found.region
  const name = groupNameOf(command.group, place)
  const group = { channel, groupId, region: found.region, kind: command.group, name, webhook: null }
  const done = await registerGroup(deps, actor, group)
  if (isRefusal(done)) return answer(refusalWords(done, command.place))
  const what = command.group === 'cadres' ? '新线索和到期提醒会发到这里。' : '政策宣传会发到这里。'
  return answer(`登记好了：${done.name}。${what}`, true)
}

async function unregister(deps: Deps, { channel, groupId }: CadreSaid, { actor }: Speaker): Promise<Heard> {
  if (groupId === null) return answer('请把这句话发到登记过的群里。')
  const done = await removeGroup(deps, actor, channel, groupId)
  return isRefusal(done) ? answer(refusalWords(done, '这个群')) : answer('取消登记了，这里不再发线索。', true)
}
