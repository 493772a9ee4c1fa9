import { type Alias, townshipAliases, villageAliases, villageShortName } from './place-names.ts'
import type { Region } from './region.ts'

/** A place that a text names, with the range of text that names it. */
export interface PlaceMatch {
  code: string
  start: number
  end: number
}

/** The divisions of one county. Names repeat across townships, so a search may match several villages. */
export interface RegionTree {
  readonly county: Region
  get(code: string): Region | null
  /** Direct children, in the order of their codes. */
  children(code: string): Region[]
  /** Township and village in words, such as 江尾镇联群村; the bare name for a township or the county. */
  placeName(code: string): string
  /** Villages and townships named in the text, best first; several when the name is ambiguous, none when unknown. */
  find(text: string): PlaceMatch[]
}

const TOWNSHIP_DIGITS = 9
const VILLAGE_DIGITS = 12

/** The tree of one county. Regions of other counties are left out; inactive villages are found too, so that we can say so. */
export function buildRegionTree(county: string, regions: Region[]): RegionTree {
  const own = regions.filter((region) => region.code.startsWith(county)).sort((a, b) => (a.code < b.code ? -1 : 1))
  const root = own.find((region) => region.code === county) ?? { code: county, name: '本县', active: true }
  const byCode = new Map([root, ...own].map((region) => [region.code, region]))
  const index = indexNames(own)
  const get = (code: string) => byCode.get(code) ?? null
  const parentOf = ({ code }: Region) => (code.length === VILLAGE_DIGITS ? code.slice(0, TOWNSHIP_DIGITS) : county)
  const childrenOf = Map.groupBy(
    own.filter(({ code }) => code.length >= TOWNSHIP_DIGITS),
    parentOf,
  )
  return {
    county: root,
    get,
    children: (code) => childrenOf.get(code) ?? [],
    placeName: (code) => {
      const region = get(code)
      if (region === null) return get(code.slice(0, TOWNSHIP_DIGITS))?.name ?? root.name
      if (code.length !== VILLAGE_DIGITS) return region.name
      return (get(code.slice(0, TOWNSHIP_DIGITS))?.name ?? '') + villageShortName(region.name)
    },
    find: (text) => narrow(scan(text, index)),
  }
}

interface NameIndex {
  codes: Map<string, string[]>
  /** Lengths of the names that begin with a character, longest first. */
  lengths: Map<string, number[]>
}

function indexNames(regions: Region[]): NameIndex {
  const strict = new Map<string, string[]>()
  const loose = new Map<string, string[]>()
  for (const { code, name } of regions) {
    for (const alias of aliasesOf(code, name)) {
      const names = alias.loose ? loose : strict
      const codes = names.get(alias.text)
      if (codes === undefined) names.set(alias.text, [code])
      else if (!codes.includes(code)) codes.push(code)
    }
  }
  for (const [name, codes] of loose) if (!strict.has(name)) strict.set(name, codes)
  const lengths = new Map<string, Set<number>>()
  for (const name of strict.keys()) {
    const first = name.charAt(0)
    lengths.set(first, (lengths.get(first) ?? new Set()).add(name.length))
  }
  const sorted = [...lengths].map(([first, set]) => [first, [...set].sort((a, b) => b - a)] as const)
  return { codes: strict, lengths: new Map(sorted) }
}

function aliasesOf(code: string, name: string): Alias[] {
  if (code.length === VILLAGE_DIGITS) return villageAliases(name)
  return code.length === TOWNSHIP_DIGITS ? townshipAliases(name) : []
}

/** One pass over the text; at each place the longest name wins, and the search goes on behind it. */
function scan(text: string, index: NameIndex): PlaceMatch[] {
  const found: PlaceMatch[] = []
  for (let start = 0; start < text.length; start++) {
    for (const length of index.lengths.get(text.charAt(start)) ?? []) {
      const name = text.slice(start, start + length)
      const codes = name.length === length ? index.codes.get(name) : undefined
      if (codes === undefined) continue
      for (const code of codes) found.push({ code, start, end: start + length })
      start += length - 1
      break
    }
  }
  return found
}

/** A township in the text narrows the villages to its own; if none of them lies there, the name of the village counts more. */
function narrow(found: PlaceMatch[]): PlaceMatch[] {
  const townships = found.filter((match) => match.code.length === TOWNSHIP_DIGITS)
  const villages = found.filter((match) => match.code.length === VILLAGE_DIGITS)
  // 江尾 alone names the township and two villages: only a township named elsewhere in the text narrows.
  const elsewhere = (village: PlaceMatch) => townships.filter((township) => township.start !== village.start)
  const inside = villages.filter((village) => elsewhere(village).some((one) => village.code.startsWith(one.code)))
  const kept = inside.length > 0 ? inside : villages
  const longestFirst = (a: PlaceMatch, b: PlaceMatch) => b.end - b.start - (a.end - a.start)
  return [...kept.sort(longestFirst), ...townships.sort(longestFirst)]
}
