import { describe, expect, test } from 'vitest'
import { greeting, needs } from '../../../src/core/dialogue/converse.ts'
import { PRIVACY_NOTICE } from '../../../src/core/dialogue/privacy-notice.ts'
import { receiptReplies } from '../../../src/core/dialogue/receipt.ts'
import { wengyuan } from '../region/wengyuan.ts'
import { CARDS } from './cards.fixture.ts'
import { atReadBack, KNOWN, Resident, withLead } from './resident.ts'

describe('what is said first is kept', () => {
  test('then consent, then only what is open', () => {
    const wang = new Resident()
    wang.says('我家房子漏雨，住在江尾镇连溪村，一家四口').hears(/同意/).causes()
    wang.says('同意').causes('consented').hears(/户主/)
    wang
      .says('王秀英')
      .hears(/什么时候/)
      .hearsNot(/哪个村/)
    wang
      .says('半年')
      .hears(/收入/)
      .hearsNot(/几口人/)
  })

  test('a dropout is not asked for money, a business failure for its loss, an illness for what he paid', () => {
    const asks = (words: string) => {
      const wang = new Resident(KNOWN)
      wang.says(words).says('同意').says('半年')
      return wang.last.text
    }
    expect(asks('我家孩子初一不上学了')).not.toMatch(/掏了|损失/)
    expect(asks('我家养的鸡全死了，亏惨了')).toMatch(/损失/)
    expect(asks('我老公得了尿毒症，天天要透析')).toMatch(/自己大概掏了多少/)
  })

  test('the notice is asked once per version', () => {
    const wang = withLead()
    wang.says('我家没水喝').hearsNot(/隐私/)
    wang.noticeVersion = '2'
    new Resident(KNOWN).says('我家没水喝').hears(/隐私/)
    wang.says('从头来').says('我家没水喝').hears(/隐私/)
  })
})

test('a notice that changes before he confirms is agreed to first', () => {
  const wang = atReadBack()
  wang.noticeVersion = '2'
  wang.says('确认提交').causes().hears(/隐私/)
  wang
    .says('同意')
    .causes('consented')
    .hears(/请您核对/)
    .says('确认提交')
    .causes('reported')
})

describe('refusing', () => {
  test('drops the draft and names who helps', () => {
    const wang = new Resident()
    wang
      .says('我家房子漏雨')
      .says('不同意')
      .causes()
      .hears(/不会当成申报/, /村委会/, /12345/)
    expect(wang.state.draft).toBeNull()
  })

  test.each(['不', '不行', '不愿意', '我不同意'])('%s is no consent', (words) => {
    new Resident().says('我家房子漏雨').says(words).causes()
  })

  test.each(['好', '好的', '同意', '行', '可以', '嗯'])('%s is consent', (words) => {
    new Resident().says('我家房子漏雨').says(words).causes('consented')
  })
})

describe('reading back', () => {
  test('each value stands beside his own words', () => {
    const wang = atReadBack()
    const card = wang.last.replies.find((block) => block.kind === 'card')
    expect(card).toMatchObject({ title: '请您核对' })
    const rows = card?.kind === 'card' ? card.rows : []
    expect(rows.find((row) => row.label === '什么时候起')).toMatchObject({ value: '半年', words: '半年' })
    expect(rows.find((row) => row.label === '户主')).toEqual({ label: '户主', value: '王秀英' })
    wang.hears(/确认提交/, /要改/)
  })

  test.each([
    ['户主改成王大山', /王大山/],
    ['不对，是三个月', /三个月/],
    ['是三个人', /3人/],
    ['村改成联光村', /江尾镇联光村/],
    ['电话改成13800000002', /138\*\*\*\*0002/],
    ['我家是联明村的', /江尾镇联明村/],
  ])('%s', (words, becomes) => {
    atReadBack()
      .says(words)
      .causes()
      .hears(/请您核对/, becomes)
  })

  test.each([
    '对，报上去',
    '报吧',
    '可以',
    '就这样',
    '没错',
    '行',
    '对的，就这样报吧',
    '好，帮我报上去',
    '是的，提交',
    '嗯嗯，交上去吧',
    '都对，没错',
    '没问题，报吧。',
    '行，就这样',
  ])('%s submits', (words) => {
    atReadBack().says(words).causes('reported')
  })

  test.each(['对，报上去，人数改成三个人', '可以，不过电话改成13800000002', '行，村改成联光村'])(
    '%s is a correction first',
    (words) => {
      atReadBack()
        .says(words)
        .causes()
        .hears(/请您核对/, /改过来了/)
    },
  )

  test.each(['先别报', '不报', '等一下再报', '报上去有用吗'])('%s does not submit', (words) => {
    atReadBack().says(words).causes()
  })

  test('whose it is, said where it is not asked, does no harm', () => {
    atReadBack()
      .says('我自己家')
      .causes()
      .hears(/请您核对/)
      .hearsNot(/听明白/)
    const wang = new Resident()
      .says('我家房子漏雨')
      .says('同意')
      .says('我自己家')
      .hears(/户主/)
      .hearsNot(/听明白/)
    wang.says('我自己家')
    expect(wang.state.draft?.name).toBeUndefined()
    atReadBack()
      .says('帮别人家报')
      .hears(/那一家知道您来报吗/)
      .says('知道')
      .hears(/那一家的户主/)
  })

  test('a slot can be named and is asked again', () => {
    atReadBack()
      .says('要改')
      .hears(/哪一项/)
      .says('家里几口人')
      .hears(/几口人？/)
      .says('5')
      .hears(/5人/, /请您核对/)
  })

  test('a sum that could be two things is asked for', () => {
    const wang = new Resident(KNOWN)
    wang
      .says('我老公住院自己掏了三万，半年了')
      .says('同意')
      .says('两万')
      .hears(/请您核对/)
    wang
      .says('不对，是一万八')
      .hears(/哪一笔/)
      .says('全家收入是一万八')
      .hears(/1\.8万元/, /3万元/)
  })

  test('confirming reports, forgets the draft and remembers the household', () => {
    const wang = new Resident()
    wang.says('我叫王大山，我家房子漏雨半年了，住在连溪村，家里四口人，电话13800000001').says('同意').says('不想说')
    wang.says('确认提交').causes('reported').hears(/A1001/)
    expect(wang.state.draft).toBeNull()
    expect(wang.state.known).toMatchObject({ name: '王大山', village: '440229106201', people: 4 })
    expect(wang.state.known.phone?.masked).toBe('138****0001')
    wang.says('我家没水喝了').hears(/什么时候/)
  })
})

describe('for somebody else', () => {
  test('nothing of his own household is used or overwritten', () => {
    const wang = new Resident(KNOWN)
    wang
      .says('我帮邻居报，他家房子塌了半边，三个月了')
      .says('同意')
      .says('还没跟他说')
      .hears(/那一家的户主/)
    wang
      .says('张三妹')
      .hears(/那一家在哪个村/)
      .says('联明村')
      .says('两个人')
      .says('不知道')
    wang.says('确认提交').causes('reported')
    expect(wang.reported[0]).toMatchObject({ whose: 'other', householdName: '张三妹', people: { value: 2 } })
    expect(wang.reported[0]?.phone?.masked).toBe('138****0001')
    expect(wang.state.known).toEqual(KNOWN)
  })

  test('his own name in passing is not the name of their head', () => {
    new Resident()
      .says('我叫王大山，我帮邻居报，他家房子塌了半边')
      .says('同意')
      .says('知道')
      .hears(/那一家的户主/)
  })
})

describe('answers as people give them', () => {
  const asked = (...before: string[]) => before.reduce((wang, words) => wang.says(words), new Resident())

  test.each([
    ['两个大人三个小孩', 5],
    ['我跟两个孩子', 3],
    ['我和老婆两个', 2],
    ['就我一个', 1],
    ['四口', 4],
    ['3', 3],
  ])('%s are %i people', (words, people) => {
    const wang = asked('我家房子漏雨', '同意', '王大山', '连溪村', '半年', words)
    expect(wang.state.draft?.people?.value).toBe(people)
  })

  test.each([
    ['一个月两千', 24_000],
    ['没有收入', 0],
    ['1万2', 12_000],
    ['一万以下', 10_000],
  ])('%s is an income of %i', (words, income) => {
    const wang = asked('我家房子漏雨', '同意', '王大山', '连溪村', '半年', '3', words)
    expect(wang.state.draft?.income?.value?.hi).toBe(income)
    expect(wang.state.draft?.risks.map((risk) => risk.type)).toEqual(['unsafe_housing'])
  })

  test.each(['不知道', '三', '8'])('%s is no sum', (words) => {
    const wang = asked('我家房子漏雨', '同意', '王大山', '连溪村', '半年', '3', words)
    expect(wang.state.draft?.income?.value ?? null).toBeNull()
  })

  test.each(['三个月', '三个星期', '2025', '138****0012', '三个孩子在读书啊'])(
    '%s is no count of the household',
    (words) => {
      const wang = asked('我家房子漏雨', '同意', '王大山', '连溪村', '半年', words)
      expect(wang.state.draft?.people?.value ?? null).not.toBe(words.startsWith('三个月') ? 3 : 25)
      expect(wang.state.draft?.people).toBeUndefined()
    },
  )

  test('a landline is a phone, and without the area code he is told', () => {
    const wang = asked('我家房子漏雨', '同意', '王大山', '连溪村', '半年', '3', '不想说')
    wang
      .hears(/哪个电话/)
      .says('2881234')
      .hears(/区号/, /哪个电话|手机号/)
    wang.says('0751-2881234')
    if (wang.state.draft?.phone) wang.hears(/请您核对/)
    else wang.hears(/区号/)
  })

  test.each([
    ['since', '记不清', []],
    ['since', '这个我记不得了', []],
    ['amount', '说不清', ['半年']],
    ['amount', '我也不知道花了多少', ['半年']],
    ['people', '说不清', ['半年', '两万']],
    ['people', '不知道他家几口人', ['半年', '两万']],
    ['income', '不知道', ['半年', '两万', '三个人']],
    ['phone', '没有电话', ['半年', '两万', '三个人', '不知道']],
    ['phone', '我没得电话', ['半年', '两万', '三个人', '不知道']],
    ['phone', '老人机丢了，没电话', ['半年', '两万', '三个人', '不知道']],
  ] as const)('%s may stay open: %s', (slot, words, before) => {
    const wang = asked('我老公得了尿毒症，天天要透析', '同意', '王大山', '连溪村', ...before, words)
    expect(wang.state.draft?.[slot]?.value).toBeNull()
  })

  test('who reports for others need not know the name', () => {
    const wang = asked('我帮邻居报，他家房子塌了半边', '同意', '他知道', '不知道叫什么').hears(/哪个村/)
    wang
      .says('连溪村')
      .says('半年')
      .says('不知道')
      .says('不清楚')
      .says('没有电话')
      .hears(/还不清楚/)
    wang.says('确认提交').causes('reported')
    expect(wang.reported[0]).toMatchObject({ householdName: '（未说明）', people: { value: null } })
  })

  test('who does not know his village is helped by the townships', () => {
    asked('我家房子漏雨', '同意', '王大山', '我不晓得叫什么村').hears(/先点是哪个镇/, /江尾镇/, /哪个村/)
  })
})

describe('a village with a township that it is not in', () => {
  const asked = () => new Resident().says('我家房子漏雨').says('同意').says('王大山')

  test('is asked back, and a plain yes is enough', () => {
    const wang = asked()
      .says('江尾镇联群村')
      .hears(/您说的是龙仙镇联群村吗？/, /quick_replies/)
    expect(wang.state.draft?.village).toBeUndefined()
    wang.says('是的').hears(/什么时候/)
    expect(wang.state.draft?.village?.value).toBe('440229100208')
  })

  test('tapping it does too; a no asks again', () => {
    expect(asked().says('江尾镇联群村').says('龙仙镇联群村').state.draft?.village?.value).toBe('440229100208')
    asked()
      .says('江尾镇联群村')
      .says('不是')
      .hears(/哪个村/)
      .hearsNot(/联群/)
      .says('联明村')
      .hears(/什么时候/)
  })

  test('said in passing it is asked back where the village would be asked', () => {
    new Resident()
      .says('我家房子漏雨，住江尾镇联群村')
      .says('同意')
      .says('王大山')
      .hears(/您说的是龙仙镇联群村吗？/)
      .says('对')
      .hears(/什么时候/)
  })

  test('a township or a namesake said in passing is not asked for once more', () => {
    new Resident()
      .says('我家住江尾镇，房子漏雨')
      .says('同意')
      .says('王大山')
      .hears(/江尾镇连溪村/)
    new Resident()
      .says('我家是江尾村的，房子漏雨')
      .says('同意')
      .says('王大山')
      .hears(/江尾镇江尾居委会|什么时候/)
  })

  test('in an emergency no other township gets it unasked', () => {
    const wang = new Resident().says('着火了，救命，我在江尾镇联群村').causes('reported')
    expect(wang.reported[0]?.village).toBeNull()
    wang
      .hears(/龙仙镇联群村吗/)
      .says('是')
      .causes('added')
  })
})

describe('going astray', () => {
  test('days later he is reminded where we were', () => {
    const wang = new Resident()
      .says('我家房子漏雨')
      .says('同意')
      .waits(3 * 1_440)
    wang.says('在吗').hears(/上次说到：住房不安全/, /户主/)
    wang
      .waits(10)
      .says('王大山')
      .hearsNot(/上次说到/)
  })

  test('the second miss asks otherwise, the third offers a person', () => {
    const wang = new Resident().says('我家房子漏雨').says('同意')
    wang.says('啦啦啦啦啦').hears(/您家户主叫什么/)
    wang
      .says('啦啦啦啦啦')
      .hears(/户口本/)
      .says('啦啦啦啦啦')
      .hears(/王建国/, /12345/)
  })

  test('a question in the middle is answered honestly and the open one asked again', () => {
    new Resident()
      .says('我家房子漏雨')
      .says('同意')
      .says('低保怎么申请')
      .hears(/这份文件没写，问民政局/, /户主叫什么/)
  })

  test('a person is named', () => {
    new Resident(KNOWN)
      .says('我想跟村支书讲两句')
      .hears(/王建国/, /12345/)
      .causes('handover_asked')
  })

  test('wrong numbers are said kindly', () => {
    const wang = new Resident(KNOWN).says('我家房子漏雨').says('同意').says('半年').says('不想说')
    wang.says('电话改成1380000000').hears(/手机号是十一位|打哪个电话/)
  })
})

test('needs asks only for what the answer depends on', () => {
  const text = (words: string) => {
    const wang = new Resident()
    wang.says(words)
    return wang
  }
  const { state } = text('我家房子漏雨')
  expect(needs(state, { kind: 'empty' })).toEqual({ leads: false, dutyCadre: false, household: false })
  expect(needs(new Resident().state, { kind: 'picture', attachment: 'x' }).leads).toBe(true)
  expect(needs(state, { kind: 'picture', attachment: 'x' }).leads).toBe(false)
})

test('the greeting says where one is and how it works', () => {
  const context = {
    now: new Date(0),
    county: wengyuan.county,
    regions: wengyuan,
    notice: PRIVACY_NOTICE,
    leads: [],
    dutyCadre: null,
    cards: () => CARDS('2026-11-23'),
    household: null,
  }
  expect(JSON.stringify(greeting(context))).toMatch(/翁源县.*明白.*quick_replies/)
})

test('every sentence of the notice is short', () => {
  for (const line of PRIVACY_NOTICE.text.split('\n')) expect(line.length).toBeLessThanOrEqual(60)
})

test('the receipt says who comes and by when', () => {
  const [receipt] = receiptReplies(
    [
      {
        number: 'A1024',
        riskType: 'unsafe_housing',
        merged: false,
        holder: '王建国（村干部）',
        dueAt: '2026-11-24T02:00:00Z',
      },
    ],
    { now: new Date('2026-11-23T02:00:00Z') },
    'call',
  )
  expect(receipt).toMatchObject({
    kind: 'receipt',
    text: expect.stringMatching(/A1024.*王建国（村干部）会在明天上午10点前联系您/),
  })
  expect(receiptReplies([], { now: new Date() }, 'call')).toEqual([])
})
