import type { HouseholdLedger, Measure, Member } from '../../../src/core/ledger/ledger.ts'
import type { HelpedHousehold } from '../../../src/core/measure/household.ts'
import { helpMeaning } from '../../../src/core/policy/code-words.ts'
import type { PolicyPack } from '../../../src/core/policy/pack.ts'
import { Rule } from '../../../src/core/policy/rule.ts'
import { packOf, packs } from '../policy/packs.fixture.ts'

export const YONGXIU = { region: '360425100201', day: '2022-03-01' }
export const SHANGYOU = { region: '360724100201', day: '2024-10-15' }
export const WENGYUAN = { region: '440229101001', day: '2023-08-15' }
export const HUIZHOU = { region: '441322101001', day: '2024-06-03' }
export const GUANGDONG = { region: '440781101001', day: '2022-03-01' }
export const NOWHERE = { region: '530102001001', day: '2024-06-03' }

export function member(more: Partial<Member> = {}): Member {
  return {
    id: 'wang',
    name: '王示范',
    relation: '户主',
    born: '1975-05-01',
    labour: 'full',
    work: 'jobless',
    wantsWork: true,
    insured: true,
    joined: null,
    left: null,
    ...more,
  }
}

export function measure(help: string, more: Partial<Measure> = {}): Measure {
  const kind = helpMeaning(packs, help)?.measure ?? 'other'
  return { id: `m-${help}`, measure: kind, help, forMember: null, state: 'given', ...more }
}

export function household(members: Member[], more: Partial<HelpedHousehold & HouseholdLedger> = {}): HelpedHousehold {
  const { risks = [], monitored = 'unstable_lifted', keyGroup = false, ...ledger } = more
  return {
    risks,
    monitored,
    keyGroup,
    ledger: { householdId: 'h', kind: 'poverty_lifted', members, money: [], measures: [], ...ledger },
  }
}

/** The packs, and a paper of 2027 that changes one rule of another: data alone. */
export function with2027(of: string, name: string, change: object): PolicyPack[] {
  const old = packOf(of)
  const rule = Rule.parse({ ...old.rules[name], ...change })
  return [...packs, { ...old, id: `${of}-2027`, inForce: { from: '2027-01-01', until: null }, rules: { [name]: rule } }]
}
