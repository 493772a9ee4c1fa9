import { expect, it } from 'vitest'
import { lateSubsidies } from '../../../src/core/measure/late-subsidies.ts'
import { nextOf, pageOf } from '../../../src/core/words/page-of.ts'
import { policies } from '../../support/policies.ts'

const { packs } = policies
const SHANGYOU = { region: '360724', day: '2024-12-01' }
const help = (id: string, plannedOn: string, givenOn: string | null, more: object = {}) => ({
  id,
  help: 'temporary_aid',
  plannedOn,
  givenOn,
  endedOn: null as string | null,
  ...more,
})
const found = (...measures: ReturnType<typeof help>[]) => {
  const answer = lateSubsidies(packs, SHANGYOU, measures)
  if (answer.kind === 'no_rule') throw new Error('no rule')
  return answer
}

it('JX-10: subsidies that came late or not at all are listed with the clause, what waits longest first', () => {
  const answer = found(
    help('in time', '2024-10-01', '2024-10-31'),
    help('late', '2024-10-01', '2024-11-01'),
    help('waits', '2024-10-31', null),
    help('waits longer', '2024-09-15', null),
    help('not yet due', '2024-11-01', null),
  )
  expect(answer.subsidies.map(({ measure, state, days }) => [measure.id, state, days])).toEqual([
    ['waits longer', 'withheld', 47],
    ['waits', 'withheld', 1],
    ['late', 'late', 1],
  ])
  expect(answer).toMatchObject({ citation: { clause: '第十条' }, deadline: { house: true }, within: 30 })
  expect(answer.subsidies[1]?.why).toBe('10月31日计划，应在11月30日以前发到，过了1天还没有发。')
})

it('what was given up before, and help that is no subsidy, are none', () => {
  const old = '2024-09-01'
  expect(found(help('given up', old, null, { endedOn: '2024-09-10' })).subsidies).toEqual([])
  expect(found(help('work', old, null, { help: 'public_post' })).subsidies).toEqual([])
})

it('where no paper wants it, nothing is reckoned', () => {
  const elsewhere = { region: '440229', day: '2024-12-01' }
  expect(lateSubsidies(packs, elsewhere, [help('waits', '2024-01-01', null)])).toEqual({ kind: 'no_rule' })
})

it('a list comes page by page, and says where it goes on', () => {
  const [all, short] = [[1, 2, 3, 4, 5], [6]]
  const window = { after: 2, limit: 2 }
  expect(pageOf(all, window)).toEqual([3, 4])
  expect(nextOf([short, all], window)).toBe('4')
  expect(nextOf([short, all], { after: 4, limit: 2 })).toBeNull()
})
