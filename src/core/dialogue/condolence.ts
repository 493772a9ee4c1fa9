import { saying } from './blocks.ts'
import type { Answer, ConversationState, Heard } from './conversation.ts'
import { CONDOLENCE_WORDS } from './words.ts'

const KIN =
  '爸爸?|妈妈?|爹|娘|阿[爸妈公婆爷]|爷爷?|奶奶?|外公|外婆|公公|婆婆|老公|老婆|老头子?|老伴|老汉|男人|女人|丈夫|妻子|爱人|媳妇|儿子?|女儿|仔|女|孩子|娃|孙子?|孙女|哥哥?|弟弟?|姐姐?|妹妹?|叔叔?|伯伯?|舅舅?|岳父|岳母|老人|当家的'
/** 走了 is said of dying where nobody is said to have taken him along, and of the old. */
const DIED = new RegExp(
  `(?:${KIN})(?<between>[^，,。！!？?养种喂]{0,8}?)(?:(?<![气累急吓愁烦笑热冷痛疼饿渴忙怕苦恨快要想寻差])死(?:了|咗|在|掉)|去世|过世|过身|病逝|离世|病故|不在了|(?<!回来)没了(?![工活收钱力生电水手地])|去了(?![^，,。！!]))`,
)
const PASSED =
  /(?:爷|奶|外公|外婆|公公|婆婆|老人|爸|妈|爹|娘|老头子?|老伴)[^，,。！!？?]{0,8}(?<![拐接骗带抱跑出逃搬跟开偷抢捡送赶拉叫逼气回外先])走了(?=$|[，,。！!\s]|[一二两三四五六七八九十半\d]|以后|之后|后)/
const ANIMALS = /[鸡鸭鹅猪牛羊鱼狗猫]|树|苗|果/

/** 我爸死了 · 我奶奶九十岁走了 */
export function tellsDeath(text: string): boolean {
  const died = DIED.exec(text)
  return (died !== null && !ANIMALS.test(died.groups?.between ?? '')) || PASSED.test(text)
}

/** Somebody of his has died: before anything else he hears a word of sympathy, once in a report. */
export function withCondolence(before: ConversationState, heard: Heard, after: Answer): Answer {
  if (heard.kind !== 'text' || heard.understood.intent === 'emergency') return after
  const died = tellsDeath(heard.text) || heard.understood.risks.some(({ type }) => type === 'labourer_death')
  const saidBefore = before.draft?.words.some(tellsDeath) ?? false
  return died && !saidBefore ? saying([CONDOLENCE_WORDS], after) : after
}
