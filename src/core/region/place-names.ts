/** How people write the names of villages and townships: official endings are left off, swapped or shortened. */

const COMMITTEE = /(?:社区居民委员会|社区居委会|居民委员会|居委会|社区)$/
const VILLAGE = /(?:村民委员会|民委员会|村委会|村委|嘎查)$/
const TOWNSHIP = /(?:街道办事处|街道|民族乡|镇|乡)$/

/** A single character is a name only together with its ending: 东村, never 东. */
const LEAST_BARE = 2

/** 联群村委会 → 联群村 · 江尾居委会 stays · 中村村委会 → 中村 */
export function villageShortName(name: string): string {
  if (COMMITTEE.test(name)) return name
  const stem = name.replace(VILLAGE, '')
  return stem.endsWith('村') ? stem : `${stem}村`
}

export interface Alias {
  text: string
  /** A village called 联群社区 although it has a 村委会 is meant only where no other place has that name. */
  loose: boolean
}

export function villageAliases(name: string): Alias[] {
  const committee = COMMITTEE.test(name)
  const stem = name.replace(committee ? COMMITTEE : VILLAGE, '')
  const bare = committee || !stem.endsWith('村') || stem.length <= LEAST_BARE ? stem : stem.slice(0, -1)
  const asVillage = [`${bare}村`, `${bare}村委`, `${bare}村委会`, `${bare}村民委员会`]
  const asCommittee = [`${bare}社区`, `${bare}居委`, `${bare}居委会`, `${bare}社区居委会`, `${bare}居民委员会`]
  const [own, other] = committee ? [asCommittee, asVillage] : [asVillage, asCommittee]
  return [
    ...[name, ...(bare.length >= LEAST_BARE ? [bare] : []), ...own].map((text) => ({ text, loose: false })),
    ...other.map((text) => ({ text, loose: true })),
  ]
}

export function townshipAliases(name: string): Alias[] {
  const bare = name.replace(TOWNSHIP, '')
  return (bare.length >= LEAST_BARE ? [name, bare] : [name]).map((text) => ({ text, loose: false }))
}
