import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PackCard } from '../../../src/core/card/card.ts'
import { cardsFor } from '../../../src/core/card/cards-for.ts'
import { findable, renderCard } from '../../../src/core/card/render-card.ts'
import { runs } from '../../support/runs.ts'
import { packOf } from '../policy/packs.fixture.ts'
import { cardOf, DAYS, policies, REGIONS } from './cards.fixture.ts'

const says = (region: string, day: string, topic: string) => renderCard(cardOf(region, day, topic)).says.join('')

describe('the card of the asker’s own region and day', () => {
  it.each([
    ['440229', '2023-08-15', /10420元及以下/],
    ['440229106201', '2023-08-15', /10420元及以下/],
    ['440229', '2023-04-20', /不到10000元/],
    ['4413', '2024-10-15', /10800元及以下.*16460元及以下/],
    ['4413', '2024-03-20', /不到10000元/],
    ['44', '2024-10-15', /不到10000元/],
    ['360425', '2021-10-15', /6000元及以下/],
  ])('the line in %s on %s', (region, day, words) => {
    expect(says(region, day, 'monitoring-line')).toMatch(words)
  })

  it('no line is told where no paper lays one down', () => {
    for (const region of ['36', '360724', '11'])
      expect(() => cardOf(region, '2024-10-15', 'monitoring-line')).toThrow(/no card/)
  })

  it('the warning line with its months', () => {
    expect(says('440229', '2023-08-15', 'warning-line')).toContain('2023年7月到2023年10月，人均年收入不到10600元')
    expect(says('440229', '2023-08-15', 'warning-line')).toContain('2023年11月到2023年12月，不到10800元')
  })

  it('what a county is silent about is inherited from its province', () => {
    expect(cardOf('440229', '2023-08-15', 'income-window').pack.id).toBe('guangdong-2020')
    expect(cardOf('360724', '2024-10-15', 'work-bonus').pack.id).toBe('jiangxi-2024')
  })

  it('the winner names what it replaced, nearest first', () => {
    const { replaced } = cardOf('440229', '2023-08-15', 'self-report')
    expect(replaced.map(({ card }) => card)).toEqual(['guangdong-2020-self-report', 'default-self-report'])
    expect(replaced[0]?.citations[0]).toMatchObject({ clause: '二（三）1' })
  })

  it('a paper that was passed on is named so where it was, from that day on', () => {
    const sources = (region: string, day: string) => renderCard(cardOf(region, day, 'work-bonus')).sources.join('')
    expect(sources('360724', '2024-10-15')).toContain('上县农工办字〔2024〕13号转发')
    expect(sources('360724', '2024-09-12')).not.toContain('转发')
    expect(sources('360425', '2024-10-15')).not.toContain('转发')
  })
})

describe('a paper that has run out', () => {
  it('serves on and says so, in writing and aloud', () => {
    const card = renderCard(cardOf('440229', '2024-01-01', 'premiums'))
    expect(card.warning).toMatch(/翁乡振字〔2023〕10号.*2023-12-31 已到期.*沿用/)
    expect(card.audio.at(-1)).toMatch(/已经到期/)
    expect(renderCard(cardOf('440229', '2023-12-31', 'premiums')).warning).toBeNull()
  })

  it('a rule that ends before its paper takes its card along', () => {
    expect(cardOf('360425', '2021-12-31', 'monitoring-line').runOut).toBeNull()
    expect(cardOf('360425', '2022-01-01', 'monitoring-line').runOut).toMatch(/2021-12-31 已到期/)
    expect(cardOf('360425', '2022-01-01', 'triggers').runOut).toBeNull()
  })
})

describe('conflicts', () => {
  const next = {
    ...packOf('wengyuan-2023'),
    id: 'wengyuan-2024',
    inForce: { from: '2024-02-01', until: '2024-12-31' },
  }
  const line = cardOf('440229', '2023-08-15', 'monitoring-line').card

  it('a card whose figure a newer paper has replaced is withheld, not told with the old figure', () => {
    const both = { packs: [...policies.packs, next], cards: policies.cards }
    const { cards, withheld } = cardsFor(both, '440229', '2024-02-01')
    expect(cards.filter(({ card }) => card.topic === 'monitoring-line')).toEqual([])
    expect(withheld).toContainEqual({
      card: 'wengyuan-2023-monitoring-line',
      pack: 'wengyuan-2023',
      rule: 'monitoring-line',
      replacedBy: 'wengyuan-2024',
    })
    expect(withheld.map(({ card }) => card)).toContain('guangdong-2020-monitoring-line')
  })

  it('nothing older comes up in the place of a card that is withheld', () => {
    const jobs = cardOf('440229', '2023-08-15', 'job-services').card
    const { figures: _, ...plain } = { ...jobs, id: 'older', says: ['人社局会帮着找活。'], get: ['会帮着找活。'] }
    const older: PackCard = { pack: 'guangdong-2020', card: { ...plain, figures: {} } }
    const both = { packs: [...policies.packs, next], cards: [...policies.cards, older] }
    const { cards, withheld } = cardsFor(both, '440229', '2024-02-01')
    expect(cards.filter(({ card }) => card.topic === 'job-services')).toEqual([])
    expect(withheld.map(({ card }) => card)).toEqual(expect.arrayContaining([jobs.id, 'older']))
  })

  it('the newer paper’s own card takes its place', () => {
    const own: PackCard = { pack: 'wengyuan-2024', card: { ...line, id: 'wengyuan-2024-monitoring-line' } }
    const both = { packs: [...policies.packs, next], cards: [...policies.cards, own] }
    const winner = cardsFor(both, '440229', '2024-02-01').cards.find(({ card }) => card.topic === 'monitoring-line')
    expect(winner?.card.id).toBe('wengyuan-2024-monitoring-line')
    expect(winner?.runOut).toBeNull()
    expect(cardsFor(both, '440229', '2024-01-31').cards.map(({ card }) => card.id)).not.toContain(own.card.id)
  })

  it('a card may begin later and end earlier than its paper', () => {
    const later: PackCard = {
      pack: 'wengyuan-2023',
      card: { ...line, id: 'later', from: '2023-06-01', until: '2023-09-30' },
    }
    const both = { packs: policies.packs, cards: [...policies.cards, later] }
    const on = (day: string) => cardsFor(both, '440229', day).cards.find(({ card }) => card.topic === 'monitoring-line')
    expect(on('2023-05-31')?.card.id).toBe('wengyuan-2023-monitoring-line')
    expect(on('2023-06-01')).toMatchObject({ card: { id: 'later' }, runOut: null })
    expect(on('2023-10-01')?.runOut).toMatch(/2023-09-30 已到期/)
  })

  it('the service’s own notice rule is withheld where the province has a procedure of its own', () => {
    expect(cardsFor(policies, '44', '2023-08-15').withheld).toMatchObject([{ card: 'default-public-notice' }])
    expect(cardOf('360724', '2024-10-15', 'public-notice').pack.id).toBe('default')
  })
})

const region = fc.oneof(fc.constantFrom(...REGIONS), fc.stringMatching(/^\d{6}$/))
const day = fc.oneof(
  fc.constantFrom(...DAYS),
  fc
    .date({ min: new Date('2019-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
)

it('never a card of another region or of a paper that is not yet in force, and one a topic', () => {
  fc.assert(
    fc.property(region, day, (where, when) => {
      const { cards } = cardsFor(policies, where, when)
      for (const { pack } of cards) {
        expect(where.startsWith(pack.region)).toBe(true)
        expect(pack.inForce.from <= when).toBe(true)
      }
      expect(new Set(cards.map(({ card }) => card.topic)).size).toBe(cards.length)
    }),
    { numRuns: runs(60) },
  )
})

it('the order in which cards were read never matters', () => {
  const back = { packs: policies.packs, cards: policies.cards.toReversed() }
  const ids = (all: typeof policies) => cardsFor(all, '360425', '2024-10-15').cards.map(({ card }) => card.id)
  expect(ids(back)).toEqual(ids(policies))
})

it('what a finder reads holds the figures, not their names', () => {
  const { passages, phrasings, title } = findable(cardOf('440229', '2023-08-15', 'monitoring-line'))
  expect(title).toBe('人均收入多少要监测')
  expect(passages.join('')).toContain('10420元及以下')
  expect(phrasings.length).toBeGreaterThanOrEqual(8)
})
