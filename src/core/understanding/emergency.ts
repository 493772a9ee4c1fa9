import type { Concept } from './lexicon/lexicon.ts'
import { isNegated } from './negation.ts'
import { around, clauseAt, findWithin, firstFrom, hasWithin, hitsOf, type Reading } from './reading.ts'
import type { Span } from './understood.ts'
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
const NOW = /正在|又在|快来|救命|马上|赶紧|还在|刚刚|刚才|突然|快点|快啲|救我|救救/

/** A death that is told with what came after it; 没气了 alone is a cry for help. */
const DEAD =
  /走了|死了|死咗|淹死|摔死|撞死|电死|烧死|打死了|去世|过世|过身|身亡|遇难|没救过来|没救回来|冇救返|没抢救过来|不在了|人都硬|就没醒|(?:没气了|冇气|断气)[^。]*(?:岁|才[一二三四五六七八九十]|丢下|剩|留下|带着)/
/** Again and again, or once upon a time: an illness one lives with. */
const HABIT =
  /一发作|发作起来|发起病|发病就|一犯|老是|老毛病|经常|常年|长期|长年|天天|每次|每个月|每月|时不时|动不动|有时|常备|备着|[一二两三四五六几好\d]次|(?:晕|倒|咬|昏|抽|摔|打|厥)(?:倒|伤|迷)?过(?!去|来)/
/** What is counted, treated or left behind is over. */
const AFTERMATH =
  /命保住|瘫了|瘫痪了|植物人|落下|截了|截肢|后遗症|胰岛素|药不能停|[要靠天]吃药|食药|没钱(?:做|动|开)|冇钱(?:做|开)|手术费|报废|损失|本钱|保险|赔|花了|花光|欠(?:了|着)?(?:医院|[一二三四五六七八九十两几\d])|进了重症|已经(?:离|判|送|住)|离了|熏黑|没(?:人)?修|修好/
/** 家当都埋了: what is counted as lost is over. */
const LOST = /(?:都|全|统统|通通)(?:被)?(?:埋|没|毁|冲|泡|淹|烂|坏|报废|湿)(?:了|掉|光|坏|没|走)/
/** Beasts that fall into wells are no people. */
const BEAST = /[猪牛羊鸡鸭鹅狗猫][^,。人]{0,3}$/

/** What falls into the water and is no person: 我老公手机掉河里了. A cart or car is none of these: somebody sits in it. */
const THING =
  /(?:手机|电话|电筒|手电|钥匙|帽子?|草帽|鞋子?|拖鞋|钱包|书包|背包|提包|包包|行李|眼镜|雨?伞|水?桶|脸?盆|勺子?|锄头|镰刀|柴刀|斧头|渔网|鱼网|鱼竿|衣服|裤子|被子|假牙|戒指|耳环|项链|手表|身份证|户口本|存折|银行卡|社保卡|证件|水泵|抽水机|柴火?|木头|皮球|球|玩具|工具|锤子|饭盒|水壶|东西|的钱)(?:都|也|又|全|不小心|一下子?|刚才|昨天|今天|被风|被水|吹|冲|就|,){0,3}$/
/**
 * Whose it is, or that what held it broke (井绳断了桶掉下去了), and nothing besides. Any other word before it may be what somebody was
 * doing as he fell, and there are too many of these to list: 砍柴掉河里了, 看手机掉塘里了.
 */
const OWNER =
  /^(?:刚才|刚刚|昨天|今天|早上|晚上|不小心|哎呀?|唉|我们?|俺|涯|咱们?|他们?|她|佢|家里?|屋里|老[公婆爸妈人]|爷爷|奶奶|[公婆]{2}|爸爸?|妈妈?|孩子|小孩子?|细佬|娃娃?|儿子|女儿|孙子|孙女|[哥弟姐妹]{1,2}|邻居|同学|井?绳子?断了|的|把|那?个|[一两几][个只把双顶张部])*$/
/** 掉河里, 跌落塘, 滑进水库 */
const FALLS = /^(?:不小心)?(?:掉|跌|落|滑|冲|沉)/

function isThingFallen(reading: Reading, hit: Hit): boolean {
  if (hit.concept !== 'unconscious' || !FALLS.test(reading.text.slice(hit.start, hit.end))) return false
  const before = reading.text.slice(clauseAt(reading, hit.start).start, hit.start)
  const thing = THING.exec(before)
  return thing !== null && OWNER.test(before.slice(0, thing.index))
}

/** Looked at on either side of a danger for when it was; further off another matter may be told. */
const NEAR_CLAUSES = 2
const NEAR_CHARACTERS = 60

function nearby(reading: Reading, hit: Hit): Span {
  const span = around(reading, clauseAt(reading, hit.start), NEAR_CLAUSES, NEAR_CLAUSES)
  return {
    start: Math.max(span.start, hit.start - NEAR_CHARACTERS),
    end: Math.min(span.end, hit.end + NEAR_CHARACTERS),
  }
}

/** Dead of it: told at the danger or right behind it. 我爸走了,我妈哭昏了 calls for help for her. */
function diedOfIt(reading: Reading, hit: Hit): boolean {
  const { end } = around(reading, clauseAt(reading, hit.start), 0, 2)
  return DEAD.test(reading.text.slice(Math.max(0, hit.start - 2), Math.min(end, hit.end + NEAR_CHARACTERS)))
}

/** A word of the past near it. 我爸住院,我妈昏倒了: what is told of in front of it may be another's lot. */
const ANOTHERS_LOT = /住院|去世|走了|没了|死了|过世|身亡|过身|出院/
function isOver(reading: Reading, hit: Hit, near: Span): boolean {
  const clause = clauseAt(reading, hit.start)
  const hits = hitsOf(reading, 'over')
  for (let i = firstFrom(hits, near.start); i < hits.length; i++) {
    const { start, end } = hits[i] as Hit
    if (start >= near.end) return false
    // 有人吗, 在吗 call; any other 吗 asks.
    if (reading.text.charAt(start) === '吗' && /(?:有人|人在|在|听到|听见)$/.test(reading.text.slice(0, start)))
      continue
    if (start >= clause.start || !ANOTHERS_LOT.test(reading.text.slice(start, end))) return true
  }
  return false
}

/** Long past, habitual, ended in death or counted already. Said as now (快来, 正在) it is believed all the same. */
function isPast(reading: Reading, hit: Hit): boolean {
  const near = nearby(reading, hit)
  const text = reading.text.slice(near.start, near.end)
  const clause = clauseAt(reading, hit.start)
  const now = NOW.test(text) || /现在|而家/.test(reading.text.slice(Math.max(near.start, clause.start), hit.start))
  if (hit.concept === 'cry' || now) return false
  if (isOver(reading, hit, near) || diedOfIt(reading, hit) || AFTERMATH.test(text)) return true
  if ((hit.concept === 'flood' || hit.concept === 'collapse') && LOST.test(text)) return true
  const body = hit.concept === 'unconscious' || hit.concept === 'violence' || hit.concept === 'missing'
  if (!body) return false
  const lasting = reading.durations.some(
    (one) => one.months >= 1 && one.span.start >= clause.start && one.span.end <= clause.end,
  )
  return lasting || HABIT.test(text)
}

/** Told of others far away (新闻里, 演练), or a way of speaking (哈哈, 开玩笑): no call for help. */
function isTale(reading: Reading, hit: Hit): boolean {
  const clause = clauseAt(reading, hit.start)
  return hasWithin(reading, around(reading, clause, 1, 1), 'tale')
}

function isFeared(reading: Reading, hit: Hit): boolean {
  const clause = clauseAt(reading, hit.start)
  return hasWithin(reading, { start: clause.start, end: hit.start }, 'feared', 'supposed')
}

/** Words of danger that here speak of a price, a drain or a beast. */
function isOtherThing(reading: Reading, hit: Hit): boolean {
  const near = nearby(reading, hit)
  const text = reading.text.slice(near.start, near.end)
  if (hit.concept === 'cry')
    return (
      /怎么叫|要钱|收费|多少钱/.test(text) || /^的?(?:药|钱|稻草|恩人)/.test(reading.text.slice(hit.end, hit.end + 4))
    )
  if (hit.concept === 'flood') return /下水道|排水|积水/.test(text)
  if (isThingFallen(reading, hit)) return true
  return BEAST.test(reading.text.slice(Math.max(0, hit.start - 4), hit.start))
}

/** Said of now and of people here: not denied, feared, told as a tale or past. */
export function stands(reading: Reading, hit: Hit): boolean {
  if (isNegated(reading.text, hit, clauseAt(reading, hit.start)) || isOtherThing(reading, hit)) return false
  return !isFeared(reading, hit) && !isTale(reading, hit) && !isPast(reading, hit)
}

/** A danger to a life is believed even in a question or a supposition, but not in a joke or somebody's news. */
export function speaksOfSuicide(reading: Reading): boolean {
  return hitsOf(reading, 'suicide').some((hit) => {
    const others = hitsOf(reading, 'not_suicide')
    const joke = others
      .slice(0, firstFrom(others, hit.end))
      .some((other) => other.start <= hit.start && hit.end <= other.end)
    // 想死了算了 is no death; 喝农药走了 is one.
    const dead = /^[^,。]{0,4}(?:走了|去世|过世|身亡|没救过来|没救回来)/.test(reading.text.slice(hit.end, hit.end + 10))
    if (joke || dead || isTale(reading, hit)) return false
    const clause = clauseAt(reading, hit.start)
    const before = reading.text.slice(Math.max(clause.start, hit.start - NEAR_CHARACTERS), hit.start)
    return !/去年|前年|以前|当年|那年|小时候/.test(before)
  })
}

function pairStands(reading: Reading, first: Concept, second: Concept): boolean {
  return hitsOf(reading, first).some((hit) => {
    const near = around(reading, clauseAt(reading, hit.start), 1, 1)
    const other = findWithin(reading, second, near)
    // 儿子找不到工作 is no child that is lost.
    const thing =
      other !== undefined &&
      second === 'not_back' &&
      /^(?:过|到|着)?[工活事学厂对单钱家位媳老]/.test(reading.text.slice(other.end, other.end + 2))
    return other !== undefined && !thing && !isFeared(reading, other) && stands(reading, hit)
  })
}

/** 饮咗除草剂, 把农药当水喝了: the poison follows at once, or stands before the swallowing; 一股农药味 and 农药钱 are none. */
const POISON_REACH = 5
const SWALLOWED_BEHIND = 10
const TAKES = /[把将拿]/
const BEAST_TAKES = /[猪牛羊鸡鸭鹅狗猫][^,。人]{0,2}[把将拿]/
function isPoisoned(reading: Reading): boolean {
  return hitsOf(reading, 'poison').some((poison) => {
    if (/^[味残钱瓶费超价打]/.test(reading.text.slice(poison.end, poison.end + 1))) return false
    const before = findWithin(reading, 'swallow', { start: poison.start - POISON_REACH, end: poison.start })
    if (before !== undefined) return stands(reading, before)
    const lead = reading.text.slice(Math.max(0, poison.start - POISON_REACH), poison.start)
    const taken = TAKES.test(lead) && !BEAST_TAKES.test(lead)
    const behind = /^[^,。]{0,8}?[喝吃吞饮食灌](?:了|咗|下|光|掉|完|进)/.exec(
      reading.text.slice(poison.end, poison.end + SWALLOWED_BEHIND),
    )
    return taken && behind !== null && stands(reading, { ...poison, end: poison.end + behind[0].length })
  })
}

/**
 * True where life or limb is in danger now: rising water, people under rubble, gas, poison, violence at home, suicide,
 * somebody unconscious or missing. Long past ones are none, nor fears, tales and jokes; a death is none any more.
 */
export function isEmergency(reading: Reading): boolean {
  if (speaksOfSuicide(reading)) return true
  if (ALONE.some((concept) => hitsOf(reading, concept).some((hit) => stands(reading, hit)))) return true
  if (isPoisoned(reading)) return true
  return PAIRS.some(([first, second]) => pairStands(reading, first, second))
}

/** Where the first words stand for which a message is an emergency; null where no rule hears any. */
export function dangerSpan(reading: Reading): Span | null {
  const firsts: Concept[] = PAIRS.map(([first]) => first)
  const alone = ALONE.flatMap((concept) => [...hitsOf(reading, concept)])
  const paired = firsts.flatMap((concept) => [...hitsOf(reading, concept)])
  const standing = [
    ...hitsOf(reading, 'suicide'),
    ...alone.filter((hit) => hit.concept !== 'cry' && stands(reading, hit)),
  ]
  // 救命 calls, but tells nothing: any other word of danger says more.
  const told = standing[0] ?? [...hitsOf(reading, 'poison'), ...paired].find((hit) => stands(reading, hit))
  return told ?? hitsOf(reading, 'cry')[0] ?? null
}

/** Words of danger stand there, but as long past, feared, a tale or a way of speaking. */
export function speaksOfPastDanger(reading: Reading): boolean {
  return ALONE.some((concept) => hitsOf(reading, concept).some((hit) => !stands(reading, hit)))
}
