import type { Answer, ConversationState, DialogueContext, Said } from './conversation.ts'
import { askAgain } from './proceed.ts'
import { GREETING_WORDS, HARM_WORDS, type Harm, personWords } from './words.ts'

const THREAT =
  /(?:再不|不给|不来|不管|信不信|小心|等着|老子|我要|我就|我去|别怪).{0,14}(?:放火|砍|杀|弄死|打死|炸|捅|搞死|整死|打断|拼命|拼了|同归于尽|泼粪|[烧砸](?:了|掉)?(?:村|政府|镇|你|他们|办公))/
const CURSE =
  /[操草艹肏日屌丢叼](?:你|他|恁)(?:们)?(?:妈|娘|先人|祖宗|大爷|老母|老味|全家)|(?:你|他|尼|特|t)妈(?:的|逼|比|了个)|妈(?:逼|卖批|了个巴子)|^妈的(?![病药钱腿手眼])|[傻沙煞][逼比屄叉笔b]|狗(?:日|娘养|东西|杂种|官)|王八蛋|混蛋|滚(?:蛋|开|吧|$)|扑街|仆街|冚家铲|龟儿子|瓜娃子|脑残|弱智|白痴|贱人|杂种|死全家|不得好死|断子绝孙|吃屎|放屁|[sS][bB]$/
const ABUSE =
  /(?:你们?|政府|干部|支书|系统|机器|他们)(?:都|全|就|真)*(?:是|系)?.{0,6}(?:垃圾|废物|骗子|神经病|饭桶|猪|狗|贪官|吃干饭|不是东西|不是人)/
const JOKE =
  /大?熊猫|奥特曼|外星人|恐龙|孙悟空|猪八戒|喜羊羊|灰太狼|光头强|僵尸|吸血鬼|飞碟|玉皇|龙王|美人鱼|超人|蜘蛛侠|葫芦娃|哥斯拉|皮卡丘|变形金刚|秦始皇|(?:猪|牛|羊|鱼|狗).{0,3}(?:会?上树|会?飞|说话|唱歌|成精)|(?:火星|月球|月亮)上/
const LURE =
  /加.{0,3}(?:微信|[qQ]{2}|群)|扫码|[点戳]击?.{0,4}链接|中奖|贷款|兼职|刷单|返利|[日月时]赚|月入|发票|博彩|棋牌|充值|优惠券|包过|办证|代办|低息|秒批|无抵押/g
const ADDRESS = /https?:|www\.|\.(?:com|cn|top|xyz)(?![a-z])/i
/** Somebody tells what befell him, or asks: a victim of such people, and none of them. */
const VICTIM =
  /被|骗了|受骗|上当|(?<![加联找系扫])(?:我|俺|咱)(?!们?公司)[^，,。；;！!]{0,10}(?:了(?!解)|想|该|能不能)|[交付转汇充](?:了|过)|钱没了|不退|还不[了起上]|想问|怎么|咋|骗人/
/** 日赚三千 and 贷款五万 are promises; any other sum is money that was paid or is owed. */
const PROMISED = /(?:赚|月入|返|奖|额度|最高|贷款?|可贷|[日月时]薪).{0,2}$/
const LAUGHTER = /^(?:[哈嘿呵嘻嘎咯嗬hH]|[\p{So}\p{P}\s]){3,}$/u

/**
 * Threats, insults, jokes, advertising and laughter: whatever says nothing that we could note. Who tells a trouble beside
 * it is heard for that. Danger to life is read before this and never comes here.
 */
export function harmIn({ text, understood }: Said): Harm | null {
  const bare = text.trim()
  const tells = understood.risks.some(({ type }) => type !== 'other') || understood.duration !== null
  if (THREAT.test(bare) && !tells) return 'threat'
  const lures = ADDRESS.test(bare) || (bare.match(LURE)?.length ?? 0) > 1
  if (lures && !tells && !VICTIM.test(bare) && !tellsSum(bare, understood.amounts)) return 'spam'
  if (tells || understood.amounts.length > 0 || understood.people !== null || understood.privateNumbers.length > 0)
    return null
  if (CURSE.test(bare) || ABUSE.test(bare)) return 'insult'
  if (JOKE.test(bare)) return 'joke'
  return LAUGHTER.test(bare) && /[哈嘿呵嘻嘎咯嗬hH]{2}/.test(bare) ? 'laughter' : null
}

function tellsSum(text: string, amounts: Said['understood']['amounts']): boolean {
  return amounts.some(({ span }) => !PROMISED.test(text.slice(0, span.start)))
}

/** One calm line and on with what is open. It makes no report and is no miss. */
export function hearHarm(harm: Harm, state: ConversationState, context: DialogueContext): Answer {
  const lines = [HARM_WORDS[harm]]
  if (harm === 'threat') lines.push(personWords(context.dutyCadre))
  const idle = state.asking === null && state.draft === null
  return askAgain(state, context, idle && harm !== 'joke' ? [...lines, GREETING_WORDS.invite] : lines)
}
