import { describe, expect, it } from 'vitest'
import { openVault } from '../../src/adapters/vault.ts'
import { hear } from '../../src/app/hear.ts'
import { MAX_TEXT } from '../../src/contract/chat.ts'
import { buildRegionTree } from '../../src/core/region/region-tree.ts'

const vault = openVault([Buffer.alloc(32, 7)])
const regions = buildRegionTree('440229', [{ code: '440229', name: '演示县', active: true }])
const hearText = (text: string) => hear({ kind: 'text', text }, vault, regions)
const storedOf = (text: string) => {
  const { stored } = hearText(text)
  return stored.kind === 'text' ? stored.text : ''
}
/** A text of more than the limit with `what` beginning at that place. */
const longWith = (what: string, at: number) => `${'漏'.repeat(at)}${what}${'雨'.repeat(MAX_TEXT)}`

describe('what is stored of a message', () => {
  it('has private numbers masked and sealed', () => {
    const { heard } = hearText('电话13812345678万一不通打0751-2881234')
    expect(heard).toMatchObject({
      text: '电话138****5678万一不通打075****1234',
      privateNumbers: [{ kind: 'phone', sealed: { masked: '138****5678' } }, { sealed: { masked: '075****1234' } }],
    })
  })

  it.each(['13812345678', '138  1234  5678', '１３８１２３４５６７８', '440229 19900101 1234'])(
    'has no %s at the limit or beyond',
    (written) => {
      for (const at of [MAX_TEXT - written.length, MAX_TEXT - 5, MAX_TEXT - 1, MAX_TEXT, MAX_TEXT + 90])
        expect(storedOf(longWith(written, at)).normalize('NFKC').replace(/\D/g, '').length, String(at)).toBeLessThan(9)
    },
  )

  it('ends with no half of a number, however much shorter masks made it', () => {
    for (let before = 0; before < 40; before++)
      expect(storedOf(`${'漏'.repeat(before)}${'138  1234  5678雨'.repeat(200)}`)).toMatch(
        /^漏*(138\*{4}5678雨)*[\d*]{0,11}…/,
      )
  })

  it('is the beginning of what is too long, and says so', () => {
    const { heard, stored } = hearText('漏'.repeat(60_000))
    expect(heard).toEqual({ kind: 'too_long', limit: MAX_TEXT })
    expect(stored).toEqual({ kind: 'text', text: `${'漏'.repeat(MAX_TEXT)}…（太长，没有收全）` })
    expect(storedOf(`${'漏'.repeat(MAX_TEXT - 1)}${'😀'.repeat(100)}`).isWellFormed()).toBe(true)
    expect(storedOf('漏'.repeat(MAX_TEXT))).toBe('漏'.repeat(MAX_TEXT))
  })

  it('is as short of a recording whose words are too long', () => {
    const attachment = '0b0f7f0e-3c1b-4d3e-9a52-6a3b1c2d3e4f'
    const { heard, stored } = hear({ kind: 'voice', attachment, text: '漏'.repeat(9_000) }, vault, regions)
    expect(heard).toEqual({ kind: 'voice', attachment })
    expect(stored.kind === 'voice' && stored.text?.length).toBeLessThan(MAX_TEXT + 20)
  })
})
