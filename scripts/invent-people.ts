/**
 * Invents the people of the demo county: `node scripts/invent-people.ts demo/440229`. The same every time.
 * Nobody of these exists: every cadre has 示 (演示) and every resident 例 (例子) in the middle of the name, and the
 * telephone numbers are counted up.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const SURNAMES = [...'陈李张黄何刘林吴罗王梁谢郭曾邓郑许朱沈叶胡钟赖丘温范卢江']
const GIVEN = [...'安平和宁明华民建国春秋文武德福康乐善诚信勤俭丰余田禾青山石泉松梅兰竹云海星']
const KINDS = ['poverty_lifted', 'marginal', 'ordinary'] as const
/** A round day long enough ago that every demo and test lies behind it. */
const SINCE = '2026-01-01'

const folder = process.argv[2] ?? 'demo/440229'
const { county, regions } = JSON.parse(readFileSync(join(folder, 'regions.json'), 'utf8')) as {
  county: { code: string; name: string }
  regions: { code: string; name: string }[]
}
const townships = regions.filter((region) => region.code.length === 9)
const villages = regions.filter((region) => region.code.length === 12)
const villagesOf = (township: string) => villages.filter((village) => village.code.startsWith(township))

let people = 0
let phones = 0
/** Surname and last character have 28 and 37 values, which share no divisor: no two of 1,036 are called the same. */
const invent = (middle: string) => {
  people += 1
  return `${SURNAMES[people % SURNAMES.length]}${middle}${GIVEN[people % GIVEN.length]}`
}
const phone = () => `138${String(++phones).padStart(8, '0')}`
const duty = (region: string, deputy?: string) => ({ region, from: SINCE, ...(deputy ? { deputy } : {}) })
/** Neighbours are each other's deputies, in a ring. */
const nextOf = <T>(ring: T[], at: number) => ring[(at + 1) % ring.length] as T

const cadres = [
  ...townships.flatMap((township) =>
    villagesOf(township.code).map((village, at, ring) => ({
      key: `cadre-${village.code}`,
      name: invent('示'),
      role: 'village_cadre',
      phone: phone(),
      duties: [duty(village.code, `cadre-${nextOf(ring, at).code}`)],
    })),
  ),
  ...townships.map((township, at) => ({
    key: `officer-${township.code}`,
    name: invent('示'),
    role: 'township_officer',
    phone: phone(),
    duties: [duty(township.code, `officer-${nextOf(townships, at).code}`)],
  })),
  {
    key: 'county-1',
    name: invent('示'),
    role: 'county_officer',
    phone: phone(),
    duties: [duty(county.code, 'county-2')],
  },
  { key: 'county-2', name: invent('示'), role: 'county_officer', phone: phone(), duties: [] },
  {
    key: 'department-1',
    name: invent('示'),
    role: 'department_officer',
    department: 'housing',
    phone: phone(),
    duties: [],
  },
  { key: 'admin-1', name: invent('示'), role: 'admin', phone: phone(), duties: [] },
]

// Two ordinary villages of every small township and a few more of the county town.
const inhabited = townships.flatMap((township) =>
  villagesOf(township.code)
    .filter((village) => village.name.endsWith('村委会'))
    .slice(0, township.code.endsWith('100') ? 8 : 2),
)
const households = inhabited.flatMap((village) => {
  const ring = villagesOf(village.code.slice(0, 9))
  const neighbour = nextOf(ring, ring.indexOf(village))
  return [0, 1, 2].map((nth) => ({
    headName: invent('例'),
    village: village.code,
    kind: KINDS[nth],
    // The middle one is looked after by the neighbour village's cadre, so that the rule of the named cadre shows.
    ...(nth === 1 ? { cadre: `cadre-${neighbour.code}` } : {}),
    ...(nth < 2 ? { phone: phone() } : {}),
  }))
})

const lines = (entries: unknown[]) => entries.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n')
writeFileSync(join(folder, 'cadres.json'), `{\n  "demo": true,\n  "cadres": [\n${lines(cadres)}\n  ]\n}\n`)
writeFileSync(
  join(folder, 'households.json'),
  `{\n  "households": [\n${lines(households)}\n  ],\n  "activate": [\n${lines(villages.map((each) => each.code))}\n  ]\n}\n`,
)
