import { expect, test } from 'vitest'
import { sayAddress } from '../../../src/console/cards/links.ts'

const said = (question: string) =>
  new URL(sayAddress('/?village=440229106201', question), 'http://x').searchParams.get('say')

test('the question goes along to the chat, without numbers and not without end', () => {
  expect(said('高考加分&怎么算')).toBe('高考加分&怎么算')
  expect(said('低保怎么申请，我电话13800000207')).toBe('低保怎么申请，我电话138****0207')
  expect(said('问'.repeat(500))).toHaveLength(200)
  expect(sayAddress('/?county=440229', undefined)).toBe('/?county=440229')
})
