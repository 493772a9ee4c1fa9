import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { INCOME_KINDS, SPENDING_KINDS } from '../../../src/contract/terms.ts'
import { incomeFlags } from '../../../src/core/ledger/income-flags.ts'
import { incomeWindow } from '../../../src/core/ledger/income-window.ts'
import { moneyInForce } from '../../../src/core/ledger/money.ts'
import { monthsIn, monthsLater } from '../../../src/core/ledger/months.ts'
import { perCapitaIncome } from '../../../src/core/ledger/per-capita-income.ts'
import { packs } from '../policy/packs.fixture.ts'
import { at, entry, ledgerOf, member, REGISTER, row } from './ledger.fixture.ts'

const YEAR = Array.from({ length: 12 }, (_, nth) => monthsLater('2023-01', nth))
const FOUR = [member('王建国'), member('李秀英'), member('王小明'), member('王小红')]

describe('the window of months', () => {
  it('is the twelve whole months before the month of identification (GD-6)', () => {
    const window = incomeWindow(packs, '440229', '2020-06-17')
    expect(window).toMatchObject({ pack: 'guangdong-2020', citation: { clause: '二（四）' }, warning: null })
    expect([window?.months[0], window?.months.at(-1), window?.months.length]).toEqual(['2019-06', '2020-05', 12])
  })

  it('is a rule of the house where no paper lays it down, and says so', () => {
    const window = incomeWindow(packs, '360425', '2024-01-31')
    expect(window).toMatchObject({ pack: 'default', months: expect.arrayContaining(['2023-01', '2023-12']) })
    expect(window?.citation.paper).toContain('非政策规定')
  })
})

describe('income a head', () => {
  it('shows its arithmetic line by line, names masked', () => {
    const money = [
      entry('wage', '2023-01', '2023-12', 36_000),
      entry('business', '2023-06', '2023-06', 8_000.5),
      entry('production', '2023-03', '2023-03', 3_000),
      entry('transfer', '2023-12', '2024-03', 1_000),
      entry('rigid', '2023-05', '2023-05', 20_000),
      entry('wage', '2023-02', '2023-02', 99_999, { replacedBy: 'a correction' }),
    ]
    const income = perCapitaIncome(ledgerOf([...FOUR, member('王老', { left: '2023-12-31' })], money), YEAR)
    expect(income).toMatchObject({ kind: 'complete', yuan: 10_312.62, people: 4, missing: [] })
    expect(income.lines).toEqual([
      '算2023年1月到12月，共12个月。',
      '2023年12月到2024年3月的转移性收入1000元按月平摊，其中1个月算250元。',
      '经营性收入：8000.5元。',
      '工资性收入：36000元。',
      '财产性收入：0元。',
      '转移性收入：250元。',
      '减去生产经营支出：3000元。',
      '全家一共：41250.5元。',
      '另有刚性支出20000元，不从收入里减。',
      '按4口人算：李**、王**、王**、王**。',
      '41250.5元 ÷ 4人 ＝ 每人10312.62元（不到一分的舍去）。',
    ])
    for (const line of income.lines) expect(line.length).toBeLessThanOrEqual(60)
  })

  it('names the months without an entry, and guesses nothing', () => {
    const money = [
      entry('wage', '2023-01', '2023-02', 6_000),
      entry('wage', '2023-06', '2023-12', 0),
      entry('rigid', '2023-04', '2023-04', 5),
    ]
    const income = perCapitaIncome(ledgerOf(FOUR, money), YEAR)
    expect(income).toMatchObject({ kind: 'incomplete', missing: ['2023-03', '2023-04', '2023-05'] })
    expect(income).not.toHaveProperty('yuan')
    expect(income.lines.slice(-2)).toEqual(['2023年3月到5月没有收入记录。', '还不全，算不出人均收入。'])
    expect(perCapitaIncome(ledgerOf([], [entry('wage', '2023-01', '2023-12', 1)]), YEAR).kind).toBe('incomplete')
  })

  it('says when a list says otherwise, and does not count it', () => {
    const wage = row('wage', '2023-01', '2023-12', 40_000)
    const other = row('wage', '2023-01', '2023-12', 48_000, { source: REGISTER, contests: wage.id })
    const { entries, conflicts } = moneyInForce([other, wage])
    expect(conflicts).toMatchObject([{ entry: { id: wage.id }, others: [{ yuan: 48_000 }] }])
    const contested = conflicts.flatMap(({ others }) => others)
    const income = perCapitaIncome(ledgerOf(FOUR, entries, { contested }), YEAR)
    expect(income).toMatchObject({ yuan: 10_000 })
    expect(income.lines).toContain('有1笔和别处的数对不上，还没有核定，先不算。')
    const settled = row('wage', '2023-01', '2023-12', 44_000, { replaces: wage.id, settles: [other.id] })
    const after = moneyInForce([settled, other, wage])
    expect(after.conflicts).toEqual([])
    expect(perCapitaIncome(ledgerOf(FOUR, after.entries), YEAR)).toMatchObject({ yuan: 11_000 })
    expect(after.entries.find(({ id }) => id === wage.id)).toMatchObject({ yuan: 40_000, replacedBy: settled.id })
  })

  const month = fc.integer({ min: -6, max: 17 }).map((nth) => monthsLater('2023-01', nth))
  const anyRow = fc
    .tuple(
      fc.constantFrom(...INCOME_KINDS, ...SPENDING_KINDS),
      month,
      fc.integer({ min: 0, max: 8 }),
      fc.integer({ min: 0, max: 9_999_999 }),
    )
    .map(([kind, from, more, fen]) => row(kind, from, monthsLater(from, more), fen / 100))

  it('never depends on the order of entry, corrections among them', () => {
    fc.assert(
      fc.property(
        fc.array(anyRow, { maxLength: 12 }),
        fc.integer({ min: 1, max: 7 }),
        fc.nat(),
        (rows, people, seed) => {
          const members = FOUR.concat(FOUR).slice(0, people)
          const corrected = rows
            .slice(0, 4)
            .map((each) => row(each.kind, each.from, each.to, 12.34, { replaces: each.id }))
          const all = [...rows, ...corrected]
          const shuffled = [...all].sort(
            (a, b) => ((Number(a.id.slice(3)) * 7919 + seed) % 101) - ((Number(b.id.slice(3)) * 7919 + seed) % 101),
          )
          const reckon = (some: typeof all) => perCapitaIncome(ledgerOf(members, moneyInForce(some).entries), YEAR)
          expect(reckon(shuffled)).toEqual(reckon(all))
        },
      ),
    )
  })

  it('shares a span out without losing or making a cent', () => {
    fc.assert(
      fc.property(anyRow, (one) => {
        const { from, to } = one
        const months = Array.from({ length: monthsIn(from, to) }, (_, nth) => monthsLater(from, nth))
        const sumOver = (some: string[]) => {
          const income = perCapitaIncome(ledgerOf([member('王')], [{ ...one, kind: 'wage', replacedBy: null }]), some)
          return income.kind === 'complete' ? income.fen : Number.NaN
        }
        const single = months.reduce((sum, each) => sum + sumOver([each]), 0)
        expect(single).toBe(sumOver(months))
        expect(single).toBe(Math.round(one.yuan * 100))
      }),
    )
  })
})

describe('an income lifted just over a line (JX-12)', () => {
  // Wengyuan 2023: monitored up to 10,420, warned below 10,800 in November and December.
  const start = entry('wage', '2022-01', '2023-12', 80_000, { at: at('2023-11-01') })
  const raised = (yuan: number, day: string) => {
    const next = entry('wage', '2022-01', '2023-12', yuan, { at: at(day) })
    return ledgerOf(FOUR, [{ ...start, replacedBy: next.id }, next])
  }
  const flagsOf = (yuan: number, day: string, finishBy: string[] = []) =>
    incomeFlags(packs, raised(yuan, day), { region: '440229', household: 'poverty_lifted', finishBy })

  it('is flagged shortly before the end of the year, with both figures, who, and when', () => {
    const [flag, ...more] = flagsOf(87_000, '2023-12-20')
    expect(more).toEqual([])
    expect(flag).toMatchObject({ before: 10_000, after: 10_875, limit: 10_800, who: '李干部录入' })
    expect(flag?.words).toBe('年底前11天改了收入，人均从10000元变成10875元，刚过10800元的线，请再核一遍。')
    expect(flag?.at).toEqual(at('2023-12-20'))
    expect(flag?.citation.paper).toContain('非政策规定')
  })

  it('is left alone far from a deadline, well over the line, or under it still', () => {
    expect(flagsOf(87_000, '2023-12-10')).toEqual([])
    expect(flagsOf(96_000, '2023-12-20')).toEqual([])
    expect(flagsOf(83_000, '2023-12-20')).toEqual([])
  })

  it('is watched before the end of an identification too', () => {
    expect(flagsOf(87_000, '2023-12-10', ['2023-12-13'])).toMatchObject([
      { deadline: { kind: 'finish_by', day: '2023-12-13' } },
    ])
    expect(flagsOf(87_000, '2023-12-10', ['2023-12-18'])).toEqual([])
  })

  it('names the clause of the paper where there is one', () => {
    const money = [entry('wage', '2023-01', '2024-12', 40_000, { at: at('2024-11-01') })]
    const next = entry('wage', '2023-01', '2024-12', 49_000, { at: at('2024-12-30') })
    const ledger = ledgerOf(FOUR, [{ ...(money[0] as (typeof money)[0]), replacedBy: next.id }, next])
    const flags = incomeFlags(packs, ledger, { region: '360425', household: 'poverty_lifted', finishBy: [] })
    expect(flags).toMatchObject([{ before: 5000, after: 6125, limit: 6000, citation: { clause: '第十三条' } }])
  })
})
