import { describe, expect, it } from 'vitest'
import { answerInPublic } from '../../../src/core/channel/in-public.ts'
import { shelves } from '../../support/policies.ts'

const shelf = shelves('440229100208', '2026-11-23')

describe('in a group that everybody reads', () => {
  it.each(['低保怎么申请', '看病能报多少', '孩子上学有什么补助'])('%s is answered with a card', (text) => {
    const answer = answerInPublic(text, shelf)
    if (answer.kind !== 'card') throw new Error(JSON.stringify(answer))
    expect(answer.card.source).not.toBe('')
    expect(answer.card.rows.length).toBeGreaterThan(0)
  })

  it('says of which place and year the card is not', () => {
    const answer = answerInPublic('惠州的小额贷款怎么申请', shelf)
    if (answer.kind !== 'card') throw new Error(JSON.stringify(answer))
    expect(answer.notes.join()).toContain('别的地方')
  })

  it.each([
    ['我老公下岗了，家里没收入了', /加我私聊/],
    ['我要申报', /加我私聊/],
    ['查进度', /加我私聊/],
    ['我要找村干部', /加我私聊/],
    ['我电话13800000001，低保怎么申请', /不要发电话/],
    ['我妈昏倒了叫不醒', /120/],
    ['家里着火了', /119/],
  ])('%s is moved to a chat of his own, and nothing of it is repeated', (text, words) => {
    const answer = answerInPublic(text, shelf)
    if (answer.kind !== 'personal') throw new Error(JSON.stringify(answer))
    expect(answer.words).toMatch(words)
    expect(answer.words).toContain('私聊')
    expect(answer.words).not.toMatch(/下岗|13800000001|昏倒/)
  })

  it.each([
    ['你好', /@我/],
    ['谢谢', /@我/],
    ['怎么养大熊猫', /私聊问/],
  ])('%s is answered with words', (text, words) => {
    const answer = answerInPublic(text, shelf)
    if (answer.kind !== 'words') throw new Error(JSON.stringify(answer))
    expect(answer.words).toMatch(words)
  })
})
