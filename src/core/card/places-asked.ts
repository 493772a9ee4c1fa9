import { COUNTIES, type NamedPlace, PREFECTURES, PROVINCES } from '../region/known-divisions.ts'

/** Places that a question may speak of, seen from one region. */
export interface PlacesAround {
  /** Those whose rules are others. */
  elsewhere: readonly NamedPlace[]
  /** Those that the region lies in: 韶关 and 广东 for Wengyuan. */
  above: readonly NamedPlace[]
}

/** @param papers the places that papers speak for */
export function placesAround(region: string, papers: readonly NamedPlace[]): PlacesAround {
  const all = [...PROVINCES, ...PREFECTURES, ...COUNTIES, ...papers]
  const known = [...new Map(all.map((one) => [one.code + one.name, one])).values()]
  return {
    elsewhere: known.filter(({ code }) => !region.startsWith(code) && !code.startsWith(region)),
    above: known.filter(({ code }) => region.startsWith(code) && code !== region),
  }
}

/** Names that also stand in other words, such as 复合肥, 房子和田, 今天水: of the place only with what it is. */
const EVERYDAY = new Set(
  `长治 大同 朝阳 四平 白山 通化 本溪 大庆 黑河 兴安 镇江 南通 丽水 合肥 安庆 黄山 六安 三明 南平 日照 东营 济南 大连 西安
  开封 新乡 南阳 周口 黄石 中山 河源 北海 百色 河池 来宾 玉林 海口 广安 安顺 巴中 内江 保山 红河 文山 大理 普洱 山南 阿里
  安康 金昌 白银 天水 平凉 定西 海东 海北 黄南 海南 海西 吴忠 中卫 固原 和田 长春 金华 嘉兴 保定 江门 乐山 凉山 阳江 阳泉 铜川`.split(
    /\s+/,
  ),
)
/** 朝阳村 is a village, 河南边 the far bank of a brook. */
const NO_PLACE = /^(?:[村镇乡组屯街路边岸面头]|大学|学院)/
const WITH_KIND = /^(?:省|市|州|地区|那边|那里)/
/** Who works or lies in hospital there asks for the rules of his home. */
const BEYOND = /^[省市县]?[那这]?[边里]?.{0,3}(?:打工|务工|做工|上班|做事|干活|做活|进厂|读书|上学|住院|看病|治病|手术)/
const TOWARDS = /[去到往来在从]$/

function isAsked(text: string, { name }: NamedPlace): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const after = text.slice(at + name.length, at + name.length + 12)
    if (NO_PLACE.test(after) || (EVERYDAY.has(name) && !WITH_KIND.test(after))) continue
    if (!(TOWARDS.test(text.slice(0, at)) && BEYOND.test(after))) return true
  }
  return false
}

/** The place of which somebody asks, the other before the higher one; null where he names none, or only works there. */
export function placeAsked(
  text: string,
  { elsewhere, above }: PlacesAround,
): { kind: 'elsewhere' } | ({ kind: 'above' } & NamedPlace) | null {
  if (elsewhere.some((one) => isAsked(text, one))) return { kind: 'elsewhere' }
  const own = above.filter((one) => isAsked(text, one)).sort((a, b) => b.code.length - a.code.length)[0]
  return own ? { kind: 'above', ...own } : null
}
