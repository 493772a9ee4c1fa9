import { describe, expect, it } from 'vitest'
import { Resident } from './resident.ts'

const said = (resident: Resident) => JSON.stringify(resident.last.replies)
const kinds = (resident: Resident) => resident.last.events.map(({ kind }) => kind)

describe('who asks of policies at large', () => {
  it.each([
    '有什么政策',
    '有啥政策',
    '想了解政策',
    '最近有什么政策宣传',
    '政策宣传',
    '现在国家有哪些好政策？',
    '我想了解一下政策',
    '政策有哪些',
  ])('%s: hears how to ask', (words) => {
    const resident = new Resident()
    resident.says(words)
    expect(said(resident)).toMatch(/您想问哪一样.*比如发.*我家有什么政策/)
    expect(said(resident)).not.toMatch(/不想再收/)
    expect(kinds(resident)).toEqual([])
  })

  it('is given examples that a card answers', () => {
    const asking = new Resident()
    asking.says('有什么政策')
    const examples = [...said(asking).matchAll(/“([^”]+)”/g)].map(([, words = '']) => words)
    expect(examples.length).toBeGreaterThan(3)
    for (const example of examples.slice(0, -1)) {
      const resident = new Resident()
      resident.says(example)
      expect(
        resident.last.replies.some((block) => block.kind === 'card'),
        example,
      ).toBe(true)
    }
  })

  it.each(['医保政策是什么', '我家有什么政策', '小额贷款有什么政策'])('%s names something', (words) => {
    const resident = new Resident()
    resident.says(words)
    expect(said(resident)).not.toMatch(/您想问哪一样/)
  })
})

describe('publicity', () => {
  it.each(['你们别发广告了', '拒收', '不要 宣传', '不要再给我发广告', '别推送了吧', '不想看宣传了'])(
    '%s stops it',
    (words) => {
      const resident = new Resident()
      resident.says(words)
      expect(kinds(resident)).toEqual(['opted_out'])
    },
  )

  it.each(['有人天天给我发广告，骗了我三万', '宣传单上说能补钱', '不要广告牌'])('%s does not', (words) => {
    const resident = new Resident()
    resident.says(words)
    expect(kinds(resident)).not.toContain('opted_out')
  })

  it('tells whoever never agreed to the notice that he has to, and how', () => {
    const resident = new Resident()
    resident.says('我要宣传')
    expect(said(resident)).toMatch(/要先同意隐私说明.*点“同意”/)
    expect(kinds(resident)).toEqual(['opted_in'])
    resident.says('我家房子漏雨')
    resident.says('同意')
    resident.says('我要宣传')
    expect(said(resident)).toMatch(/以后有政策宣传就发给您/)
  })

  it('is named in the help, with asking of policy', () => {
    const resident = new Resident()
    resident.says('怎么用')
    expect(said(resident)).toMatch(/问政策直接说.*“不要宣传”/)
  })

  it('is stopped and begun by a tap in the menu of the chat', () => {
    const resident = new Resident()
    resident.says('菜单')
    const taps = resident.last.replies.flatMap((block) => (block.kind === 'quick_replies' ? block.options : []))
    const publicity = taps.filter((tap) => tap.includes('宣传'))
    expect(publicity).toEqual(['不收政策宣传', '重新接收宣传'])
    for (const [at, tap] of publicity.entries()) {
      resident.says(tap)
      expect(kinds(resident)).toEqual([['opted_out', 'opted_in'][at]])
    }
  })
})

describe('the householder’s name', () => {
  const asked = () => {
    const resident = new Resident()
    for (const words of ['我自己家房子漏雨', '同意']) resident.says(words)
    expect(said(resident)).toMatch(/户主/)
    return resident
  }

  it.each(['连溪村', '连溪', '江尾镇连溪村', '户主是连溪村的'])(
    '%s is a place: kept as that, and asked again',
    (words) => {
      const resident = asked()
      resident.says(words)
      const { draft } = resident.state
      expect(draft?.name).toBeUndefined()
      expect(draft?.village?.value).toMatch(/^440229/)
      expect(said(resident)).toMatch(/户主/)
      resident.says('连大山')
      expect(resident.state.draft?.name?.value).toBe('连大山')
    },
  )

  it('may be called like a place, if he says so again', () => {
    const resident = asked()
    resident.says('连溪')
    resident.says('连溪')
    expect(resident.state.draft?.name?.value).toBe('连溪')
  })
})
