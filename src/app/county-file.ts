/** The one form in which a county is set up, the demo county as any real one. Its messages are for the technician. */
import { z } from 'zod'
import { Office } from '../contract/office.ts'
import { CadreRole, HouseholdKind, RegionCode } from '../contract/terms.ts'

const Name = z.string().trim().min(1).max(60)
const Key = z.string().trim().min(1).max(80)
const Phone = z.string().regex(/^(1\d{10}|0\d{2,3}-?\d{7,8})$/, '电话要写成 11 位手机号，或带区号的座机号')

const DutyEntry = z
  .strictObject({
    region: RegionCode,
    from: z.iso.date(),
    until: z.iso.date().nullable().default(null).describe('Included; null is open.'),
    deputy: Key.optional().describe('Key of the cadre who stands in.'),
  })
  .refine((duty) => duty.until === null || duty.from <= duty.until, '结束日期在开始日期之前')

const CadreEntry = z.strictObject({
  key: Key.describe('Never changes: who he is follows from county and key.'),
  name: Name,
  role: CadreRole,
  active: z.boolean().default(true),
  phone: Phone.optional(),
  department: Office.optional().describe("Of a department's officer: the office that he answers for."),
  duties: z.array(DutyEntry).default([]).describe('Whoever has none sees no leads: an administrator needs none.'),
})

const HouseholdEntry = z.strictObject({
  key: Key.optional().describe('Needed only where two heads of one village have the same name.'),
  headName: Name,
  village: RegionCode,
  kind: HouseholdKind,
  cadre: Key.optional().describe('Key of the cadre named for this household.'),
  phone: Phone.optional(),
})
export type HouseholdEntry = z.infer<typeof HouseholdEntry>

export const CountyFile = z
  .strictObject({
    county: z.strictObject({ code: z.string().regex(/^\d{6}$/), name: Name }),
    demo: z.boolean().default(false).describe('True: every person in it is invented.'),
    source: z.string().optional().describe('Where the divisions were taken from.'),
    regions: z.array(z.strictObject({ code: RegionCode, name: Name })).min(1),
    cadres: z.array(CadreEntry).min(1),
    households: z.array(HouseholdEntry).default([]),
    activate: z.array(RegionCode).describe('Villages that are to take reports.'),
  })
  .superRefine((file, context) => {
    for (const { path, message } of contradictions(file)) context.addIssue({ code: 'custom', path, message })
  })
export type CountyFile = z.infer<typeof CountyFile>

/** What tells a household apart within its county. */
export function householdKey(household: HouseholdEntry): string {
  return household.key ?? `${household.village}/${household.headName}`
}

interface Contradiction {
  path: (string | number)[]
  message: string
}

type Parsed = Omit<CountyFile, 'source'>

/** Everything that refers to something must find it, within this county. */
function contradictions({ county, regions, cadres, households, activate }: Parsed): Contradiction[] {
  const found: Contradiction[] = []
  const say = (message: string, ...path: (string | number)[]) => found.push({ path, message })
  const codes = new Set([county.code, ...regions.map((region) => region.code)])
  const keys = new Set(cadres.map((cadre) => cadre.key))

  for (const at of repeats(regions.map((region) => region.code))) say('区划代码重复', 'regions', at, 'code')
  for (const at of repeats(cadres.map((cadre) => cadre.key))) say('干部的 key 重复', 'cadres', at, 'key')
  for (const at of repeats(households.map(householdKey)))
    say('同村有同名的户主，请各写一个 key 来区分', 'households', at, 'key')

  regions.forEach(({ code }, at) => {
    if (code.length !== 9 && code.length !== 12) say('这里只写乡镇（9 位）和村（12 位）', 'regions', at, 'code')
    else if (!code.startsWith(county.code)) say(`不属于本县 ${county.code}`, 'regions', at, 'code')
    else if (code.length === 12 && !codes.has(code.slice(0, 9))) say('缺它所在的乡镇', 'regions', at, 'code')
  })
  cadres.forEach((cadre, at) => {
    if (cadre.department !== undefined && cadre.role !== 'department_officer')
      say('只有部门干部才写 department', 'cadres', at, 'department')
    cadre.duties.forEach((duty, nth) => {
      if (!codes.has(duty.region)) say('没有这个区划', 'cadres', at, 'duties', nth, 'region')
      if (duty.deputy !== undefined && !keys.has(duty.deputy))
        say('没有这个干部', 'cadres', at, 'duties', nth, 'deputy')
      if (duty.deputy === cadre.key) say('副手不能是自己', 'cadres', at, 'duties', nth, 'deputy')
    })
  })
  households.forEach((household, at) => {
    if (!isVillage(household.village, codes)) say('没有这个村', 'households', at, 'village')
    if (household.cadre !== undefined && !keys.has(household.cadre)) say('没有这个干部', 'households', at, 'cadre')
  })
  activate.forEach((code, at) => {
    if (!isVillage(code, codes)) say('没有这个村', 'activate', at)
  })
  return found
}

function isVillage(code: string, codes: Set<string>): boolean {
  return code.length === 12 && codes.has(code)
}

/** Positions of values that stood earlier already. */
function repeats(values: string[]): number[] {
  const seen = new Set<string>()
  return values.flatMap((value, at) => {
    const again = seen.has(value)
    seen.add(value)
    return again ? [at] : []
  })
}
