import { describe, expect, it } from 'vitest'
import { type DutyItems, type DutyPlaces, dutyItems } from '../../../src/core/duty/duty-items.ts'
import { standingDuties } from '../../../src/core/duty/duty-rules.ts'
import { handUp } from '../../../src/core/duty/hand-up.ts'
import { endOfDay, periodsIn, periodWords } from '../../../src/core/duty/period.ts'
import type { PolicyPack } from '../../../src/core/policy/pack.ts'
import type { Roster } from '../../../src/core/routing/roster.ts'
import { chinaDay } from '../../../src/core/words/when.ts'
import { packOf, packs } from '../policy/packs.fixture.ts'

const placesOf = (county: string): DutyPlaces => ({
  county,
  townships: [`${county}101`],
  villages: [`${county}101001`, `${county}101002`],
  households: [
    { id: 'lifted', region: `${county}101001`, kind: 'poverty_lifted', cadreId: 'named' },
    { id: 'ordinary', region: `${county}101002`, kind: 'ordinary', cadreId: null },
  ],
})
const cadre = (id: string, role: Roster['cadres'][number]['role'], county: string) => ({
  id,
  county,
  name: id,
  role,
  active: true,
})
const rosterOf = (county: string): Roster => ({
  cadres: [
    cadre('named', 'village_cadre', county),
    cadre('village', 'village_cadre', county),
    cadre('township', 'township_officer', county),
    cadre('county', 'county_officer', county),
  ],
  duties: [
    { region: `${county}101001`, cadreId: 'village', deputyId: 'named', from: '2020-01-01', until: null },
    { region: `${county}101`, cadreId: 'township', deputyId: null, from: '2020-01-01', until: null },
    { region: county, cadreId: 'county', deputyId: null, from: '2020-01-01', until: null },
  ],
})
const itemsOf = (county: string, from: string, to: string, all: PolicyPack[] = packs) =>
  dutyItems(all, placesOf(county), rosterOf(county), from, to)
const dueOf = (items: DutyItems[], rule: string) =>
  items.filter(({ task }) => task.rule === rule).map(({ task }) => `${task.period.name} ${chinaDay(task.dueAt)}`)

describe('the days on which duties are due', () => {
  it('are the 20th for data in Wengyuan, and the last day of every month, leap day too, for its check', () => {
    const year = itemsOf('440229', '2024-01-01', '2024-12-31')
    expect(dueOf(year, 'duty-data-entry')).toEqual(
      Array.from({ length: 12 }, (_, at) => `2024-${String(at + 1).padStart(2, '0')}`).map((m) => `${m} ${m}-20`),
    )
    expect(dueOf(year, 'duty-data-check').slice(0, 3)).toEqual([
      '2024-01 2024-01-31',
      '2024-02 2024-02-29',
      '2024-03 2024-03-31',
    ])
    expect(dueOf(itemsOf('440229', '2023-01-01', '2023-12-31'), 'duty-export')).toEqual([
      '2023-Q2 2023-06-30',
      '2023-Q3 2023-09-30',
      '2023-Q4 2023-12-31',
    ])
  })

  it('of a span of ten days are the house’s fifteenth, and only its end is too late', () => {
    const [list] = itemsOf('440229', '2023-07-01', '2023-07-01').filter(
      ({ task }) => task.rule === 'duty-employment-list',
    )
    expect(list?.task.expectedFrom).toBe('2023-07-11')
    expect([list?.task.dueAt, list?.task.lateAt].map((at) => at && chinaDay(at))).toEqual(['2023-07-15', '2023-07-20'])
  })

  it('are the 25th in Huizhou, and nothing is due before the paper is in force', () => {
    const year = itemsOf('441322', '2024-01-01', '2024-12-31')
    expect(dueOf(year, 'duty-data-entry')[0]).toBe('2024-03 2024-03-25')
    expect(dueOf(year, 'duty-data-entry')).toHaveLength(10)
    expect(dueOf(year, 'duty-visit-scheme')).toEqual(['2024 2024-03-31'])
    expect(dueOf(year, 'duty-look-back')).toEqual(['2024-H1 2024-06-30', '2024-H2 2024-12-31'])
    expect(dueOf(year, 'duty-training')).toEqual(['2024 2024-12-31'])
    expect(year.find(({ task }) => task.rule === 'duty-visit')?.task.expectedFrom).toBe('2024-03-21')
  })

  it('of what is wanted once come once, however long the paper serves on', () => {
    expect(dueOf(itemsOf('440229', '2023-01-01', '2025-12-31'), 'duty-guide')).toEqual(['2023 2023-12-31'])
  })
})

describe('a duty', () => {
  it('is made for the households that the paper names, and falls to the cadre of the household', () => {
    const visits = itemsOf('441322', '2024-04-01', '2024-04-01').find(({ task }) => task.rule === 'duty-visit')
    expect(visits?.subjects).toEqual([
      {
        region: '441322101001',
        place: '441322101001',
        householdId: 'lifted',
        holderId: 'named',
        level: 'village',
      },
    ])
  })

  it('of a village without anybody on duty stands with the township at once', () => {
    const data = itemsOf('441322', '2024-04-01', '2024-04-01').find(({ task }) => task.rule === 'duty-data-entry')
    expect(data?.subjects.map(({ region, holderId, level }) => [region.slice(-1), holderId, level])).toEqual([
      ['1', 'village', 'village'],
      ['2', 'township', 'township'],
    ])
    expect(data?.task.belongs).toBe('village')
  })

  it('of the city is shown to the county', () => {
    const [back] = itemsOf('441322', '2024-04-01', '2024-04-01').filter(({ task }) => task.rule === 'duty-look-back')
    expect(back?.subjects).toEqual([
      { region: '441322', place: '4413', householdId: null, holderId: 'county', level: 'county' },
    ])
  })

  it('of a paper that has run out says so', () => {
    const [data] = itemsOf('440229', '2024-05-01', '2024-05-01').filter(({ task }) => task.rule === 'duty-data-entry')
    expect(data?.task.warning).toContain('2023-12-31 已到期')
    expect(data?.task.source).toContain('第6条')
  })

  it('without a time is only read', () => {
    for (const county of ['360724', '360425', '440232']) expect(itemsOf(county, '2024-01-01', '2024-12-31')).toEqual([])
    expect(standingDuties(packs, '360425', '2024-10-01').map(({ rule }) => rule)).toContain('duty-return-visit')
    expect(standingDuties(packs, '360724', '2024-10-01').map(({ rule }) => rule)).toEqual([
      'duty-job-tracking',
      'duty-job-seekers',
      // What people are to be told, and how the work is to be done.
      'publicity-ways',
      'warning-check',
      'public-posts',
      'yulu-payment',
      'subsidies-in-time',
      'honest-figures',
    ])
  })

  it('follows the paper of the narrowest region, and a new one only from its own day on', () => {
    const base = packOf('huizhou-2024')
    const entry = base.rules['duty-data-entry']
    if (entry?.kind !== 'duty') throw new Error('no such duty')
    const township: PolicyPack = {
      ...base,
      id: 'one-village',
      region: '441322101002',
      inForce: { from: '2024-05-15', until: null },
      rules: { 'duty-data-entry': { ...entry, due: { day: 10 } } },
    }
    const all = [...packs, township]
    const dueIn = (village: string, day: string) =>
      itemsOf('441322', day, day, all)
        .filter(({ task, subjects }) => task.rule === 'duty-data-entry' && subjects.some((s) => s.place === village))
        .map(({ task }) => chinaDay(task.dueAt))
    expect(dueIn('441322101001', '2024-06-01')).toEqual(['2024-06-25'])
    expect(dueIn('441322101002', '2024-06-01')).toEqual(['2024-06-10'])
    // Its own day was past when it came: in May the older paper still counts.
    expect(dueIn('441322101002', '2024-05-20')).toEqual(['2024-05-25'])
  })
})

it('handing up names each level that was passed, and stops at the county', () => {
  const late = {
    region: '441322101001',
    belongs: 'village',
    level: 'village',
    holderId: 'village',
    lateAt: endOfDay('2024-04-25'),
    handUpDays: 3,
  } as const
  const at = (day: string) => handUp(late, rosterOf('441322'), endOfDay(day))
  expect(at('2024-04-27')).toEqual({ kind: 'stays' })
  expect(at('2024-04-28')).toMatchObject({ kind: 'up', holder: { holderId: 'township', level: 'township' } })
  const long = at('2024-06-30')
  expect(long).toMatchObject({ kind: 'up', holder: { holderId: 'county', level: 'county' } })
  expect(long.kind === 'up' && long.steps.map(({ to, at }) => `${to} ${chinaDay(at)}`)).toEqual([
    'township 2024-04-28',
    'county 2024-05-01',
  ])
  const top = { ...late, level: 'county', holderId: 'county' } as const
  expect(handUp(top, rosterOf('441322'), endOfDay('2024-06-30'))).toEqual({ kind: 'top' })
})

it('periods have names, days and words', () => {
  expect(periodsIn('quarter', '2023-12-31', '2024-01-01')).toEqual([
    { name: '2023-Q4', first: '2023-10-01', last: '2023-12-31' },
    { name: '2024-Q1', first: '2024-01-01', last: '2024-03-31' },
  ])
  expect(periodsIn('half_year', '2024-07-01', '2024-07-01').map(({ name }) => name)).toEqual(['2024-H2'])
  expect(['2024-03', '2024-Q2', '2024-H1', '2024'].map(periodWords)).toEqual([
    '2024年3月',
    '2024年第二季度',
    '2024年上半年',
    '2024年',
  ])
})
