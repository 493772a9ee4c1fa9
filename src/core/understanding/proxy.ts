import { clauseAt, firstFrom, has, hitsOf, type Reading } from './reading.ts'
import type { Hit } from './vocabulary.ts'

function overlapsAny(hit: Hit, hits: readonly Hit[]): boolean {
  // Words are at most ten characters long, so only hits that start shortly before can reach this one.
  for (let i = firstFrom(hits, hit.start - 10); i < hits.length; i++) {
    const other = hits[i] as Hit
    if (other.start >= hit.end) return false
    if (other.end > hit.start) return true
  }
  return false
}

/** 帮楼下李伯报: helping, somebody, reporting; unless that somebody is the speaker (帮我报一下). */
function actsForAnother(text: string): boolean {
  const match =
    /[帮替代](?!忙|扶|表|价|理|工|班|课)([^帮替代,，。!?]{1,8}?)(?:来)?(?:报|填|申请|登记|反映|问问|问一?下)/.exec(text)
  const whom = match?.[1] ?? ''
  return (
    whom !== '' &&
    !/^(?:我|俺|咱|我们|我哋|我家|我们家|我屋里?|我自己|下|一下|你|你们|忙|个忙)$/.test(whom) &&
    !/^(?:我|你)(?:把|来|去|查|看|弄|重|改|再|先|给|想)/.test(whom)
  )
}

/** 村里张大爷, 我们组的李奶奶: a villager by name and title. */
function namesVillager(text: string): boolean {
  if (/(?:我们村|我村|村里|组里|湾里|同村)的?[^,。我们]{1,4}家(?!家|里的?人)/.test(text)) return true
  return /(?:楼下|楼上|隔壁|对门|对面|村口|村头|村尾|后面|前面|旁边|村里|组里|湾里|队里|寨里|屯里|村上|我们村|我们组|本村|同村)的?[\u4e00-\u9fff]{1,3}(?:大爷|大娘|大妈|大叔|奶奶|爷爷|阿婆|阿公|伯伯|大伯|叔叔|婶|大嫂|老汉|老太|老头|师傅)/.test(
    text,
  )
}

/**
 * True where the message speaks for another household: said outright (帮邻居报), or another household is the one in
 * trouble (隔壁家屋顶塌了). A neighbour who lends, quarrels or only gives the place is none.
 */
export function isProxy(reading: Reading): boolean {
  if (has(reading, 'behalf') || actsForAnother(reading.text) || namesVillager(reading.text)) return true
  const places = hitsOf(reading, 'neighbour_as_place')
  for (const hit of hitsOf(reading, 'neighbour')) {
    if (overlapsAny(hit, places)) continue
    const clause = clauseAt(reading, hit.start)
    // 邻居的牛把我家菜吃了: our own household is the one in trouble.
    const own = hitsOf(reading, 'own_home')
    const after = own[firstFrom(own, hit.end)]
    if (after !== undefined && after.start < clause.end && !reading.text.startsWith('我们', after.start)) continue
    if (/[跟和向找问被与比去到给欠借在]$/.test(reading.text.slice(Math.max(0, hit.start - 1), hit.start))) continue
    return true
  }
  return false
}
