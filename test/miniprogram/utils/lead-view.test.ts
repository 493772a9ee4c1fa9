import { expect, test } from 'vitest'
import { leadShown } from '../../../miniprogram/packages/cadre/lib/lead-view'
import type { LeadDetail } from '../../../src/contract/lead.ts'

/** A lead of which only the words and what was made of them matter. */
function lead(words: string[], facts: LeadDetail['facts']): LeadDetail {
  const at = '2026-11-28T01:00:00.000Z'
  return {
    id: '1',
    number: 'A1001',
    place: '江尾镇连溪村',
    region: '440229106201',
    householdId: '2',
    householdName: '何例七',
    riskType: 'medical_cost',
    urgency: 'normal',
    status: 'open',
    dueAt: at,
    finishBy: at,
    holder: { id: '3', name: '王示春', role: 'village_cadre' },
    words,
    facts,
    events: [],
  } as unknown as LeadDetail
}

test('the words of the trouble come first; what he answered to questions is there behind them', () => {
  const words = ['何例七', '我爸住院花了八万多，家里没钱了', '4人', '屋顶也漏了']
  const facts = [
    { label: '户主', value: '何例七', words: '何例七' },
    { label: '困难', value: '看病花钱多', words: '我爸住院花了八万多' },
    { label: '困难', value: '住房不安全', words: '屋顶也漏了' },
  ]
  const { told, answered } = leadShown(lead(words, facts), new Date())
  expect(told).toEqual(['我爸住院花了八万多，家里没钱了', '屋顶也漏了'])
  expect(answered).toEqual(['何例七', '4人'])
})

test('where nothing says which words those are, the first that he wrote are', () => {
  const { told, answered } = leadShown(lead(['唉，难啊', '4人'], []), new Date())
  expect([told, answered]).toEqual([['唉，难啊'], ['4人']])
  expect(leadShown(lead([], []), new Date())).toMatchObject({ told: [], answered: [] })
})
