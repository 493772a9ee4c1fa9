import { slotNamed } from './correction.ts'

/** What he takes back and what he puts in its place; `about`: the words before both, such as 户主. */
export interface Amendment {
  about: string
  denied: string
  given: string
}

const ISNT = '(?:并?不是|唔系|唔是|不系|冇系)'
const IS = '(?:而是|应该是|其实是|改成|改为|是|系)'
/** 不是两万，是两万三 · 户主不是我，是我爸张大山 */
const DENIED_FIRST = new RegExp(`^(.{0,16}?)${ISNT}([^，,。；;！!？?]{1,24}?)[，,。；;！!\\s]*${IS}[，,\\s]*(.{1,40})$`)
/** 没有两万，才一万八 · 钱不止两万，有三万 */
const OTHER_SUM =
  /^((?:看病|花|掏)?的?钱|收入|损失)?(?:没有?|冇|不止|不到)([^，,。；;！!？?]{1,12}?)[，,。；;！!\s]*(?:才|只有|有|就|是|大概|应该是)+(.{1,20})$/
/** 五口人不是四口 · 住院的是我妈不是我爸 · 是三个月，不是五个月 */
const DENIED_LAST = new RegExp(
  `^(?:(.{0,16}?)(?:是|系))?([^，,。；;！!？?]{1,24}?)(?:才对|才是)?[，,。；;！!\\s]*${ISNT}(.{1,24})$`,
)
/** 电话打错了，是… · 人数改成五口 · 刚才说的两万不对，是两万三 */
const NAMED_WRONG =
  /^(.{1,12}?)(?:(?:好像|刚才|我)?(?:说|写|打|填|报|记|搞|弄|讲|按)?错了?|不对|写得不对|(?:要|得)?改(?:成|为|一下)|换成?了?|应该是)[，,。；;！!：:\s]*(?:我)?(?:应该)?(?:是|系|叫|改成|改为)?[：:\s]*(.{1,40})$/
/** 说多了，只有一万 */
const SAID_TOO_MUCH = /^(?:我)?(?:刚才)?(?:说|报|讲|写)多了[，,。\s]*(?:其实|只有|是|才|就|大概)*(.{1,20})$/
/** 病的是我家婆 */
const WHO_IS =
  /^(?:其实|应该|就)?(?:住院|生病|得病|病|瘫|摔|受伤|失业|没工作|没活干|不上学|不读书|去世|走|有难处)了?的(?:那个|人)?(?:其实)?(?:是|系)([^不]{1,10})$/
const TAIL = /[。！!～~\s]+$/
const SPEECH = /^(?:等一?下|哎呀?|哦|噢|啊|不对|(?:我|刚才)*(?:说|讲|写|搞|弄|记|打)?错了|更正|嗯)*[，,。！!\s]*(?=.)/
const SAID_BEFORE = /^(?:我?刚才|我|开始|前面|那个)*(?:说|写|报|讲|填)?的?/

/** His words without what only announces that something is wrong. */
export function withoutSpeech(text: string): string {
  return text.trim().replace(TAIL, '').replace(SPEECH, '')
}

/** `null`: the words take nothing back. */
export function amendmentIn(text: string): Amendment | null {
  const bare = withoutSpeech(text)
  const who = WHO_IS.exec(bare)
  if (who) return { about: '谁', denied: '', given: who[1] ?? '' }
  const first = DENIED_FIRST.exec(bare) ?? OTHER_SUM.exec(bare)
  if (first) return { about: first[1] ?? '', denied: first[2] ?? '', given: first[3] ?? '' }
  const last = DENIED_LAST.exec(bare)
  if (last) return { about: last[1] ?? '', denied: last[3] ?? '', given: last[2] ?? '' }
  const less = SAID_TOO_MUCH.exec(text.trim().replace(TAIL, ''))
  if (less) return { about: '', denied: '', given: less[1] ?? '' }
  const named = NAMED_WRONG.exec(bare)
  if (named === null) return null
  const [, about = '', given = ''] = named
  if (slotNamed(`${about}错`) !== null) return { about, denied: '', given }
  return { about: '', denied: about.replace(SAID_BEFORE, '').replace(/[，,。\s]+$/, ''), given }
}
