import { describe, expect, test } from 'vitest'
import { KNOWN, openVault, Resident, withLead } from './resident.ts'

describe('a phone number without a report under way', () => {
  test.each(['13812345678', '我的电话是13812345678', '打这个，138 1234 5678', '我换号了，打13812345678'])(
    '%s goes to his open lead',
    (words) => {
      const wang = withLead()
        .says(words)
        .causes('added')
        .hears(/电话记下了，干部会打这个电话/)
      expect(wang.last.events[0]).toMatchObject({
        leadId: 'lead-A1001',
        phone: openVault.seal('phone', '13812345678'),
        attachment: null,
      })
      expect(JSON.stringify(wang.last.events)).not.toContain('13812345678')
      expect(wang.state.draft).toBeNull()
      expect(wang.state.known.phone?.masked).toBe('138****5678')
    },
  )

  test('several open leads: to each, and he is told', () => {
    const wang = new Resident(KNOWN)
    wang.says('我家房子漏雨，井水也不能喝，半年了').says('同意').says('不想说').says('确认提交')
    wang
      .says('13812345678')
      .causes('added', 'added')
      .hears(/电话记下了，干部会打这个电话/, /两件|2件/)
    wang.becomes('closed', 'A1001').says('13812345678').causes('added')
  })

  test('a wrong one is said kindly and starts nothing', () => {
    const wang = withLead()
      .says('1381234567')
      .causes()
      .hears(/好像不对/, /座机/)
    expect(wang.state.draft).toBeNull()
    withLead().says('2881234').causes().hears(/座机/)
  })

  test('after an emergency it reaches the lead too', () => {
    const wang = new Resident({ ...KNOWN, phone: undefined as never }).says('着火了，救命')
    wang
      .says('13812345678')
      .causes('added')
      .hears(/干部会打这个电话/)
    expect(wang.last.events[0]).toMatchObject({ phone: { masked: '138****5678' } })
  })

  test('with a trouble of its own it is a report', () => {
    withLead()
      .says('我家没水喝了，电话13812345678')
      .causes()
      .hears(/什么时候/)
  })

  test('nothing open: kept for the next time', () => {
    const wang = new Resident()
      .says('13812345678')
      .causes()
      .hears(/电话记下了/)
    expect(wang.state.known.phone?.masked).toBe('138****5678')
    withLead()
      .becomes('closed', 'A1001')
      .says('13812345678')
      .causes()
      .hears(/不满意/)
  })
})

describe('how it stands', () => {
  test.each(['怎么样了', '有人管吗', '咋样了', '到底有没有人管', '什么时候来人', '好了没有', '查进度', '进度'])(
    '%s shows where the open one stands',
    (words) => {
      withLead()
        .says(words)
        .causes()
        .hears(/A1001/, /等干部来接/)
    },
  )

  test('nobody has reported anything: said so, and nothing begins', () => {
    const wang = new Resident().says('查进度').hears(/还没有报过事/)
    expect(wang.state.draft).toBeNull()
    new Resident()
      .says('我家房子漏雨')
      .says('查进度')
      .hears(/还没报完/, /同意/)
  })

  test('a question about policy stays one', () => {
    withLead()
      .says('低保怎么样才能申请')
      .hears(/这份文件没写，问民政局/)
  })
})

describe('courtesy starts nothing', () => {
  const THANKS = [
    '谢谢',
    '好的',
    '收到',
    '收到，谢谢',
    '好的谢谢',
    '知道了',
    '那我等着',
    '麻烦你们了',
    '好，我等干部来',
    'ok',
    '辛苦了',
  ]
  test.each(THANKS)('%s after a receipt', (words) => {
    const wang = withLead()
      .says(words)
      .causes()
      .hearsNot(/？|听明白/)
    expect(wang.state).toMatchObject({ draft: null, asking: null })
  })

  test.each(['好的', '谢谢', '收到'])('%s after stopping does not go on', (words) => {
    const wang = new Resident().says('我家房子漏雨').says('同意').says('先停一下').says(words).hearsNot(/？/)
    expect(wang.state.asking).toBeNull()
    wang.says('继续').hears(/户主/)
  })

  test.each(['确认提交', '确认撤回', '不报了', '继续报', '同意', '我自己家', '没有电话', '不想说'])(
    'the old button %s does nothing any more',
    (words) => {
      const wang = withLead()
        .becomes('withdrawn', 'A1001')
        .says(words)
        .causes()
        .hearsNot(/听明白/)
      expect(wang.state.draft?.risks ?? []).toEqual([])
    },
  )
})
