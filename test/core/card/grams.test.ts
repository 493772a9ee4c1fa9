import { describe, expect, it } from 'vitest'
import { indexEntries } from '../../../src/core/card/card-index.ts'
import { cohesionOf } from '../../../src/core/card/cohesion.ts'
import { gramsOf, sayingsOf } from '../../../src/core/card/grams.ts'

describe('grams', () => {
  it('bridges no gap', () => {
    expect(gramsOf('危房，改造')).toEqual([...gramsOf('危房'), ...gramsOf('改造')])
    expect(gramsOf('危房改造')).toHaveLength(3)
  })

  it('takes words and numbers whole, with their decimals', () => {
    expect(gramsOf('补助1.5万元')).toHaveLength(3)
    expect(gramsOf('1.5')).not.toEqual(gramsOf('15'))
    expect(gramsOf('2023.')).toEqual(gramsOf('2023'))
    expect(gramsOf('app下载')).toEqual([...gramsOf('app'), ...gramsOf('下载')])
  })

  it('takes the longest saying, and all families of it', () => {
    expect(sayingsOf('没工作')).toEqual(sayingsOf('下岗'))
    expect(sayingsOf('倒闭').length).toBeGreaterThanOrEqual(1)
    expect(sayingsOf('没有这样的话语')).not.toEqual(sayingsOf('下岗'))
  })

  it('weighs pairs that belong together above those that only met', () => {
    const words = ['危房', '改造', '补贴', '申请']
    const passages = words.flatMap((one) => words.map((other) => `${one}${other}`))
    const { vocabulary, entries } = indexEntries([{ id: 'all', title: '', passages, phrasings: [] }])
    const cohesion = cohesionOf(
      vocabulary,
      entries.map(({ units }) => units.whole),
    )
    const of = (pair: string): number => cohesion[vocabulary.get(gramsOf(pair)[0] ?? -1) ?? -1] ?? Number.NaN
    expect(of('危房')).toBeGreaterThan(of('房改') + 0.1)
  })
})
