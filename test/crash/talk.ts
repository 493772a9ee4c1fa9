/** What a villager says next: the answer to what he was asked, or something new. */
import type { TurnView } from '../../src/contract/chat.ts'
import { words } from '../support/chat-client.ts'
import type { Random } from './random.ts'

export interface Person {
  name: string
  /** Says, when asked, whose trouble it is; the neighbour reports what others report too. */
  whose: '我自己家' | '帮别人家报'
}

const TROUBLES = [
  '房子漏雨半年了，墙裂了一条大缝',
  '我老公住院自己掏了两万，病了两个月',
  '家里水管断了没水喝三个月了',
  '没了工作三个月了',
  '孩子不上学半年了',
]
const EMERGENCY = '心口好痛，喘不上气'
const OTHER = ['查进度', '补充一下，昨天又花了三千', '不满意', '水管通了，不用报了', '你好', '怎么用']
/** Buttons that lead away from the question. */
const AWAY = ['返回', '先停一下', '找干部', '跳过', '要改', '不同意', '不报了', '不撤回', '从头来', '我家有难处']
const ANSWERS: [RegExp, (person: Person) => string][] = [
  [/户主叫什么名字|户口本第一页|是谁当家/, (person) => person.name],
  [/哪个村/, () => '江尾镇连溪村'],
  [/您要补充什么/, () => '医生说还要开刀'],
]

/** One message, several to be sent at once, or a picture. */
export function saysNext(last: TurnView | null, person: Person, random: Random): string[] | 'picture' {
  if (random.chance(0.08)) return 'picture'
  if (random.chance(0.08)) return ['你好', '查进度', '谢谢']
  const heard = last ? words(last) : ''
  const options = last?.replies.findLast((block) => block.kind === 'quick_replies')?.options ?? []
  if (options.includes('确认提交')) return ['确认提交']
  if (options.includes('我自己家')) return [person.whose]
  for (const [asked, answer] of ANSWERS) if (asked.test(heard)) return [answer(person)]
  const fitting = options.filter((option) => !AWAY.includes(option))
  if (fitting.length > 0) return [random.pick(fitting)]
  if (random.chance(0.05)) return [EMERGENCY]
  return [random.pick(random.chance(0.6) ? TROUBLES : OTHER)]
}
