import { describe, expect, it } from 'vitest'
import { massSending, massText } from '../../../src/adapters/channels/official-account/mass.ts'
import type { ApiAnswer } from '../../../src/adapters/channels/wechat-fetch.ts'
import type { Store } from '../../../src/app/ports/store.ts'
import type { Block } from '../../../src/contract/block.ts'

const NOW = new Date('2026-11-23T10:00:00+08:00')
const TEXT: Block[] = [{ kind: 'text', text: '医保可以交了。' }]

async function asked(answer: ApiAnswer, blocks: Block[] = TEXT) {
  const told: string[] = []
  const posted: unknown[] = []
  const store: Pick<Store, 'transaction'> = {
    transaction: () => Promise.reject(new Error('nothing is stored here')),
  }
  const sending = massSending({
    deps: { store: { ...store, appendTurn: async () => 'conflict' }, clock: { now: () => NOW } },
    api: {
      post: async (path, body) => {
        posted.push(path, body)
        return answer
      },
      picture: async () => ({ kind: 'too_large' }),
      media: async () => ({ kind: 'gone' }),
    },
    publicUrl: null,
    tell: (why) => told.push(why),
  })
  return { pushed: await sending.send('440229', ['a', 'b'], blocks, 'id-1'), told, posted }
}
const code = (errcode: number, fields: Record<string, unknown> = {}): ApiAnswer => ({
  kind: 'answered',
  errcode,
  fields,
})

describe('a mass call', () => {
  it('names its people and its id', async () => {
    const { pushed, posted } = await asked(code(0, { msg_id: 3147 }))
    expect(pushed).toEqual({ kind: 'sent', answerId: '3147' })
    const body = { touser: ['a', 'b'], msgtype: 'text', text: { content: '医保可以交了。' }, clientmsgid: 'id-1' }
    expect(posted).toEqual(['/cgi-bin/message/mass/send', body])
  })

  it.each([
    ['an id that it knows', code(45065, { msg_id: 7 }), { kind: 'sent', answerId: '7' }],
    ['the same id too soon', code(45066), { kind: 'later', unsure: true }],
    ['no answer', { kind: 'failed', why: 'not in time' } as const, { kind: 'later', unsure: true }],
    [
      'no token to ask with',
      { kind: 'failed', why: 'no token', unasked: true } as const,
      { kind: 'later', unsure: false },
    ],
    ['a busy platform', code(-1), { kind: 'later', unsure: true }],
    ['too many calls a minute', code(45011), { kind: 'later', unsure: false, afterMs: 60_000 }],
    ['a token that is over', code(42001), { kind: 'later', unsure: false }],
    // The next morning at eight.
    ['no quota', code(45028), { kind: 'refused', pauseMs: 22 * 3_600_000 }],
    ['too many calls a day', code(45009), { kind: 'refused', pauseMs: 22 * 3_600_000 }],
    ['an account that may not', code(48001), { kind: 'refused', why: 'errcode 48001' }],
  ])('reads %s', async (_what, answer, expected) => {
    expect((await asked(answer)).pushed).toMatchObject(expected)
  })

  it('tells the technician of a refusal, and asks nothing where one text is too little', async () => {
    expect((await asked(code(48001))).told).toEqual(['a mass message was refused: errcode 48001'])
    const { pushed, posted } = await asked(code(0), [{ kind: 'text', text: '医'.repeat(700) }])
    expect(pushed).toMatchObject({ kind: 'refused' })
    expect(posted).toEqual([])
  })
})

it('names a card that is too long, with the way to its page', () => {
  const card = { kind: 'card', title: '医保', text: '交'.repeat(700), rows: [], card: 'yibao' } as const
  const blocks: Block[] = [
    { kind: 'text', text: '【政策宣传】' },
    { ...card, rows: [] },
    { kind: 'text', text: '不想再收' },
  ]
  expect(massText(blocks, null)).toBeNull()
  expect(massText(blocks, 'https://a.example')).toMatch(/医保[\s\S]*https:\/\/a\.example\/cards\/yibao[\s\S]*不想再收/)
})
