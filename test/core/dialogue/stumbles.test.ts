import { describe, expect, test } from 'vitest'
import { atReadBack, KNOWN, Resident, withLead } from './resident.ts'

const fresh = () => new Resident()
const known = () => new Resident(KNOWN)
/** Asked for the income of the whole household. */
const atIncome = () =>
  known()
    .says('我家房子漏雨半年了')
    .says('同意')
    .hears(/收入多少钱/)

describe('the question of the trouble', () => {
  const LIST = /看病花钱多.*劳力去世/

  test('shows its list once, and again where he wants it', () => {
    const wang = fresh()
      .says('我家有难处')
      .hears(LIST)
      .says('都有')
      .hearsNot(LIST)
      .hears(/看看有哪些/)
    wang.says('看看有哪些').hears(LIST)
  })

  test('shows it again after a pause', () => {
    fresh().says('我家有难处').waits(60).says('在吗').hears(LIST)
  })

  test.each(['我妈住院花了五万，低保怎么申请', '房子漏雨能不能补钱', '老公失业一年了有没有补助'])(
    '%s answers it, whatever is asked besides',
    (words) => {
      const wang = fresh().says('我家有难处').says(words)
      expect(wang.state.draft?.risks).not.toEqual([])
      wang.hears(/您同意我们记下这些/)
    },
  )
})

describe('what he would rather not say', () => {
  test.each(['先不说', '这个不方便讲', '跳过这个', '下一个', '唔想讲', '这个我不想说'])(
    '%s passes over one',
    (words) => {
      atIncome()
        .says(words)
        .hears(/请您核对/, /没有说/)
    },
  )

  test.each(['先不说了', '等下再说', '先停一下'])('%s ends the talk for now', (words) => {
    atIncome()
      .says(words)
      .hears(/先停在这里/)
  })

  test('named before it is asked, it is not asked', () => {
    const wang = fresh()
      .says('我家房子漏雨半年了')
      .says('同意')
      .says('王大山')
      .says('连溪村')
      .hears(/几口人/)
    wang
      .says('我不想讲收入')
      .hears(/不说也行/, /几口人/)
      .says('三口人')
      .hears(/哪个电话/)
  })

  test.each(['别问了', '问那么多干嘛', '就这样报上去吧'])('%s: what may stay open is asked no more', (words) => {
    const wang = fresh()
      .says('我家房子漏雨半年了')
      .says('同意')
      .says('王大山')
      .says('连溪村')
      .hears(/几口人/)
    wang
      .says(words)
      .hears(/请您核对/)
      .hearsNot(/没有电话/)
  })

  test('but the village is', () => {
    fresh()
      .says('我家房子漏雨半年了')
      .says('同意')
      .says('王大山')
      .says('别问了')
      .hears(/哪个村/)
  })

  test('别打电话 asks for nobody', () => {
    atIncome().says('别打电话').causes().hears(/收入/)
  })
})

test('返回 goes back along what was asked, not along the order of the form', () => {
  const wang = fresh()
    .says('我妈住院自己掏了三万')
    .says('同意')
    .says('王秀英')
    .says('连溪村')
    .says('半年')
    .hears(/几口人/)
  wang
    .says('返回')
    .hears(/什么时候开始/)
    .says('返回')
    .hears(/哪个村/)
    .says('返回')
    .hears(/户主叫什么/)
  wang
    .says('返回')
    .hears(/最像您家的难处/)
    .says('我妈住院自己掏了三万')
    .hears(/户主叫什么/)
})

describe('what he does not understand', () => {
  test.each(['听不懂', '咩意思', '么子意思', '还是不懂', '唔知你讲咩', '你说的啥子意思嘛'])(
    '%s twice: a person is offered',
    (words) => {
      const wang = atIncome()
        .says(words)
        .hearsNot(/找干部/)
      wang.says(words).hears(/\[?找干部/)
    },
  )

  test('of the consent as well, and where nothing is asked', () => {
    fresh()
      .says('房子漏雨')
      .says('听不懂')
      .says('咩意思')
      .hears(/找干部/)
    fresh()
      .says('么子意思')
      .hears(/找干部/)
      .says('公益岗怎么报名')
      .says('看不懂')
      .hears(/找干部/)
  })

  test('说不清 is an answer', () => {
    atIncome()
      .says('还说不清')
      .hears(/请您核对/)
  })
})

describe('a sum alone at the read-back', () => {
  test.each(['一千', '1000块', '两万吧'])('%s is asked what it is', (words) => {
    const wang = atReadBack()
    wang.says(words).hears(/哪一笔钱/, /全家收入是/, /照原来的/)
    wang.says('照原来的').hears(/请您核对/, /没有说/)
  })

  test('with its name it is taken', () => {
    atReadBack()
      .says('一千')
      .says('全家收入是一千')
      .hears(/请您核对/, /1000元/)
    atReadBack()
      .says('收入一千')
      .hears(/改过来了/)
  })
})

describe('who complained of how a report was handled', () => {
  test('reaches the level above, and after a second time the county', () => {
    const wang = withLead().says('不满意')
    expect(wang.says('找真人').person).toBe('赵明（乡镇干部）')
    const again = withLead().says('不满意').says('不满意')
    expect(again.says('找干部').person).toBe('钱芳（县级干部）')
  })

  test('or the village where he asks for it, or after a month', () => {
    expect(withLead().says('不满意').says('找村干部说话').person).toBe('王建国（村干部）')
    expect(
      withLead()
        .says('不满意')
        .waits(31 * 1_440)
        .says('找真人').person,
    ).toBe('王建国（村干部）')
  })

  test.each(['别再叫机器人跟我说了，找个真人来', '不要打官腔，我要找干部'])('%s wants a person', (words) => {
    expect(withLead().says(words).person).toBe('王建国（村干部）')
  })

  test.each(['别给我打电话', '不要派人来'])('%s wants none', (words) => {
    expect(withLead().says(words).person).toBe('')
  })

  test('who did not complain reaches the village', () => {
    expect(withLead().says('找真人').person).toBe('王建国（村干部）')
  })
})

describe('a question that leaves out what it is about', () => {
  test.each(['那要什么材料', '要带什么', '去哪里办', '找谁', '什么条件', '我家能不能申请', '我家可以申请吗'])(
    '%s after a card means that card',
    (words) => {
      fresh()
        .says('公益岗怎么报名')
        .says(words)
        .hears(/您问的是“公益岗位和以工代赈”/)
    },
  )

  test('of what the card does not say a cadre is asked, with its name', () => {
    const wang = fresh().says('要多久才有人来').says('那要什么材料').causes('card_question')
    expect(wang.last.events[0]).toMatchObject({ question: expect.stringMatching(/多久有人联系：那要什么材料/) })
  })

  test.each(['可以', '可以的', '能', '能啊'])('%s to our own question is no question of the card', (words) => {
    const wang = fresh()
      .says('我家房子漏雨半年了')
      .says('公益岗怎么报名')
      .hears(/您同意我们记下这些/)
    wang.says(words).hearsNot(/您问的是/)
  })

  test('without a card it is a question of its own', () => {
    fresh()
      .says('那要什么材料')
      .hearsNot(/您问的是“公益岗位/)
  })
})

describe('words that only announce', () => {
  test.each(['我要报', '想申报个困难', '我来反映一下情况', '要报个事'])('%s: what has happened is asked', (words) => {
    fresh()
      .says(words)
      .hears(/出了什么事/)
  })

  test.each(['我要帮隔壁报个事', '替邻居报一下', '帮我们村一个老人报'])('%s: of the other household', (words) => {
    const wang = fresh()
      .says(words)
      .hears(/那一家/)
    expect(wang.state.draft?.whose?.value).toBe('other')
  })

  test.each(['我想问下', '我想问一下', '我有个事想问问'])(
    '%s within a report: he may ask, and nobody is troubled yet',
    (words) => {
      const wang = fresh()
        .says('我要报')
        .says(words)
        .hears(/您问，我听着/, /出了什么事/)
        .hearsNot(/没有写到/)
      expect(wang.last.events).toEqual([])
    },
  )

  test.each(['我想问下', '问你个事', '请问一下可以吗', '有个事想问问'])('%s: he may ask', (words) => {
    fresh()
      .says(words)
      .hears(/您问，我听着/)
    expect(fresh().says(words).state.draft).toBeNull()
  })

  test.each(['低保', '医保的事', '公益岗'])('%s begins no report', (words) => {
    expect(fresh().says(words).state.draft).toBeNull()
  })
})

describe('an emergency', () => {
  test.each([
    ['你好领导打扰你一下我想说个事就是今天早上起来我公公掉井里了叫不应', /掉井里/],
    ['我是江尾镇连溪村的，姓李，家里四口人，我弟在屋里把门锁了说不想活了', /不想活/],
    ['喂喂有人吗我们在果园干活我嫂子被蛇咬了脚都肿了', /蛇咬/],
  ])('%s: its words begin near the danger', (words, danger) => {
    const wang = fresh().says(words).causes('reported')
    expect(wang.reported[0]?.risks.map((risk) => risk.words).join()).toMatch(danger)
  })

  test('他说想死, while another household is reported, is of that one', () => {
    const wang = fresh()
      .says('隔壁老李欠了三十万')
      .says('同意')
      .says('知道')
      .says('李大全')
      .says('连溪村')
      .says('他说想死')
    expect(wang.reported[0]).toMatchObject({ whose: 'other', householdName: '李大全', urgency: 'emergency' })
    expect(wang.reported[0]?.village).not.toBeNull()
  })

  test('and 我不想活了 is his own', () => {
    const wang = fresh().says('隔壁老李欠了三十万').says('同意').says('知道').says('李大全').says('我不想活了')
    expect(wang.reported[0]).toMatchObject({ whose: 'own', urgency: 'emergency' })
  })
})

test.each([
  ['五口人没什么收入', 0],
  ['没啥收入靠低保', 0],
])('%s answers the question of the income', (words, lo) => {
  expect(
    atIncome()
      .says(words)
      .hears(/请您核对/).state.draft?.income?.value?.lo,
  ).toBe(lo)
})

test('一年就一两万, where the loss is asked, is the income', () => {
  const wang = known()
    .says('我家稻子被水淹了半个月了')
    .says('同意')
    .hears(/损失了多少/)
  const { draft } = wang.says('一年就一两万').hears(/损失了多少/).state
  expect(draft?.income?.value).toMatchObject({ lo: 10_000, hi: 20_000 })
  expect(draft?.amount).toBeUndefined()
})
