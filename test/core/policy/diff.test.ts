import { expect, it } from 'vitest'
import { bandMoves, diffPacks, servedOn } from '../../../src/core/policy/diff.ts'
import { packOf } from './packs.fixture.ts'

const wengyuan = packOf('wengyuan-2023')
const huizhou = packOf('huizhou-2024')

it('a pack does not differ from itself', () => {
  expect(diffPacks(wengyuan, wengyuan)).toEqual({ added: [], removed: [], changed: [] })
})

it('other words for the same value are no change', () => {
  const line = wengyuan.rules['monitoring-line']
  if (!line) throw new Error('no line')
  const reworded = {
    ...wengyuan,
    rules: { ...wengyuan.rules, 'monitoring-line': { ...line, says: '另一种说法。', clause: '第9条' } },
  }
  expect(diffPacks(wengyuan, reworded)).toEqual({ added: [], removed: [], changed: [] })
})

it('names what was added, removed and changed, with old and new value', () => {
  const { added, removed, changed } = diffPacks(wengyuan, huizhou)
  expect(added.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['finish-within', 'duty-visit', 'duty-look-back']),
  )
  expect(removed.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['warning-line', 'duty-data-check']))
  expect(changed.find(({ rule }) => rule === 'duty-data-entry')).toMatchObject({
    changes: expect.arrayContaining([{ at: 'due.day', old: 20, new: 25 }]),
    oldCitation: { clause: '第6条' },
    newCitation: { clause: '第三部分' },
  })
  const line = changed.find(({ rule }) => rule === 'monitoring-line')
  expect(line?.changes).toContainEqual({ at: 'bands.0.limits.0.yuan', old: 10_420, new: 10_800 })
  expect(added.length + changed.length).toBeLessThanOrEqual(Object.keys(huizhou.rules).length + 1)
})

it('counts the households whose band changes', () => {
  const incomes = [10_420, 10_421, 10_800, 16_460, 16_461].map((income) => ({ income }))
  expect(bandMoves(wengyuan, huizhou, '2023-05-01', incomes)).toEqual({
    day: '2023-05-01',
    households: 5,
    changed: 4,
    moves: {
      'monitored → monitored_province': 1,
      'above_lines → monitored_province': 2,
      'above_lines → monitored_city': 1,
    },
  })
  expect(bandMoves(wengyuan, wengyuan, '2023-05-01', incomes)).toMatchObject({ changed: 0, moves: {} })
})

it('what a later paper of the same place leaves out serves on, with a warning, and is not removed', () => {
  const { 'monitoring-line': line, ...others } = wengyuan.rules
  if (!line) throw new Error('no monitoring line')
  const later = {
    ...wengyuan,
    id: 'wengyuan-2027',
    inForce: { from: '2027-02-01', until: null },
    rules: { 'monitoring-line': line },
  }
  expect(diffPacks(wengyuan, later).removed).toEqual([])
  const served = servedOn(wengyuan, later)
  expect(served.map(({ rule }) => rule)).toEqual(Object.keys(others))
  for (const { runOut } of served) expect(runOut).toContain('暂时沿用')
  // The other way round, and of another place, nothing serves on.
  expect(servedOn(later, wengyuan)).toEqual([])
  expect(servedOn(wengyuan, huizhou)).toEqual([])
  expect(diffPacks(wengyuan, huizhou).removed.length).toBeGreaterThan(0)
})

it('what the province lays down serves on in its county', () => {
  const rules = { 'monitored-groups': wengyuan.rules['monitoring-line'] ?? fail() }
  const province = { ...wengyuan, id: 'province', region: '44', rules }
  expect(servedOn(province, wengyuan).map(({ rule }) => rule)).toEqual(['monitored-groups'])
})

function fail(): never {
  throw new Error('no such rule')
}
