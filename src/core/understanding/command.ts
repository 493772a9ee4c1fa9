import type { Concept } from './lexicon/lexicon.ts'
import { clauseAt, firstFrom, has, hitsOf, type Reading } from './reading.ts'
import type { Command } from './understood.ts'

/** In this order: what is said more surely comes first. */
const COMMANDS: readonly Command[] = [
  'unsubscribe',
  'withdraw',
  'restart',
  'progress',
  'not_content',
  'stop',
  'resume',
  'back',
  'correct',
  'add',
  'help',
]

/** Weak alone: these only steer in a short message, or where an earlier report is spoken of. */
const SHORT: Record<Command, number> = {
  unsubscribe: 40,
  withdraw: 24,
  restart: 14,
  progress: 40,
  not_content: 0,
  stop: 20,
  resume: 14,
  back: 10,
  correct: 24,
  add: 30,
  help: 10,
}

const concept = (command: Command): Concept => `command_${command}` as Concept

function startsMessage(reading: Reading, command: Command): boolean {
  const first = reading.clauses[0]
  const hit = hitsOf(reading, concept(command))[0]
  return first !== undefined && hit !== undefined && hit.start < first.end && hit.start - first.start <= 6
}

/**
 * The command of a message, or null. `troubled` says that the message tells a difficulty of its own: then only what is
 * said outright steers (不用报了), not what may belong to the tale (没人管).
 */
export function findCommand(reading: Reading, troubled: boolean): Command | null {
  const text = reading.text.trim()
  const { length } = text
  for (const command of COMMANDS) {
    if (!has(reading, concept(command)) && !saysInOwnWords(text, command)) continue
    if (judge(reading, command, length, troubled)) return command
  }
  return null
}

function judge(reading: Reading, command: Command, length: number, troubled: boolean): boolean {
  const { text } = reading
  switch (command) {
    case 'not_content':
      // 没人管 tells a trouble; after a report it complains of how that was handled.
      if (/不满意|投诉你|意见很大|差评|白报|敷衍|糊弄|踢皮球|推来推去/.test(text)) return true
      return !troubled && (length <= 8 || has(reading, 'earlier_report'))
    case 'progress':
      // 报了之后多久有人来看 asks how it goes in general.
      if (/多久|一般|要几天|几天能/.test(text) && !/我|上次|上回|那个|报的/.test(text)) return false
      return !troubled || /我报的|进度|进展|上次报|之前报|报上去|我申请的|我的申报/.test(text)
    case 'correct':
      if (/说错|讲错|写错|填错|打错|报错|输错|更正|改成|改为|改一下|改下|纠正|修改/.test(text)) return length <= 40
      return (startsMessage(reading, command) || correctsItself(text)) && length <= SHORT.correct
    case 'withdraw':
      if (/^取消[了吧啦。!]*$/.test(text.trim())) return true
      if (NO_NEED.test(text) && length <= SHORT.withdraw) return true
      if (/撤销|撤回|作废|不用报|不报了|取消申|取消上报|取消报|唔使报|唔报了|不申请了|别报了/.test(text)) return true
      return length <= SHORT.withdraw && (!troubled || closes(reading, command) || NO_NEED.test(text))
    case 'stop':
      return length <= SHORT.stop && !troubled
    case 'back':
      return length <= SHORT.back && !troubled
    case 'restart':
    case 'resume':
    case 'help':
      return length <= SHORT[command] && !troubled
    case 'add':
      return length <= SHORT.add && startsMessage(reading, command)
    case 'unsubscribe':
      return length <= SHORT.unsubscribe
  }
}

/** 不是五万,是十五万 */
function correctsItself(text: string): boolean {
  return /^(?:不是|唔系|不系)(?!我家|我屋|我们家)[^,。]{1,10}[,， ]?(?:是|系|应该)/.test(text)
}

/** Endless in their wording: do not (register, send, come); later; back by one. */
function saysInOwnWords(text: string, command: Command): boolean {
  switch (command) {
    case 'correct':
      return correctsItself(text)
    case 'withdraw':
      return text === '取消' || NO_NEED.test(text)
    case 'stop':
      return /再(?:说|讲|报|填|弄|聊|来)(?:吧|啦|了)?$/.test(text)
    case 'back':
      return /^(?:往|向|倒|退|回)(?:回|后|到)?.{0,3}(?:步|题|页|面|去)/.test(text)
    default:
      return false
  }
}

const NO_NEED =
  /(?:不用|不必|不要|唔使|甭|莫|别)再?(?:给我|帮我)?(?:报|登记|填|办|弄|派人|管|处理|申请|申报|麻烦|来人|来看)/

/** The command stands in the last clause: 水管通了,不用来了. */
function closes(reading: Reading, command: Command): boolean {
  const last = reading.clauses.at(-1)
  if (last === undefined) return false
  const hits = hitsOf(reading, concept(command))
  const hit = hits[firstFrom(hits, last.start)]
  return hit !== undefined && clauseAt(reading, hit.start).index === last.index
}
