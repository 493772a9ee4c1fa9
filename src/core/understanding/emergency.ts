import type { Concept } from './lexicon/lexicon.ts'
import { isNegated } from './negation.ts'
import { around, clauseAt, findWithin, has, hasWithin, hitsOf, type Reading } from './reading.ts'
import type { Hit } from './vocabulary.ts'

/** Two words that together mean danger now; they stand in the same or neighbouring clauses. */
const PAIRS: readonly (readonly [Concept, Concept])[] = [
  ['flood', 'water_rising'],
  ['collapse', 'trapped'],
  ['violence', 'violence_now'],
  ['frail', 'not_back'],
]
/** One word that means danger now, unless it is told as past. */
const ALONE: readonly Concept[] = ['cry', 'gas', 'unconscious', 'missing', 'hazard_now', 'trapped', 'fire_now']
/** Said as now, these outweigh a word of the past elsewhere: 去年也这样,现在又昏过去了. */
const NOW = /现在|正在|而家|又在|快来|救命|马上|赶紧|还在|刚刚|刚才|突然|快点|快啲|救我|救救/

/** A death that is told with what came after it; 没气了 alone is a cry for help. */
const DEAD =
  /走了|死了|死咗|淹死|摔死|撞死|电死|烧死|打死了|去世|过世|过身|身亡|遇难|没救过来|没救回来|冇救返|没抢救过来|不在了|人都硬|就没醒|(?:没气了|冇气|断气)[^。]*(?:岁|才[一二三四五六七八九十]|丢下|剩|留下|带着)/
/** Again and again, or once upon a time: an illness one lives with. */
const HABIT =
  /一发作|发作起来|发起病|发病就|一犯|老是|老毛病|经常|常年|长期|长年|天天|每次|每个月|每月|时不时|动不动|有时|[一二两三四五六几好\d]次|(?:晕|倒|咬|昏|抽|摔|打|厥)(?:倒|伤|迷)?过(?!去|来)/
/** What is counted, treated or left behind is over. */
const AFTERMATH =
  /命保住|瘫了|瘫痪|截了|截肢|后遗症|胰岛素|药不能停|吃药|食药|没钱(?:做|动|开)|冇钱(?:做|开)|手术费|报废|损失|本钱|保险|赔|花了|花光|欠了|借了|已经(?:离|判|送|住)|离了|熏黑|修/

/** Long past, habitual, ended in death or counted already. Said as now (快来, 正在) it is believed all the same. */
function isPast(reading: Reading, hit: Hit): boolean {
  const { text } = reading
  if (hit.concept === 'cry' || NOW.test(text)) return false
  if (has(reading, 'over') || DEAD.test(text) || AFTERMATH.test(text)) return true
  const body = hit.concept === 'unconscious' || hit.concept === 'violence' || hit.concept === 'missing'
  if (!body) return false
  const clause = clauseAt(reading, hit.start)
  const lasting = reading.durations.some(
    (one) => one.months >= 1 && one.span.start >= clause.start && one.span.end <= clause.end,
  )
  return lasting || HABIT.test(text)
}

/** 家当都埋了, 猪掉进井里: what is counted as lost is over, and beasts are no people. */
const LOST = /(?:都|全|统统|通通)(?:被)?(?:埋|没|毁|冲|泡|淹|烂|坏|报废|湿)(?:了|掉|光|坏|没|走)/
const BEAST = /[猪牛羊鸡鸭鹅狗猫][^,。人]{0,3}$/

/** Told of others far away (新闻里, 演练), or a way of speaking (哈哈, 开玩笑): no call for help. */
function isTale(reading: Reading, hit: Hit): boolean {
  const clause = clauseAt(reading, hit.start)
  return hasWithin(reading, around(reading, clause, 1, 1), 'tale')
}

function isFeared(reading: Reading, hit: Hit): boolean {
  const clause = clauseAt(reading, hit.start)
  return hasWithin(reading, { start: clause.start, end: hit.start }, 'feared', 'supposed')
}

/** The hits of a danger that are neither denied, feared, past nor a tale. */
function standing(reading: Reading, concept: Concept): Hit[] {
  return hitsOf(reading, concept).filter((hit) => {
    if (isNegated(reading.text, hit, clauseAt(reading, hit.start))) return false
    if (concept === 'flood' && /下水道|排水|积水/.test(reading.text)) return false
    if (BEAST.test(reading.text.slice(Math.max(0, hit.start - 4), hit.start))) return false
    if ((concept === 'flood' || concept === 'collapse') && LOST.test(reading.text) && !NOW.test(reading.text))
      return false
    return !isFeared(reading, hit) && !isTale(reading, hit) && !isPast(reading, hit)
  })
}

/** A danger to a life is believed even in a question or a supposition, but not in a joke or somebody's news. */
function speaksOfSuicide(reading: Reading): boolean {
  return hitsOf(reading, 'suicide').some((hit) => {
    const joke = hitsOf(reading, 'not_suicide').some((other) => other.start <= hit.start && hit.end <= other.end)
    if (joke || isTale(reading, hit)) return false
    const clause = clauseAt(reading, hit.start)
    return !/去年|前年|以前|当年|那年|小时候/.test(reading.text.slice(clause.start, hit.start))
  })
}

function pairStands(reading: Reading, first: Concept, second: Concept): boolean {
  return standing(reading, first).some((hit) => {
    const near = around(reading, clauseAt(reading, hit.start), 1, 1)
    const other = findWithin(reading, second, near)
    // 儿子找不到工作 is no child that is lost.
    const thing =
      other !== undefined &&
      second === 'not_back' &&
      /^(?:过|到|着)?[工活事学厂对单钱人家位媳老]/.test(reading.text.slice(other.end, other.end + 2))
    return other !== undefined && !thing && !isFeared(reading, other)
  })
}

/** 饮咗除草剂: the poison follows at once; 一股农药味 and 农药钱 are none. */
const POISON_REACH = 5
function isPoisoned(reading: Reading): boolean {
  return standing(reading, 'swallow').some((hit) => {
    const poison = findWithin(reading, 'poison', { start: hit.end, end: hit.end + POISON_REACH })
    return poison !== undefined && !/^[味残钱瓶费超价打]/.test(reading.text.slice(poison.end, poison.end + 1))
  })
}

/**
 * True where life or limb is in danger now: rising water, people under rubble, gas, poison, violence at home, suicide,
 * somebody unconscious or missing. Long past ones are none, nor fears, tales and jokes; a death is none any more.
 */
export function isEmergency(reading: Reading): boolean {
  if (speaksOfSuicide(reading)) return true
  if (ALONE.some((concept) => standing(reading, concept).length > 0)) return true
  if (isPoisoned(reading)) return true
  return PAIRS.some(([first, second]) => pairStands(reading, first, second))
}
