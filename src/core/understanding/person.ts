import { DIALECT_KIN, STANDARD_KIN } from './kin-terms.ts'
import type { PersonMention } from './understood.ts'

/** Somebody is only meant where it is said whose he is: 我男人, not 一个男人; 我女, not 女的. */
const NEED_OWNER = new Set(
  '男人 女人 先生 太太 汉子 姑娘 老人 老人家 老的 小的 妹子 阿姨 大哥 二哥 三哥 大姐 二姐 大佬 达达 掌柜的 大仔 细仔 细路 孙儿 伯伯 大伯 娃娃'.split(
    ' ',
  ),
)
/** A parent at the beginning of a clause is his own: 妈住院了. */
const PARENTS = '爸妈爹娘'
/** 我娘家, 我弟兄, 我女朋友: the word goes on and means something else. */
const GOES_ON: Readonly<Record<string, string>> = {
  娘: '家们',
  弟: '兄子',
  女: '人朋友工士的',
  儿: '童时歌',
  姑: '且息',
  哥: '们',
  姐: '们妹',
  爷: '们',
  奶: '牛粉瓶水制',
  仔: '细猪鸡鸭',
  崽: '猪子',
  孙: '悟',
  妈: '的祖',
  舅: '子',
  爹: '妈',
}

const OWN_BEFORE =
  /(?:(?:我|俺|咱|偶|阮)(?:们|哋|侬)?(?:自己)?(?:的)?(?:家里?|屋里?|屋企)?|家里|屋里|屋企|家中)(?:的|那个|这个)?(?:两个|三个|几个|个)?(?:大|小|二|三|亲|细|老)?$/
const OTHERS_BEFORE =
  /(?:[他她佢你](?:们|哋)?|人家|别人|邻居|隔壁|对门|对面|楼上|楼下|后面|前面|村里|村口|组里|湾里|[一-龥]家)(?:家里?|屋里?)?(?:的|那个|这个)?(?:大|小|二|三|亲|细|老)?$/
/** 张奶奶, 李叔: called so by everybody in the village. */
const SURNAME_BEFORE =
  /[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛]$/
/** Not him: 我家, 我们, 我村 speak of more than one, and 我的 of something. */
const NOT_SELF = '们家屋哋村组镇乡县的这那'
const LONGEST_OWNER = 12
const BREAK = /[,.，。!！?？;；、\s~…]$/

interface Term {
  words: string
  kin: string
}

/** By first character, the longest first. */
const TERMS: ReadonlyMap<string, readonly Term[]> = plant()

function plant(): Map<string, Term[]> {
  const terms = new Map<string, Term[]>()
  for (const table of [STANDARD_KIN, DIALECT_KIN])
    for (const [kin, all] of Object.entries(table))
      for (const words of all.split(' ')) {
        const same = terms.get(words.charAt(0)) ?? []
        terms.set(words.charAt(0), [...same, { words, kin }])
      }
  for (const same of terms.values()) same.sort((a, b) => b.words.length - a.words.length)
  return terms
}

function termAt(text: string, at: number): Term | undefined {
  return TERMS.get(text.charAt(at))?.find(({ words }) => text.startsWith(words, at))
}

/**
 * The people that a normalised message speaks of, in order: relatives with whose they are, and the speaker himself where
 * he says 我 alone. Terms of one relative have one `kin`: 我妈, 俺娘 and 我母亲 are all 母亲. Linear.
 */
export function findPersons(text: string): PersonMention[] {
  const found: PersonMention[] = []
  for (let at = 0; at < text.length; at++) {
    const mention = relativeAt(text, at, found.at(-1)?.span.end ?? 0) ?? selfAt(text, at)
    if (mention === null) continue
    found.push(mention)
    at = mention.span.end - 1
  }
  return found
}

function relativeAt(text: string, at: number, free: number): PersonMention | null {
  const term = termAt(text, at)
  if (term === undefined) return null
  const end = at + term.words.length
  // 我家婆婆: the 家 belongs to 我.
  const next = text.charAt(at) === '家' ? termAt(text, at + 1) : undefined
  if (next !== undefined && at + 1 + next.words.length > end) return null
  if (term.words.length === 1 && GOES_ON[term.words]?.includes(text.charAt(end) || ' ')) return null
  const before = text.slice(Math.max(free, at - LONGEST_OWNER), at)
  const own = OWN_BEFORE.exec(before)?.[0]
  const others = own === undefined ? (OTHERS_BEFORE.exec(before) ?? SURNAME_BEFORE.exec(before))?.[0] : undefined
  const owner = own ?? others
  if (owner === undefined && (term.words.length === 1 || NEED_OWNER.has(term.words))) {
    const begins = before === '' || BREAK.test(before) || /(?:不是|是)$/.test(before)
    const parent = PARENTS.includes(term.words) && begins && /[一-龥]/.test(text.charAt(end))
    if (!parent) return null
  }
  const start = at - (owner?.length ?? 0)
  return { words: text.slice(start, end), kin: term.kin, own: others === undefined, span: { start, end } }
}

/** 我, 我自己, 本人; not the 我 before a relative, which is found first as its owner. */
function selfAt(text: string, at: number): PersonMention | null {
  const alone = '我俺咱偶阮'.includes(text.charAt(at))
  const words = text.startsWith('本人', at) ? '本人' : alone ? text.charAt(at) : null
  if (words === null) return null
  let end = at + words.length
  if (text.startsWith('自己', end) || text.startsWith('本人', end)) end += 2
  if (NOT_SELF.includes(text.charAt(end) || ' ') || ownsRelative(text, end)) return null
  return { words: text.slice(at, end), kin: null, own: true, span: { start: at, end } }
}

/** Whether a relative stands right behind, so that 我 only says whose. */
function ownsRelative(text: string, from: number): boolean {
  for (let at = from; at <= from + 2 && at < text.length; at++) {
    const term = termAt(text, at)
    if (term !== undefined) return relativeAt(text, at, 0)?.span.start !== at
  }
  return false
}
