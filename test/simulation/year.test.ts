import { expect, it } from 'vitest'
import type { DutyView } from '../../src/contract/duty.ts'
import { addDays } from '../../src/core/duty/period.ts'
import { chinaDay } from '../../src/core/words/when.ts'
import { onServer } from '../support/database.ts'
import { dutyCounty } from '../support/duty-county.ts'

type World = Awaited<ReturnType<typeof dutyCounty>>
/** A year of days on a busy machine. */
const YEAR_MS = 240_000

onServer('a year of a county, day by day', (use) => {
  it(
    'Huizhou 2024: every duty once, each on its day; the village that does nothing is with the county in the end',
    async () => {
      const world = await dutyCounty(use().store, '441322', '2024-01-01T00:10:00+08:00')
      const run = await live(world, '2024-01-01', '2024-12-31', (day) => huizhouDay(world, day))
      const all = await everything(world, '2024')
      expect(countOf(all, ({ what }) => what)).toEqual({
        visit: 40,
        visit_scheme: 2,
        screening: 12,
        data_entry: 30,
        export_and_analysis: 4,
        risk_meeting: 4,
        look_back: 2,
        training: 1,
      })
      expect(run.made).toBe(all.length)
      const months = ['03', '04', '05', '06', '07', '08', '09', '10', '11', '12']
      expect(daysOf(all, 'data_entry')).toEqual(months.map((month) => `2024-${month}-25`))
      expect(daysOf(all, 'export_and_analysis')).toEqual(['2024-03-31', '2024-06-30', '2024-09-30', '2024-12-31'])
      expect(daysOf(all, 'look_back')).toEqual(['2024-06-30', '2024-12-31'])
      // But for what was done before its reminder: nine months' data and ten visits of the village that is quick.
      expect(run.reminded).toBe(all.length - 9 - 10)
      // The second village's data of nine months twice and December's once, eighteen visits twice, three screenings twice.
      expect(run.up).toBe(9 * 2 + 1 + 9 * 2 * 2 + 3 * 2)
      const of = (region: string) =>
        countOf(
          all.filter((each) => each.region === region),
          ({ state }) => state,
        )
      expect(of(world.codes.first)).toEqual({ done: 10 + 20 + 4 })
      expect(of(world.codes.second)).toEqual({ handed_up: 10 + 18 + 3, open: 2 + 1 })
      expect(of(world.codes.third)).toEqual({ handed_up: 10 + 4 })
      // Of the second village November's data and two visits and December's data, of the third both months' data; what is older
      // stands in its own month.
      expect(await world.officer.counts()).toMatchObject({
        month: '2024-12',
        mine: { overdue: 1 + 2 + 1 + 2, soon: 2 },
      })
      expect(await world.officer.counts('2024-10')).toMatchObject({ mine: { missed: 1 + 2 + 1 } })
    },
    YEAR_MS,
  )

  it(
    'Wengyuan from its paper in 2023 on: the 20th, the fifteenth of a quarter, quarter ends, and the leap day of a year in which it only serves on',
    async () => {
      const world = await dutyCounty(use().store, '440229', '2023-04-01T00:10:00+08:00')
      const run = await live(world, '2023-04-01', '2024-03-31', async () => {}, 3)
      const all = [...(await everything(world, '2023')), ...(await everything(world, '2024'))]
      const once = [...new Map(all.map((each) => [each.id, each])).values()]
      const level = ({ what, region }: DutyView) => (what === 'screening' ? `${what} ${region.length}` : what)
      expect(countOf(once, level)).toEqual({
        'screening 12': 12 * 3,
        'screening 9': 4 * 2,
        data_entry: 11 * 3,
        data_check: 12,
        export_and_analysis: 4,
        employment_list: 3 * 2,
        employment_feedback: 4,
        guide: 1,
      })
      expect([run.made, run.reminded]).toEqual([once.length, once.length])
      expect(daysOf(once, 'data_entry').slice(0, 2)).toEqual(['2023-05-20', '2023-06-20'])
      expect(daysOf(once, 'employment_list')).toEqual(['2023-07-15', '2023-10-15', '2024-01-15'])
      expect(daysOf(once, 'employment_feedback')).toEqual(['2023-06-30', '2023-09-30', '2023-12-31', '2024-03-31'])
      expect(daysOf(once, 'data_check').slice(-3)).toEqual(['2024-01-31', '2024-02-29', '2024-03-31'])
      expect(daysOf(once, 'guide')).toEqual(['2023-12-31'])
      for (const { period, warning } of once) expect(warning !== null, period).toBe(period.startsWith('2024'))
    },
    YEAR_MS,
  )
})

/** What runs by the clock and what people do, each day at its hour; with a step, as a machine that is off on the days between. */
async function live(world: World, from: string, to: string, people: (day: string) => Promise<void>, step = 1) {
  const sum = { made: 0, reminded: 0, up: 0 }
  for (let day = from; day <= to; day = addDays(day, step)) {
    world.at(`${day}T00:10:00+08:00`)
    sum.made += await world.make()
    world.at(`${day}T00:30:00+08:00`)
    sum.up += await world.handUp()
    world.at(`${day}T08:00:00+08:00`)
    sum.reminded += await world.remind()
    world.at(`${day}T10:00:00+08:00`)
    await people(day)
  }
  return sum
}

/**
 * The first village enters its data on the fifteenth (in the month of the paper as soon as it is there), visits one household early
 * and one late, and screens in time; the township files its scheme, the county does its own on the last day. The second village does nothing.
 */
async function huizhouDay(world: World, day: string): Promise<void> {
  const date = Number(day.slice(8))
  const month = Number(day.slice(5, 7))
  const quarterEnds = month % 3 === 0
  if (day < '2024-03-21') return
  if (day === '2024-03-21' || date === 15) await doAll(world.first, 'data_entry')
  if (date === (month === 3 ? 25 : 10)) await world.first.visits(world.household('甲'), day)
  if (date === 28) await world.first.visits(world.household('乙'), day)
  if (quarterEnds && date === 25) await doAll(world.first, 'screening')
  if (day === '2024-03-29') await doAll(world.township, 'visit_scheme')
  if (quarterEnds && date === 29) {
    await doAll(world.officer, 'export_and_analysis')
    await doAll(world.officer, 'risk_meeting')
  }
  if (day === '2024-12-05') await doAll(world.officer, 'training')
}

async function doAll(who: World['first'], what: DutyView['what']): Promise<void> {
  for (const duty of await who.duties()) if (duty.what === what) await who.completes(duty.id)
}

/** Every duty that the county sees of a year, each once. */
async function everything(world: World, year: string): Promise<DutyView[]> {
  const found = new Map<string, DutyView>()
  for (let month = 1; month <= 12; month++) {
    const query = { month: `${year}-${String(month).padStart(2, '0')}`, mine: 'false', which: 'all' } as const
    for (const duty of await world.officer.duties(query)) found.set(duty.id, duty)
  }
  return [...found.values()].filter(({ period }) => period.startsWith(year))
}

function countOf(all: DutyView[], key: (duty: DutyView) => string): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(all, key)].map(([name, each]) => [name, each.length]))
}

/** The days on which duties of a kind are due, each once. */
function daysOf(all: DutyView[], what: DutyView['what']): string[] {
  const days = all.filter((each) => each.what === what).map(({ dueAt }) => chinaDay(new Date(dueAt)))
  return [...new Set(days)].sort()
}
