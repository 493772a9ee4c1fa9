/** Every slot × every question that may be open × the ways in which people take back what they said. */
import { describe, expect, test } from 'vitest'
import type { Asking, Draft, Slot } from '../../../src/core/dialogue/conversation.ts'
import { SLOTS } from '../../../src/core/dialogue/conversation.ts'
import { cleared } from '../../../src/core/dialogue/slots.ts'
import { asked, FULL, openAs, OF_REPORT as QUESTIONS } from './open-questions.ts'
import { Resident } from './resident.ts'

interface Correction {
  slot: Slot
  becomes: (draft: Draft) => unknown
  value: unknown
  ways: string[]
}

const CORRECTIONS: Correction[] = [
  {
    slot: 'amount',
    becomes: (draft) => draft.amount?.value?.lo,
    value: 23_000,
    ways: [
      '不是两万，是两万三',
      '是两万三，不是两万',
      '不是两万是两万三',
      '说错了，不是两万，是两万三',
      '看病的钱说错了，是两万三',
      '刚才说的两万不对，是两万三',
      '唔系两万，系两万三',
      '没有两万，才两万三',
      '钱不止两万，有两万三',
    ],
  },
  {
    slot: 'income',
    becomes: (draft) => draft.income?.value?.lo,
    value: 15_000,
    ways: ['收入说错了，是一万五', '收入不是一万，是一万五', '收入改成一万五'],
  },
  {
    slot: 'since',
    becomes: (draft) => draft.since?.value?.months,
    value: 5,
    ways: ['不是三个月，是五个月', '五个月，不是三个月', '时间说错了，是五个月', '不对，不是三个月，应该是五个月'],
  },
  {
    slot: 'since',
    becomes: (draft) => draft.since?.value?.months,
    value: 1,
    ways: ['不是三个月，是一个月', '是一个月不是三个月'],
  },
  {
    slot: 'village',
    becomes: (draft) => draft.village?.value,
    value: '440229106221',
    ways: ['不是连溪村，是东鹊村', '是东鹊村不是连溪村', '村说错了，是东鹊村', '村名写错了，应该是东鹊村'],
  },
  {
    slot: 'people',
    becomes: (draft) => draft.people?.value,
    value: 5,
    ways: [
      '五口人不是四口',
      '四口，不对，五口',
      '不是四口人，是五口人',
      '人数错了，是五口',
      '人数改成五个人',
      '是五口人，不是四口人',
    ],
  },
  {
    slot: 'name',
    becomes: (draft) => draft.name?.value,
    value: '张小山',
    ways: [
      '户主不是我，是我爸张小山',
      '不是王大山，是张小山',
      '户主写错了，是张小山',
      '户主改成张小山',
      '名字打错了，叫张小山',
      '我爸叫张小山，不是王大山',
    ],
  },
  {
    slot: 'phone',
    becomes: (draft) => draft.phone?.value?.masked,
    value: '138****0002',
    ways: [
      '电话打错了，是13800000002',
      '电话不对，应该是13800000002',
      '不是13800000001，是13800000002',
      '电话改成13800000002',
    ],
  },
  {
    slot: 'who',
    becomes: (draft) => draft.who?.value,
    value: '父亲',
    ways: [
      '病的是我爸',
      '我讲错了，住院的是我爸',
      '不是我妈的事，是我爸的事',
      '不是我妈，是我爸',
      '住院的是我爸不是我妈',
      '是我爸，不是我妈',
      '住院的不是我妈，是我老豆',
    ],
  },
  {
    slot: 'what',
    becomes: (draft) => draft.risks.find(({ type }) => type === 'unsafe_housing')?.words,
    value: '墙裂了',
    ways: ['不是漏雨，是墙裂了', '是墙裂了，不是漏雨'],
  },
  {
    slot: 'whose',
    becomes: (draft) => draft.whose?.value,
    value: 'other',
    ways: ['不是我家，是隔壁家', '不是自己家，是邻居家的'],
  },
]

const CASES = CORRECTIONS.flatMap((correction) =>
  QUESTIONS.filter((asking) => openAs(asking) !== correction.slot).flatMap((asking) =>
    correction.ways.map((words) => ({ ...correction, asking, words, open: openAs(asking) })),
  ),
)

test('no slot is forgotten', () => {
  const covered = new Set(CORRECTIONS.map(({ slot }) => slot))
  // 那一家知不知道 belongs to other households: below.
  expect(SLOTS.filter((slot) => !covered.has(slot))).toEqual(['aware'])
})

describe('what he said is put right', () => {
  test.each(CASES)('$open is open: $words', ({ asking, words, becomes, value }) => {
    const wang = asked(asking)
      .says(words)
      .causes()
      .hears(/改过来了/)
    const { draft } = wang.state
    expect(draft && becomes(draft)).toEqual(value)
    // Nothing else of the report changes, and the open question is asked again.
    if (asking.kind === 'slot')
      expect(wang.state.asking).toMatchObject(wang.state.draft?.whose?.value === 'other' ? {} : asking)
    expect(wang.last.replies.filter(({ kind }) => kind === 'quick_replies')).toHaveLength(1)
  })

  test.each(
    CORRECTIONS.flatMap(({ slot, ways, becomes, value }) => ways.map((words) => ({ slot, words, becomes, value }))),
  )('after he had stopped: $words', ({ words, becomes, value }) => {
    const wang = asked({ kind: 'confirm' }).says('先停一下').says(words)
    expect(wang.state.draft && becomes(wang.state.draft)).toEqual(value)
  })
})

test('a correction changes its own value alone', () => {
  for (const { slot, ways } of CORRECTIONS)
    for (const words of ways) {
      const { draft } = asked({ kind: 'confirm' }).says(words).state
      for (const other of SLOTS)
        if (other !== slot && other !== 'what' && slot !== 'whose')
          expect(draft?.[other], `${words}: ${other}`).toEqual(FULL[other])
    }
})

test('户主是我爸不是我: whose name is still to be said', () => {
  for (const asking of QUESTIONS.filter((one) => openAs(one) !== 'name' && one.kind !== 'consent'))
    expect(asked(asking).says('户主是我爸不是我').state.asking).toMatchObject({ kind: 'slot', slot: 'name' })
})

test('说多了，只有一万: where two sums were told he is asked which', () => {
  expect(asked({ kind: 'slot', slot: 'income' }).says('说多了，只有一万').state.draft?.amount?.value?.lo).toBe(10_000)
  asked({ kind: 'confirm' })
    .says('说多了，只有八千')
    .causes()
    .hears(/哪一笔钱/)
})

describe('something is added to what he said', () => {
  test.each([
    ['说少了，还有医药费一万', 30_000],
    ['漏了，还有五千', 25_000],
    ['忘了说，另外还有三千块药钱', 23_000],
  ])('%s', (words, lo) => {
    for (const asking of QUESTIONS.filter((one) => openAs(one) !== 'amount')) {
      const wang = asked(asking).says(words)
      expect(wang.state.draft?.amount?.value?.lo, openAs(asking)).toBe(lo)
    }
  })
})

describe('a slot called wrong, without the right value, is asked again', () => {
  const CALLED: [Slot, string][] = [
    ['name', '户主写错了'],
    ['village', '村名不对'],
    ['since', '时间说错了'],
    ['amount', '看病的钱不对'],
    ['people', '人数错了'],
    ['income', '收入说错了'],
    ['phone', '电话打错了'],
    ['who', '住院的说错了'],
  ]
  test.each(
    CALLED.flatMap(([slot, words]) =>
      QUESTIONS.filter((asking) => openAs(asking) !== slot && asking.kind !== 'consent').map((asking) => ({
        slot,
        words,
        asking,
        open: openAs(asking),
      })),
    ),
  )('$open is open: $words', ({ slot, words, asking }) => {
    expect(asked(asking).says(words).causes().state.asking).toMatchObject({ kind: 'slot', slot })
  })
})

test('他现在知道了 · 其实他还不知道', () => {
  const wang = new Resident().says('我帮隔壁报，他家房子漏雨').says('同意').says('还不知道').says('王大山')
  expect(wang.says('他现在知道了').state.draft?.aware?.value).toBe(true)
  expect(wang.says('其实他还不知道').state.draft?.aware?.value).toBe(false)
})

test('who turns out to speak for a neighbour is asked for that household anew', () => {
  const wang = asked({ kind: 'confirm' })
    .says('不是我家，是隔壁家')
    .hears(/那一家知道您来报吗/)
  expect(wang.state.draft).toMatchObject({ whose: { value: 'other' }, risks: FULL.risks, amount: FULL.amount })
  for (const slot of ['name', 'people', 'income', 'who'] as const) expect(wang.state.draft?.[slot]).toBeUndefined()
})

test('the neighbour knows after all', () => {
  const wang = new Resident().says('我帮隔壁报，他家房子漏雨').says('同意').says('还不知道').says('王大山')
  expect(wang.state.draft?.aware?.value).toBe(false)
  wang.says('那一家知不知道错了，是知道的').hears(/改过来了/, /哪个村/)
  expect(wang.state.draft?.aware?.value).toBe(true)
})

describe('a sum taken back that nobody had put down', () => {
  const leaking = (asking: Asking): Resident => {
    const wang = asked(asking)
    const { who: _who, amount: _amount, income: _income, ...rest } = FULL
    const draft = { ...rest, risks: FULL.risks.slice(1) }
    wang.state = { ...wang.state, draft: asking.kind === 'slot' ? cleared(draft, asking.slot) : draft }
    return wang
  }
  test.each(['不是两万，是两万三', '没有两万，才一万八', '说多了，只有一万'])('%s is kept as words alone', (words) => {
    for (const asking of [{ kind: 'confirm' }, { kind: 'slot', slot: 'since' }] as const) {
      const wang = leaking(asking)
        .says(words)
        .causes()
        .hears(/记下了/)
        .hearsNot(/改过来了/)
      expect(wang.state.asking).toMatchObject(asking)
      expect(wang.state.draft?.amount).toBeUndefined()
      expect(wang.state.draft?.income).toBeUndefined()
      expect(wang.state.draft?.words).toContain(words)
    }
  })
  test('it answers the question for the sum', () => {
    const wang = leaking({ kind: 'slot', slot: 'income' }).says('不是两万，是两万三')
    expect(wang.state.draft?.income?.value?.lo).toBe(23_000)
    const told = asked({ kind: 'slot', slot: 'amount' }).says('不是五万，是两万三')
    expect(told.state.draft?.amount?.value?.lo).toBe(23_000)
    expect(told.state.draft?.income).toEqual(FULL.income)
  })
})

test('what stands right behind the wrong is the right sum, whatever else is still to be paid', () => {
  for (const words of ['医院说钱不对，是五万，要我再交两万', '看病的钱说错了，是五万，自己还欠两万']) {
    const wang = asked({ kind: 'confirm' })
      .says(words)
      .hears(/改过来了/)
    expect(wang.state.draft?.amount?.value?.lo, words).toBe(50_000)
  }
})

describe('不是我不…，是…: he explains himself', () => {
  const TALKS = [
    '不是我不肯说，是我记不清了',
    '不是我不修，是没钱修',
    '不是我不想去医院，是路太远',
    '不是我们懒，是找不到活干',
    '不是不想修，是没钱修',
    '不是我不想去医院，是我妈没人照看',
    '不是我，是天灾',
    '不是我妈不肯，是我拿不出钱',
  ]
  test.each(TALKS.flatMap((words) => QUESTIONS.map((asking) => ({ asking, words, open: openAs(asking) }))))(
    '$open is open: $words',
    ({ asking, words }) => {
      const wang = asked(asking)
        .says(words)
        .causes()
        .hearsNot(/改过来了/)
      const { draft } = wang.state
      expect(draft?.who).toEqual(FULL.who)
      expect(draft?.amount?.value ?? null).toEqual(openAs(asking) === 'amount' ? null : FULL.amount?.value)
    },
  )
  test.each(
    TALKS.slice(0, 5).flatMap((words) =>
      QUESTIONS.filter(({ kind }) => kind !== 'correct_what').map((asking) => ({
        asking,
        words,
        open: openAs(asking),
      })),
    ),
  )('$open stays open: $words', ({ asking, words }) => {
    const wang = asked(asking)
      .says(words)
      .hearsNot(/哪一项要改/)
    expect(wang.state.draft?.words).toContain(words)
    if (!/记不清/.test(words)) expect(wang.state.asking).toMatchObject(asking)
  })
})

describe('what only looks like a correction', () => {
  test.each(['我家房子漏雨，不是我不想修', '不是不报，时候未到', '是不是要交钱', '不是', '是的'])(
    '%s changes nothing',
    (words) => {
      const { draft } = asked({ kind: 'slot', slot: 'since' }).says(words).state
      expect({ ...draft, words: [], since: undefined, risks: FULL.risks.map(({ type }) => type) }).toEqual({
        ...FULL,
        words: [],
        since: undefined,
        risks: draft?.risks.map(({ type }) => type),
      })
    },
  )
})

describe('the person it is about', () => {
  test.each([
    ['住院的是我妈不是我爸，花了三万', '母亲'],
    ['我老公在工地摔断腿，住院花了五万', '丈夫'],
    ['我妈住院，我自己掏了三万二', '母亲'],
    ['我失业半年了', '本人'],
    ['爸爸妈妈都住院了', '父亲、母亲'],
    ['我家房子漏雨', undefined],
  ])('%s: %s', (words, who) => expect(new Resident().says(words).state.draft?.who?.value).toBe(who))

  test('不是我，是我老公 · 不是我爸，是我妈', () => {
    const wang = new Resident().says('我住院花了三万').says('同意')
    expect(wang.state.draft?.who?.value).toBe('本人')
    expect(wang.says('不是我，是我老公').state.draft?.who).toEqual({ value: '丈夫', words: '我老公' })
    expect(wang.says('不是我老公，是我妈').state.draft?.who?.value).toBe('母亲')
  })
})
