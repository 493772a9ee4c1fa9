import { expect, test } from 'vitest'
import { understand } from '../../../src/core/understanding/understand.ts'

test.each<[string, 'yes' | 'no' | 'skip' | null]>([
  ['是', 'yes'],
  ['对的', 'yes'],
  ['嗯嗯', 'yes'],
  ['好啊', 'yes'],
  ['没错!', 'yes'],
  ['同意', 'yes'],
  ['系呀', 'yes'],
  ['不是', 'no'],
  ['不对', 'no'],
  ['没有。', 'no'],
  ['不同意', 'no'],
  ['唔系', 'no'],
  ['不知道', 'skip'],
  ['跳过', 'skip'],
  ['不想说', 'skip'],
  ['没有电话', 'skip'],
  ['保密', 'skip'],
  ['是我老公病了', null],
  ['', null],
])('%s answers %s', (text, answer) => expect(understand(text).answer).toBe(answer))

test.each<[string, number | null]>([
  ['一家五口', 5],
  ['家里6个人', 6],
  ['我们是四口之家', 4],
  ['3口', 3],
  ['就我一个人过', 1],
  ['老两口子', null],
  ['三口井', null],
  ['欠了两个人的钱', null],
])('%s counts %s people', (text, count) => expect(understand(text).people?.count ?? null).toBe(count))
