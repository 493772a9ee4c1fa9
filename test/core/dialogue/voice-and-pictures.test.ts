import { describe, expect, test } from 'vitest'
import { asked, EVERY_QUESTION, OF_REPORT, openAs } from './open-questions.ts'
import { KNOWN, Resident, withLead } from './resident.ts'

const firstText = ({ last }: Resident) => {
  const [first] = last.replies
  return first?.kind === 'text' ? first.text : ''
}

describe('a recording with recognised words', () => {
  test('is read back in his words, and the recording stays with the report', () => {
    const wang = new Resident().sendsVoice('我妈住院花了三万二')
    expect(firstText(wang)).toBe('我听到的是：“我妈住院花了三万二”。')
    expect(wang.state.draft?.attachments).toHaveLength(1)
    expect(wang.state.draft?.amount?.value?.lo).toBe(32_000)
  })

  test('what was misheard is put right with the next words', () => {
    const wang = new Resident()
      .sendsVoice('我妈住院花了两万')
      .says('不是两万，是两万三')
      .hears(/改过来了/)
    expect(wang.state.draft?.amount?.value?.lo).toBe(23_000)
  })

  test('a long one is shortened to one sentence, however it was punctuated', () => {
    const words = firstText(
      new Resident().sendsVoice('我家房子漏雨。墙也裂了！怎么办？孩子没地方睡。我妈又病了，家里没有钱，求你们来看看'),
    )
    expect(words.length).toBeLessThanOrEqual(60)
    expect(words).not.toMatch(/[？！]/)
    expect(words.match(/。/g)).toHaveLength(1)
  })

  test('in an emergency the numbers come first', () => {
    const wang = new Resident(KNOWN).sendsVoice('我爸晕倒了叫不醒').causes('reported')
    expect(firstText(wang)).toMatch(/120/)
    wang.hears(/我听到的是/)
  })

  test.each(EVERY_QUESTION)('at $kind $slot', (asking) => {
    expect(firstText(asked(asking).sendsVoice('咕咕咕'))).toBe('我听到的是：“咕咕咕”。')
  })

  test('without recognised words it is kept, and we say what we cannot do', () => {
    const wang = asked({ kind: 'slot', slot: 'people' })
      .sendsVoice()
      .hears(/录音收到了/, /几口人/)
    expect(wang.state.draft?.attachments).toHaveLength(1)
  })
})

describe('at every question of a report', () => {
  test.each(OF_REPORT)('a picture is attached and $kind $slot asked again', (asking) => {
    const wang = asked(asking)
      .sendsPicture()
      .causes()
      .hears(/照片收到了/)
    expect(wang.state.draft?.attachments).toHaveLength(1)
    expect(wang.state.asking && openAs(wang.state.asking)).toBe(openAs(asking))
    expect(wang.state.misses).toBe(0)
  })

  test.each(OF_REPORT)('a position gives the village at $kind $slot', (asking) => {
    const wang = asked(asking)
      .sendsLocation('翁源县江尾镇东鹊村')
      .causes()
      .hears(/江尾镇东鹊村/)
    expect(wang.state.draft?.village?.value).toBe('440229106221')
    const next = asking.kind === 'slot' && asking.slot === 'village' ? 'confirm' : openAs(asking)
    // What was to be changed or dropped is read back with its new village.
    const readBack = ['correct_what', 'confirm_drop'].includes(next) ? 'confirm' : next
    expect(wang.state.asking && openAs(wang.state.asking)).toBe(readBack)
  })
})

test('a picture for a lead goes to the lead that was asked about', () => {
  withLead().says('补充').sendsPicture().causes('added')
})
