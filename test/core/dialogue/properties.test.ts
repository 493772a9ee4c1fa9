import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { hear } from '../../../src/app/hear.ts'
import type { Inbound } from '../../../src/contract/chat.ts'
import type { Answer, ConversationState, DialogueContext, MyLead } from '../../../src/core/dialogue/conversation.ts'
import { converse, freshState } from '../../../src/core/dialogue/converse.ts'
import { takesBack } from '../../../src/core/dialogue/handover-words.ts'
import { LABEL } from '../../../src/core/dialogue/labels.ts'
import { PRIVACY_NOTICE } from '../../../src/core/dialogue/privacy-notice.ts'
import { runs, timeFor } from '../../support/runs.ts'
import { wengyuan } from '../region/wengyuan.ts'
import { CARDS } from './cards.fixture.ts'
import { expectPlainReplies, ourWords } from './plain-language.ts'
import { openVault } from './resident.ts'

const SAYINGS = [
  ...Object.values(LABEL),
  '房子漏雨',
  '我妈住院做心脏支架，自己掏了三万二',
  '我帮对门的老人报，他家喝山沟水',
  '我家遭了水灾，房子倒了，鱼全跑了，孩子不上学，水不能喝，人均两千，我失业一年了，亏了八万，老公车祸死了',
  '心口好痛，喘不上气',
  '洪水上来了，救命',
  '活着没意思，想一了百了',
  '临时救助怎么申请',
  '我想跟村支书讲两句',
  '我要找真人',
  '不知道哪个村',
  '不等了，接着用机器说',
  '不用人工了',
  '不对，是一万八',
  '是三个人',
  '户主改成王大山',
  '王秀英',
  '江尾镇连溪村',
  '江尾',
  '官渡村',
  '始兴县马市镇',
  '半年了',
  '四口人',
  '两万',
  '一年收入一万',
  '13800000001',
  '1380000000',
  '440229199001011111',
  'A1001',
  '第二个',
  '补充一下，又花了三千',
  '补充',
  '撤回',
  '我不满意',
  '不要再给我发通知了',
  '好的',
  '不是',
  '谢谢',
  '在吗',
  '收到',
  '报吧',
  '撤回吧',
  '还是不撤了',
  '怎么样了',
  '没人理我',
  '交给上一级',
  '还有',
  '换一个村',
  '七八个',
  '你是机器人吗',
  '然后呢',
  '算了还是说吧',
  '他没事了，不用来了',
  '我爸死了',
  '不晓得叫啥村',
  '老婆病了',
  '还说不清',
  '咩意思',
  '报了有用吗',
  '没有收入',
  '江尾镇联群村',
  '在江尾镇',
  '0751-2881234',
  '我换号了，打13800000005',
  '着火了，救命',
  'WiFi坏了三天 ok',
  '不是两万，是两万三',
  '不是我，是我老公',
  '不是连溪村，是东鹊村',
  '不是我家，是隔壁家',
  '五口人不是四口',
  '电话打错了，是13800000002',
  '说少了，还有医药费一万',
  '我家漏雨，隔壁阿婆也没人管',
  '隔壁张奶奶瘫了没人照顾',
  '还没跟他说',
  '他知道',
  '妈的',
  '再不来我就放火',
  '我家大熊猫病了',
  '哈哈哈哈哈哈',
  '咕咕咕',
  '😀',
  '。',
]

const message: fc.Arbitrary<Inbound> = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom(...SAYINGS).map((text) => ({ kind: 'text' as const, text })) },
  {
    weight: 4,
    arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => ({ kind: 'text' as const, text })),
  },
  {
    weight: 2,
    arbitrary: fc.constant({ kind: 'picture' as const, attachment: '00000000-0000-4000-8000-000000000001' }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'voice' as const, attachment: '00000000-0000-4000-8000-000000000002' }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('江尾镇松岗村', '广州塔', '官渡村')
      .map((label) => ({ kind: 'location' as const, latitude: 24, longitude: 114, label })),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'text' as const, text: '难'.repeat(2_001) }) },
)

const turn = fc.record({ message, minutes: fc.constantFrom(0, 1, 45, 3_000) })

const LEADS: MyLead[] = (['unsafe_housing', 'other', 'disaster_loss'] as const).map((riskType, at) => ({
  id: `lead-${at}`,
  number: `A100${at + 1}`,
  riskType,
  status: at === 0 ? 'closed' : 'open',
  holder: '王建国（村干部）',
  dueAt: new Date('2026-11-24T10:00:00+08:00'),
  news: '干部接手了',
}))

function play(turns: { message: Inbound; minutes: number }[], leads: MyLead[], known: ConversationState['known']) {
  let state = freshState(known)
  let now = Date.parse('2026-11-23T10:00:00+08:00')
  return turns.map(({ message, minutes }) => {
    now += minutes * 60_000
    const context: DialogueContext = {
      now: new Date(now),
      county: wengyuan.county,
      regions: wengyuan,
      notice: PRIVACY_NOTICE,
      leads,
      dutyCadre: null,
      cards: () => CARDS('2026-11-23'),
      household: null,
    }
    const before = state
    const { heard } = hear(message, openVault, wengyuan)
    const answer = converse(before, heard, context)
    const stored: ConversationState = JSON.parse(JSON.stringify(answer.state))
    expect(stored).toStrictEqual(answer.state)
    state = stored
    return { before, answer, heard }
  })
}

/** Who was asked he is told by whoever carries it out. */
function heldNow({ events }: Answer): boolean {
  return events.some(({ kind }) => kind === 'handover_asked')
}

/** Chance alone seldom gets past the consent: some runs begin in the middle of a report, some at its end. */
const BEGINNINGS = [
  [],
  ['我家房子漏雨', '同意'],
  ['我妈住院，自己掏了三万二', '同意', '王秀英', '江尾镇连溪村', '半年了'],
  ['我妈住院，自己掏了三万二', '同意', '王秀英', '江尾镇连溪村', '半年了', '四口人', '两万', '没有电话'],
  ['我帮邻居报，他家房子塌了半边', '同意', '还不知道', '张三妹', '江尾镇连溪村', '半年了', '3人', '不知道', '没有电话'],
].map((sayings) => sayings.map((text) => ({ message: { kind: 'text' as const, text }, minutes: 0 })))

const talks = fc.record({
  turns: fc
    .tuple(fc.constantFrom(...BEGINNINGS), fc.array(turn, { minLength: 1, maxLength: 15 }))
    .map(([beginning, rest]) => [...beginning, ...rest]),
  leads: fc.constantFrom<MyLead[]>([], LEADS.slice(1, 2), LEADS),
  known: fc.constantFrom(
    {},
    { name: '王秀英', village: '440229106201', people: 4, phone: openVault.seal('phone', '13800000001') },
  ),
})

/** Some seconds in all; raise it by hand to search further. */
const RUNS = runs(120)
vi.setConfig({ testTimeout: timeFor(600_000) })

test('whatever is said: state is plain JSON, one question at most, short sentences in Chinese', () => {
  fc.assert(
    fc.property(talks, ({ turns, leads, known }) => {
      for (const { before, answer } of play(turns, leads, known)) {
        // Where a person has the word, silence is right.
        if (before.handover?.kind !== 'held') expect(answer.replies.length > 0 || heldNow(answer)).toBe(true)
        expectPlainReplies(answer.replies)
      }
    }),
    { numRuns: RUNS },
  )
})

test('while a person has the word nothing but an emergency or a word on publicity is answered, and only he who gave it takes it back', () => {
  fc.assert(
    fc.property(talks, ({ turns, leads, known }) => {
      for (const { before, answer, heard } of play(turns, leads, known)) {
        const kinds = answer.events.map(({ kind }) => kind)
        if (before.handover?.kind !== 'held') {
          expect(kinds).not.toContain('handover_message')
          expect(kinds).not.toContain('handover_taken_back')
          expect(answer.state.handover?.kind === 'held').toBe(kinds.includes('handover_asked'))
          continue
        }
        if (kinds.includes('handover_taken_back')) {
          expect(heard.kind === 'text' && takesBack(heard.text)).toBe(true)
          expect(answer.state.handover).toBeUndefined()
          continue
        }
        expect(kinds.filter((kind) => kind === 'handover_message')).toHaveLength(1)
        expect(answer.state.handover).toEqual({ kind: 'held' })
        const emergency = heard.kind === 'text' && heard.understood.intent === 'emergency'
        if (emergency) continue
        // Publicity is stopped and begun again by a word at any time, and he is told so.
        const publicity = kinds.some((kind) => kind === 'opted_out' || kind === 'opted_in')
        const place = answer.events.some((event) => event.kind === 'added' && event.village !== undefined)
        expect(answer.replies).toHaveLength(place || publicity ? 1 : 0)
        // What was open stays as it was.
        if (!place) expect([answer.state.draft, answer.state.asking]).toEqual([before.draft, before.asking])
      }
    }),
    { numRuns: RUNS },
  )
})

test('nothing is reported before consent, unless somebody is in danger', () => {
  fc.assert(
    fc.property(talks, ({ turns, leads, known }) => {
      let consented = false
      for (const { answer } of play(turns, leads, known)) {
        for (const event of answer.events) {
          if (event.kind === 'consented') consented = true
          if (event.kind !== 'reported') continue
          expect(consented || event.report.urgency === 'emergency').toBe(true)
          expect(event.report.risks.length).toBeGreaterThan(0)
          if (event.report.urgency !== 'emergency') expect(event.report.village).toMatch(/^\d{12}$/)
        }
      }
    }),
    { numRuns: RUNS },
  )
})

test('the open question always belongs to something that is open', () => {
  fc.assert(
    fc.property(talks, ({ turns, leads, known }) => {
      for (const { answer } of play(turns, leads, known)) {
        const { asking, draft } = answer.state
        if (asking === null) continue
        if (['which_lead', 'confirm_withdraw', 'confirm_not_content', 'add_words'].includes(asking.kind))
          expect(leads.length).toBeGreaterThan(0)
        else if (asking.kind === 'offer_other') expect(draft).toBeNull()
        else expect(draft).not.toBeNull()
      }
    }),
    { numRuns: RUNS },
  )
})

test('whoever hears that it was passed on can rely on it: an event to one of his open leads', () => {
  fc.assert(
    fc.property(talks, ({ turns, leads, known }) => {
      const open = leads.filter(({ status }) => status === 'open').map(({ id }) => id)
      for (const { answer } of play(turns, leads, known)) {
        const added = answer.events.flatMap((event) => (event.kind === 'added' ? [event.leadId] : []))
        for (const id of added) expect(open).toContain(id)
        const said = answer.replies.flatMap(ourWords).join('\n')
        if (/已经告诉干部|您说的话也加上了|干部会打这个电话|补充到/.test(said)) expect(added).not.toEqual([])
      }
    }),
    { numRuns: RUNS },
  )
})

test('a report for somebody else takes nothing of what is known but the phone', () => {
  const known = { name: '王秀英', village: '440229106201', people: 4, phone: openVault.seal('phone', '13800000001') }
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 20 }), (turns) => {
      const proxy: Inbound = { kind: 'text', text: '我帮对门的老人报，他家喝山沟水' }
      const silent = turns.filter(
        ({ message }) => message.kind === 'text' && !/王秀英|连溪|四口|自己/.test(message.text),
      )
      for (const { answer } of play([{ message: proxy, minutes: 0 }, ...silent], [], known)) {
        const { draft } = answer.state
        if (draft?.whose?.value !== 'other') continue
        expect(draft.name?.value).not.toBe('王秀英')
        expect(draft.village?.value).not.toBe('440229106201')
      }
    }),
    { numRuns: RUNS },
  )
})
