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
      .hears(/A1001/, /等待接单/, /王建国/, /明天/)
    new Resident().says('查进度').hears(/还没有报过/)
  })

  test('withdrawing is confirmed first', () => {
    const wang = withLead()
      .says('水管通了，不用报了')
      .causes()
      .hears(/确认撤回/)
    wang.says('确认撤回').causes('withdrawn')
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
      .hears(/已经报给上一级/)
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
