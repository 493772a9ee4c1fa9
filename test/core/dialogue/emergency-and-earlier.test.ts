import { describe, expect, test } from 'vitest'
import { KNOWN, Resident, withLead } from './resident.ts'

describe('emergency', () => {
  test.each([
    ['心口好痛，喘不上气', /120/],
    ['着火了，救命', /119/],
    ['活着没意思，想一了百了', /12356/],
  ])('%s: the right number first, reported at once', (words, number) => {
    new Resident()
      .says(words)
      .causes('reported')
      .hears(number, /人现在在哪个村/)
  })

  test('what is known goes along and nothing is asked', () => {
    const wang = new Resident(KNOWN).says('洪水上来了，门都打不开，救命').causes('reported').hearsNot(/？/)
    expect(wang.reported[0]).toMatchObject({ urgency: 'emergency', householdName: '王秀英', village: '440229106201' })
  })

  test('nothing known: reported without name and place, and the place follows', () => {
    const wang = new Resident().says('心口好痛，喘不上气')
    expect(wang.reported[0]).toMatchObject({ householdName: '（未说明）', village: null, risks: [{ type: 'other' }] })
    wang
      .says('连溪村')
      .causes('added')
      .hears(/连溪村/)
    expect(wang.last.events[0]).toMatchObject({ leadId: 'lead-A1001', village: '440229106201' })
  })

  test('the same cry within the hour is added, later it counts anew', () => {
    const wang = new Resident(KNOWN).says('着火了，救命').waits(30).says('着火了，快救命').causes('added')
    wang.waits(90).says('着火了，救命').causes('reported')
  })

  test.each(['closed', 'withdrawn'] as const)('the same cry after its lead was %s is reported anew', (status) => {
    const wang = new Resident(KNOWN).says('着火了，救命').becomes(status, 'A1001').waits(20).says('又着火了，救命')
    wang
      .causes('reported')
      .hears(/119/, /A1002/)
      .hearsNot(/加上了/)
  })

  test('of two matters one is closed: the cry about it is not put to the other', () => {
    const wang = new Resident(KNOWN).says('洪水冲进屋里了，救命').says('心口好痛，喘不上气')
    wang.becomes('closed', 'A1001').says('洪水又冲进屋里了，救命').causes('reported')
  })

  test('the place is passed on as long as the lead is open, also after the hour', () => {
    const wang = new Resident().says('心口好痛，喘不上气').waits(70).says('在连溪村').causes('added')
    expect(wang.last.events[0]).toMatchObject({ leadId: 'lead-A1001', village: '440229106201' })
    wang.hears(/连溪村，已经告诉干部/)
  })

  test('a position sent after the hour is the place too, and words that describe it', () => {
    const wang = new Resident().says('心口好痛，喘不上气').waits(70).says('在老学校后面的坡上').causes('added')
    wang
      .hears(/已经告诉干部/, /哪个村/)
      .sendsLocation('江尾镇松岗村')
      .causes('added')
    expect(wang.last.events[0]).toMatchObject({ village: '440229106215' })
  })

  test('without a draft the place is passed on too', () => {
    const wang = new Resident().says('心口好痛，喘不上气').says('继续').says('江尾镇').waits(1)
    const gone = new Resident().says('心口好痛，喘不上气')
    gone.state.draft = null
    gone.state.asking = null
    gone.says('在连溪村').causes('added')
    expect(gone.last.events[0]).toMatchObject({ village: '440229106201' })
    const sent = new Resident().says('心口好痛，喘不上气')
    sent.state.draft = null
    sent.state.asking = null
    sent.sendsLocation('江尾镇松岗村').causes('added')
    expect(wang.state.draft).not.toBeNull()
  })

  test('once the lead is closed, nobody asks any more where he is', () => {
    const wang = new Resident().says('心口好痛，喘不上气').becomes('closed', 'A1001').waits(300)
    wang
      .says('在连溪村')
      .causes()
      .hearsNot(/已经告诉干部/)
    wang
      .says('从头来')
      .says('我家房子漏雨')
      .says('同意')
      .hearsNot(/人现在在哪/)
  })

  test('the place of another household reported later is not the place of the emergency', () => {
    const wang = new Resident().says('心口好痛，喘不上气').says('从头来').waits(120)
    wang.says('我帮邻居报，他家房子塌了半边，在联明村').causes()
  })

  test('what is left of an emergency does not swallow another trouble days later', () => {
    const wang = new Resident(KNOWN)
      .says('心口好痛，喘不上气')
      .waits(3_000)
      .says('我家房子漏雨半年了')
      .hears(/住房不安全/)
    wang.says('同意').says('不想说').says('确认提交').causes('reported')
    expect(wang.reported[1]).toMatchObject({ urgency: 'normal', risks: [{ type: 'unsafe_housing' }] })
    expect(wang.reported[1]?.continues).toBeUndefined()
  })

  test('told to the end after it was closed, it raises no alarm again', () => {
    const wang = new Resident(KNOWN).says('心口好痛，喘不上气').becomes('closed', 'A1001').waits(3_000).says('继续')
    wang.says('同意').says('我自己家').says('这几天').says('不想说').says('确认提交').causes('reported')
    expect(wang.reported[1]).toMatchObject({ urgency: 'high' })
  })

  test('what he says later is for those who have it, as long as it is open', () => {
    new Resident(KNOWN).says('心口好痛，喘不上气').waits(90).says('人醒过来了').causes('added').hearsNot(/？/)
  })

  test('a number said while the place is asked reaches the lead at once', () => {
    const wang = new Resident()
      .says('心口好痛，喘不上气')
      .says('13812345678')
      .causes('added')
      .hears(/哪个村/)
    expect(wang.last.events[0]).toMatchObject({ phone: { masked: '138****5678' } })
  })

  test('withdrawing reaches the lead of the emergency and ends what was left to say', () => {
    const wang = new Resident(KNOWN)
      .says('着火了，救命')
      .says('撤回')
      .hears(/A1001.*确认撤回吗/)
    wang
      .says('确认撤回')
      .causes('withdrawn')
      .hears(/已经撤回/)
    expect(wang.state.draft).toBeNull()
    new Resident()
      .says('心口好痛，喘不上气')
      .says('没事了，不用来了，撤回')
      .hears(/A1001.*确认撤回吗/)
      .says('不撤回')
      .causes()
      .hears(/照常办/)
  })

  test('thanks after an emergency start nothing', () => {
    const wang = new Resident(KNOWN).says('着火了，救命')
    for (const words of ['谢谢', '好的', '收到', '好的，谢谢'])
      wang
        .says(words)
        .causes()
        .hearsNot(/同意|？/)
  })

  test('the rest follows with consent and completes the same lead', () => {
    const wang = new Resident(KNOWN).says('心口好痛，喘不上气').waits(10).says('继续').hears(/同意/)
    wang
      .says('同意')
      .hears(/谁|自己家/)
      .says('我自己家')
      .says('这几天')
      .says('不想说')
      .says('确认提交')
      .causes('reported')
    expect(wang.reported[1]).toMatchObject({ continues: 'lead-A1001', householdName: '王秀英' })
  })
})

describe('earlier reports', () => {
  test('progress names who and by when', () => {
    withLead()
      .says('我报的事情怎么样了')
      .hears(/A1001/, /等干部来接/, /王建国/, /明天/)
    new Resident().says('查进度').hears(/还没有报过/)
  })

  test('withdrawing is confirmed first', () => {
    const wang = withLead()
      .says('水管通了，不用报了')
      .causes()
      .hears(/确认撤回/)
    wang.says('确认撤回').causes('withdrawn')
  })

  test('with a report under way he is asked which one he means', () => {
    const ask = () =>
      withLead()
        .says('我家孩子不上学了')
        .says('撤回')
        .hears(/撤回哪一件/, /这次没报完的/, /A1001/)
    ask()
      .says('这次没报完的')
      .hears(/不报了吗/)
      .says('不报了')
      .hears(/这次不报了/)
    ask()
      .says('第二个')
      .hears(/不报了吗/)
    const wang = ask()
      .says('A1001')
      .hears(/A1001.*确认撤回吗/)
      .says('确认撤回')
      .causes('withdrawn')
    wang.hears(/什么时候/)
    expect(wang.state.draft?.risks[0]?.type).toBe('school_dropout')
    ask()
      .says('返回')
      .hears(/什么时候/)
  })

  test('words and pictures can be added', () => {
    const wang = withLead().says('补充一下，墙也裂了').causes('added')
    expect(wang.last.events[0]).toMatchObject({ words: '墙也裂了' })
    wang.sendsPicture().causes('added')
    expect(wang.last.events[0]).toMatchObject({ leadId: 'lead-A1001', words: null })
  })

  test('a picture during a report belongs to that report', () => {
    const wang = new Resident()
      .says('我家房子漏雨')
      .sendsPicture()
      .causes()
      .hears(/照片收到了/, /同意/)
    expect(wang.state.draft?.attachments).toHaveLength(1)
  })

  test('a picture out of the blue begins one', () => {
    const wang = new Resident().sendsPicture().hears(/照片收到了/, /出了什么事/)
    expect(wang.state.draft?.attachments).toHaveLength(1)
  })

  test('discontent goes up, publicity stops', () => {
    withLead()
      .says('我不满意')
      .causes('not_content')
      .hears(/已经交上去了/, /会有干部再联系您/)
    withLead()
      .says('不要再给我发通知了')
      .causes('opted_out')
      .hears(/还是会告诉您/)
  })

  test('with several, he says which', () => {
    const wang = new Resident(KNOWN)
    wang.says('我家房子漏雨，井水也不能喝，半年了').says('同意').says('不想说').says('确认提交')
    wang
      .says('我不满意')
      .causes()
      .hears(/哪一件/)
      .says('A1002')
      .causes('not_content')
    wang
      .says('补充，墙裂了')
      .hears(/哪一件/)
      .says('第二个')
      .causes('added')
    expect(wang.last.events[0]).toMatchObject({ leadId: 'lead-A1001', words: '墙裂了' })
  })
})

describe('until it is over', () => {
  test.each(['没用的', '你骗人', '没人管我', '为什么要打电话', '不管用'])(
    '%s goes to those on their way, and the numbers are said again',
    (words) => {
      const wang = new Resident(KNOWN).says('我不想活了，江尾镇连溪村')
      wang
        .says(words)
        .causes('added')
        .hears(/12356/, /告诉干部/)
        .hearsNot(/上一级|政策|没听明白|帮不上/)
    },
  )

  test('an hour later it is a complaint again', () => {
    const wang = new Resident(KNOWN).says('我不想活了，江尾镇连溪村')
    wang.now = new Date(wang.now.getTime() + 2 * 3_600_000)
    wang.says('不满意').causes('not_content')
  })
})
