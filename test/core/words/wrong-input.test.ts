import { expect, it } from 'vitest'
import { z } from 'zod'
import { forPeople, forTechnicians } from '../../../src/core/words/wrong-input.ts'

type Code = z.core.$ZodIssue['code']
/** Each kind of fault that zod knows: what does not fit, and what is said of it. */
const FAULTS: Record<Code, [schema: z.ZodType, input: unknown, words: string][]> = {
  invalid_type: [
    [z.string(), undefined, '缺这一项，请补上'],
    [z.string(), 5, '要写文字'],
    [z.number(), 'five', '要写数字'],
    [z.int(), 1.5, '要写整数'],
    [z.boolean(), 'yes', '要写是或否'],
    [z.array(z.string()), 'one', '要写成一列'],
    [z.undefined(), 1, '这里不用写'],
    [z.object({}), 'one', '格式不对'],
  ],
  invalid_value: [
    [z.enum(['full', 'none']), 'half', '不在可选的里面，请重新选'],
    [z.literal('wecom'), 'web', '不在可选的里面，请重新选'],
  ],
  too_big: [
    [z.string().max(500), '字'.repeat(501), '太长了，最多 500 个字'],
    [z.array(z.int()).max(2), [1, 2, 3], '太长了，最多 2 项'],
    [z.string().length(12), '字'.repeat(13), '要正好 12 个字'],
    [z.number().max(24), 25, '不能大于 24'],
    [z.number().lt(24), 24, '要比 24 小'],
  ],
  too_small: [
    [z.string().min(1), '', '不能空着'],
    [z.string().min(8), '短', '太短了，至少 8 个字'],
    [z.array(z.int()).min(1), [], '不能空着'],
    [z.string().length(12), '短', '要正好 12 个字'],
    [z.number().nonnegative(), -1, '不能小于 0'],
    [z.number().positive(), 0, '要比 0 大'],
  ],
  invalid_format: [
    [z.iso.date(), '31.1.', '要写成 2026-01-31 这样'],
    [z.iso.datetime(), 'now', '没选对，请重新选'],
    [z.uuid(), '7', '编号不对'],
    [z.url(), 'here', '网址不对'],
    [z.string().regex(/^\d+$/), 'a', '格式不对'],
    [z.string().regex(/^\d+$/, '只写数字'), 'a', '只写数字'],
    [z.string().startsWith('A'), 'b', '格式不对'],
  ],
  not_multiple_of: [
    [z.number().multipleOf(0.01), 0.001, '最多写 2 位小数'],
    [z.number().multipleOf(5), 7, '要是 5 的倍数'],
  ],
  unrecognized_keys: [[z.strictObject({}), { secret: 1 }, '多了不认识的项']],
  invalid_union: [
    [z.union([z.string(), z.int()]), true, '格式不对'],
    [z.discriminatedUnion('kind', [z.object({ kind: z.literal('card') })]), { kind: 'fax' }, '格式不对'],
  ],
  invalid_key: [[z.record(z.string().regex(/^a/), z.int()), { b: 1 }, '格式不对']],
  invalid_element: [[z.map(z.object({}), z.int()), new Map([[{}, 'one']]), '格式不对']],
  custom: [
    [z.int().refine(() => false), 1, '不对，请改一改'],
    [z.int().refine(() => false, '不能比总数大'), 1, '不能比总数大'],
  ],
}

it.each(Object.entries(FAULTS))('says %s in Chinese', (code, faults) => {
  for (const [schema, input, words] of faults) {
    const { error } = schema.safeParse(input, { error: forPeople })
    expect(error?.issues[0]).toMatchObject({ code, message: words })
  }
})

it('tells a technician which codes may stand there', () => {
  const { error } = z.enum(['full', 'none']).safeParse('half', { error: forTechnicians })
  expect(error?.issues[0]?.message).toBe('只能写其中一个：full、none')
  const key = z.strictObject({}).safeParse({ colour: 1 }, { error: forTechnicians })
  expect(key.error?.issues[0]?.message).toBe('不认识的项：colour')
  expect(z.int().safeParse('x', { error: forTechnicians }).error?.issues[0]?.message).toBe('要写数字')
})
