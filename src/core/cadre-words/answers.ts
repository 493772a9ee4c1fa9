import type { LeadDetail, LeadStatus, LeadSummary } from '../../contract/lead.ts'
import { LEAD_STATUS_LABEL } from '../../contract/lead.ts'
import { RISK_TYPE_LABEL, URGENCY_LABEL } from '../../contract/terms.ts'
import { cadreWords, maskName } from '../words/person.ts'
import { whenWords } from '../words/when.ts'
import type { LeadCommand } from './command.ts'
import { PHOTO_WORDS } from './photo-words.ts'

/** What a cadre is answered. Nothing of the person stands in an answer to a group. */
export const HELP = [
  '您可以这样写：',
  '接单 A1024',
  '已入户 A1024 看到的情况',
  '属实 A1024 核实的情况（或 不属实）',
  '备注 A1024 要记的话',
  '照片 A1024：先发照片，再说记到哪条',
  '转办 A1024 给 同事的姓名 原因',
  '退回 A1024 原因',
  '办结 A1024 结果',
  '待办：看您手上的线索',
  '解除绑定：这里不再发线索给您',
  '回复线索卡片时，可以不写编号。',
].join('\n')

export const HINT = '没看懂这句话。发“帮助”看怎么写，发“待办”看手上的线索。'
export const ONE_AT_A_TIME = '一次只办一条，请分开发。'
export const NOT_BOUND = '还不知道您是哪位干部。请登录工作台，点“绑定微信”，把绑定码发到这里。'
export const BIND_HOW = '请登录工作台，点“绑定微信”，再把“绑定”和八位数字发到这里。'
/** He left out of which place the group is. */
export const whichPlace = (group: 'cadres' | 'publicity') =>
  `这是哪里的群？请写上村或镇的名字，例如：\n登记${group === 'cadres' ? '本' : '宣传'}群 松岭村`
export const BIND_ALONE = '绑定码不要发在群里。请单独发给我。'
export const UNBOUND = '绑定解除了，这里不再给您发线索。'
export const UNBIND_ALONE = '要解除绑定，请单独发给我。'
export const BAD_CODE = '绑定码不对，或者过了十分钟。请到工作台再取一个。'
export const TOO_MANY_CODES = '试的次数太多了，请过十分钟再试。'
export const boundWords = (cadre: Parameters<typeof cadreWords>[0]) =>
  `绑定好了，${cadreWords(cadre)}。发“待办”看手上的线索，发“帮助”看怎么写。`

const EXAMPLE: Record<LeadCommand['kind'], (number: string) => string> = {
  claim: (number) => `接单 ${number}`,
  visit: (number) => `已入户 ${number} 屋顶漏雨，已拍照`,
  verify: (number) => `属实 ${number} 屋顶漏三处`,
  note: (number) => `备注 ${number} 周五再去`,
  transfer: (number) => `转办 ${number} 给 同事的姓名 我在外地`,
  return: (number) => `退回 ${number} 要镇里来定`,
  close: (number) => `办结 ${number} 已帮扶，屋顶修好了`,
  photo: (number) => `照片 ${number}`,
}

/** In which states a lead is one that the command may mean, where its number was left out. */
export const MEANT: Record<LeadCommand['kind'], LeadStatus[]> = {
  claim: ['open'],
  visit: ['open', 'claimed', 'visited'],
  verify: ['open', 'claimed', 'visited'],
  note: ['open', 'claimed', 'visited', 'verified'],
  transfer: ['open', 'claimed', 'visited', 'verified'],
  return: ['open', 'claimed', 'visited'],
  close: ['verified'],
  photo: ['open', 'claimed', 'visited', 'verified'],
}

export function noneMeant(kind: LeadCommand['kind']): string {
  if (kind === 'claim') return '您手上没有等着接的线索。'
  return `您手上没有能办这一步的线索。请写上编号，例如：\n${EXAMPLE[kind]('A1024')}`
}

export function whichOne(kind: LeadCommand['kind'], numbers: string[]): string {
  const [first = 'A1024'] = numbers
  return `您手上有好几条：${numbers.slice(0, 5).join('、')}。\n请写上编号，例如：\n${EXAMPLE[kind](first)}`
}

/** What is still missing of a command; null where nothing is. */
export function missingOf(command: LeadCommand, number: string): string | null {
  const ask = (question: string) => `${question}例如：\n${EXAMPLE[command.kind](number)}`
  switch (command.kind) {
    case 'claim':
    case 'photo':
      return null
    case 'visit':
      return command.text === '' ? ask('看到了什么情况？请写一句，') : null
    case 'verify':
      return command.findings === '' ? ask('核实到什么情况？请写一句，') : null
    case 'note':
      return command.text === '' ? ask('要记什么？') : null
    case 'transfer':
      return command.rest === '' ? ask('转给谁？请写上姓名和原因，') : null
    case 'return':
      return command.reason === '' ? ask('为什么退回？请写一句，') : null
    case 'close':
      if (command.outcome !== null) return null
      return ask('结果是哪一种？已帮扶、已转交部门、不需要帮扶、不属实、联系不上。')
  }
}

/** What comes before, where a lead is not that far. */
export function stepBefore(command: LeadCommand, status: LeadStatus, number: string): string {
  if (command.kind !== 'close' || !MEANT.verify.includes(status)) return ''
  return `要先核实，例如：\n${EXAMPLE.verify(number)}`
}

/** What became of it. `inGroup`: everybody reads along. */
export function doneWords(command: LeadCommand, lead: LeadDetail, by: string, inGroup: boolean, now: Date): string {
  const { number } = lead
  const due = new Date(lead.dueAt)
  const until = due > now ? `请在${whenWords(due, now)}前` : '请马上'
  switch (command.kind) {
    case 'claim':
      return [`${by}接了${number}。${until}联系农户。`, ...(inGroup ? [] : [personOf(lead)])].join('\n')
    case 'visit':
      return `${number}的走访记下了。核实后发：\n${EXAMPLE.verify(number)}`
    case 'verify':
      return `${number}的核实记下了。办完后发：\n${EXAMPLE.close(number)}`
    case 'note':
      return `${number}的备注记下了。`
    case 'photo':
      return command.what === 'voice'
        ? PHOTO_WORDS.keptRecording(number)
        : PHOTO_WORDS.kept(number, lead.events.at(-1)?.attachments.length ?? 1)
    case 'transfer':
    case 'return':
      return `${number}现在由${cadreWords(lead.holder)}来办。`
    case 'close':
      return `${number}办结了，辛苦了。`
  }
}

function personOf({ householdName, phone }: LeadDetail): string {
  const masked = `户主${maskName(householdName)}`
  return `${phone === null ? masked : `${masked}，电话${phone}`}。全部信息请到工作台看。`
}

/** One lead. In a group nothing of the person; alone his name and numbers masked. */
export function shownWords(
  lead: LeadSummary,
  now: Date,
  alone: { words: string[]; phone: string | null } | null,
): string {
  const due = lead.dueNote ?? `${whenWords(new Date(lead.dueAt), now)}前办这一步`
  const ended = lead.status === 'closed' || lead.status === 'withdrawn'
  return [
    `${lead.number} ${lead.place}`,
    `类型：${RISK_TYPE_LABEL[lead.riskType]}`,
    `紧急程度：${URGENCY_LABEL[lead.urgency]}`,
    `进度：${LEAD_STATUS_LABEL[lead.status]}`,
    ended ? [] : `期限：${due}`,
    `负责：${cadreWords(lead.holder)}`,
    alone === null ? [] : [`户主：${lead.householdName}`, alone.phone === null ? [] : `电话：${alone.phone}`].flat(),
    alone === null || alone.words.length === 0 ? [] : `原话：${alone.words.join('；').slice(0, 200)}`,
  ]
    .flat()
    .join('\n')
}
