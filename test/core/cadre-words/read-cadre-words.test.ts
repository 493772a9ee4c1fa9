import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../../src/contract/lead.ts'
import type { CadreCommand, Surroundings } from '../../../src/core/cadre-words/command.ts'
import { readCadreWords } from '../../../src/core/cadre-words/read-cadre-words.ts'

const CARD = '【新线索 A1024】\n演示镇联群村 · 住房安全 · 紧急'
const DIRECT: Surroundings = { quoted: null, inGroup: false, mentioned: false }
const GROUP: Surroundings = { quoted: null, inGroup: true, mentioned: false }
const QUOTED: Surroundings = { ...GROUP, quoted: CARD }
const SHOWN: Surroundings = { ...GROUP, quoted: '【新线索】A1024\n地点：演示镇联群村' }
const DIGEST: Surroundings = { ...GROUP, quoted: '早上好，今天是周六。\n今天到期1条：\nA1024 联群村 住房：上午10点前' }
const DIGEST_ALONE: Surroundings = { ...DIGEST, inGroup: false }
const DIGEST_OF_TWO: Surroundings = { ...DIGEST_ALONE, quoted: `${DIGEST.quoted}\nA1025 联群村 住房：下午` }
const CALLED: Surroundings = { ...GROUP, mentioned: true }

const nothing = { kind: 'nothing' } as const
const claim = (number: string | null = 'A1024') => ({ kind: 'claim', number }) as const
const visit = (text: string, number: string | null = 'A1024') => ({ kind: 'visit', number, text }) as const
const note = (text: string, number: string | null = 'A1024') => ({ kind: 'note', number, text }) as const
const verify = (finding: 'true' | 'not_true' | 'cannot_reach', findings: string, number: string | null = 'A1024') =>
  ({ kind: 'verify', number, finding, findings }) as const
const close = (outcome: Outcome | null, text: string, number: string | null = 'A1024') =>
  ({ kind: 'close', number, outcome, text }) as const

/** What somebody writes, where, and what it means. */
const TABLE: [string, Surroundings, Partial<CadreCommand>][] = [
  ['照片 A1024', DIRECT, { kind: 'photo', number: 'A1024', what: 'picture' }],
  ['A1024照片', DIRECT, { kind: 'photo', number: 'A1024', what: 'picture' }],
  ['这张照片。', DIRECT, { kind: 'photo', number: null, what: 'picture' }],
  ['录音 1024', DIRECT, { kind: 'photo', number: 'A1024', what: 'voice' }],
  ['照片收到了吗', DIRECT, nothing],
  ['照片', GROUP, nothing],
  ['已入户 A1024 照片拍了', DIRECT, visit('照片拍了')],
  ['收到 A1024', GROUP, claim()],
  ['好的收到 A1024', GROUP, claim()],
  ['好的收到', SHOWN, claim()],
  ['好的，收到', SHOWN, claim()],
  ['我来处理 A1024', GROUP, claim()],
  ['A1024 我来', GROUP, claim()],
  ['A1024我来不了', GROUP, nothing],
  ['已核实 A1024 属实', GROUP, verify('true', '')],
  ['已核实A1024，属实，屋顶漏三处', GROUP, verify('true', '屋顶漏三处')],
  ['已核实 A1024 不属实', GROUP, verify('not_true', '')],
  ['A1024 核实无误', GROUP, verify('true', '')],
  // A number of another length is still the one that he means: nothing is done to the lead of the card.
  ['接单A99', SHOWN, claim('A99')],
  ['接单 A1024567890', DIRECT, claim('A1024567890')],
  ['办结 A99 已帮扶', QUOTED, close('helped', '已帮扶', 'A99')],
  ['备注 A3栋二楼', QUOTED, note('A3栋二楼')],
  ['登记本群', GROUP, { kind: 'register_group', group: 'cadres', place: '' }],
  ['登记宣传群。', GROUP, { kind: 'register_group', group: 'publicity', place: '' }],
  ['办结 A1024 群众不愿接受帮扶', DIRECT, close(null, '群众不愿接受帮扶')],
  ['办结 A1024 不给补助', DIRECT, close(null, '不给补助')],
  ['收到A1024', GROUP, claim()],
  ['接单 A1024', GROUP, claim()],
  ['接单A1024', DIRECT, claim()],
  ['接单 a1024', DIRECT, claim()],
  ['接单 Ａ１０２４', DIRECT, claim()],
  ['接单 1024', DIRECT, claim()],
  ['接单：编号A1024', DIRECT, claim()],
  ['A1024 接单', GROUP, claim()],
  ['A1024，我来接手', GROUP, claim()],
  ['我接单 A1024', GROUP, claim()],
  ['A1024我来办', GROUP, claim()],
  ['好的，接单 A1024', GROUP, claim()],
  ['認領 A1024', DIRECT, claim()],
  ['接单', DIRECT, claim(null)],
  ['接单', GROUP, claim(null)],
  ['我接单', GROUP, claim(null)],
  ['好的，我来接单了。', GROUP, claim(null)],
  ['接手这条线索 A1024', GROUP, claim()],
  ['我来办A1024', DIRECT, claim()],
  ['收到', SHOWN, claim()],
  ['收到 A1024', DIGEST, claim()],
  ['接单', QUOTED, claim()],
  ['收到', QUOTED, claim()],
  ['收到，马上去', QUOTED, claim()],
  ['收到', DIRECT, claim(null)],
  ['@明白 接单 A1024', CALLED, claim()],
  ['@明白 收到 A1024', CALLED, claim()],
  ['@明白\u2005接单 A1024', CALLED, claim()],
  ['已入户 A1024 房子漏雨，墙有裂缝', GROUP, visit('房子漏雨，墙有裂缝')],
  ['已入户A1024，房子漏雨', DIRECT, visit('房子漏雨')],
  ['A1024 已入户，屋顶塌了一角', GROUP, visit('屋顶塌了一角')],
  ['已经走访 A1024：老人一个人住', DIRECT, visit('老人一个人住')],
  ['走访了，家里只有老人', QUOTED, visit('家里只有老人')],
  ['走访了 A1024 家里没米了', DIRECT, visit('家里没米了')],
  ['今天上门看了 a1024 灶屋漏水', GROUP, visit('灶屋漏水')],
  ['我已入户 A1024 一切正常', GROUP, visit('一切正常')],
  ['我们上午入户了，情况和他说的一样', QUOTED, visit('情况和他说的一样')],
  ['已入户', DIRECT, visit('', null)],
  ['已入户 A1024', DIRECT, visit('')],
  ['已入户，墙裂了', CALLED, visit('墙裂了', null)],
  ['去了王家看过了，房子确实漏', QUOTED, visit('去了王家看过了，房子确实漏')],
  ['到他家看了，瓦都碎了', QUOTED, visit('到他家看了，瓦都碎了')],
  ['去过他们屋里，水管断了', DIRECT, visit('去过他们屋里，水管断了', null)],
  ['刚去老王家里看了一下 A1024 墙歪了', GROUP, visit('刚去老王家里看了一下 墙歪了')],
  ['去了老王家看过了，房子漏', DIRECT, visit('去了老王家看过了，房子漏', null)],
  ['属实 A1024 房顶漏三处', GROUP, verify('true', '房顶漏三处')],
  ['不属实 A1024 房子去年修好了', GROUP, verify('not_true', '房子去年修好了')],
  ['A1024 情况属实，已拍照', DIRECT, verify('true', '已拍照')],
  ['A1024 核实不属实：他家有新房', DIRECT, verify('not_true', '他家有新房')],
  ['经核实，情况属实，收入不够', QUOTED, verify('true', '收入不够')],
  ['联系不上 A1024 打了三次', DIRECT, verify('cannot_reach', '打了三次')],
  ['属实', QUOTED, verify('true', '')],
  ['备注 A1024 下周二再去', GROUP, note('下周二再去')],
  ['备注：家里有两个病人', QUOTED, note('家里有两个病人')],
  ['A1024 备注 已报镇里', DIRECT, note('已报镇里')],
  ['记一下 A1024 他儿子在外打工', DIRECT, note('他儿子在外打工')],
  ['備註 A1024 等他回來', DIRECT, note('等他回來')],
  ['转办 A1024 给 李四 我在外地', GROUP, { kind: 'transfer', number: 'A1024', rest: '给 李四 我在外地' }],
  ['转办A1024给李四，他离得近', DIRECT, { kind: 'transfer', number: 'A1024', rest: '给李四，他离得近' }],
  ['转给李四 A1024 忙不过来', DIRECT, { kind: 'transfer', number: 'A1024', rest: '李四 忙不过来' }],
  ['转给李四', QUOTED, { kind: 'transfer', number: 'A1024', rest: '李四' }],
  ['退回 A1024 不是我们村的', GROUP, { kind: 'return', number: 'A1024', reason: '不是我们村的' }],
  ['A1024 退回，要镇里定', DIRECT, { kind: 'return', number: 'A1024', reason: '要镇里定' }],
  ['办结 A1024 已帮扶，房顶修好了', GROUP, close('helped', '已帮扶，房顶修好了')],
  ['办结 A1024 转民政局办低保', DIRECT, close('passed_on', '转民政局办低保')],
  ['A1024 办结了，不需要帮扶', DIRECT, close('not_needed', '不需要帮扶')],
  ['办结 A1024 情况不属实', DIRECT, close('not_true', '情况不属实')],
  ['结案 A1024 一直联系不上', DIRECT, close('cannot_reach', '一直联系不上')],
  ['办结 A1024', DIRECT, close(null, '')],
  ['办结 A1024 问题没有解决', DIRECT, close(null, '问题没有解决')],
  ['办结，补助发到位了', QUOTED, close('helped', '补助发到位了')],
  ['待办', GROUP, { kind: 'list' }],
  ['我的待办', DIRECT, { kind: 'list' }],
  ['查看待办', DIRECT, { kind: 'list' }],
  ['超期的线索', DIRECT, { kind: 'list' }],
  ['@明白 待办', CALLED, { kind: 'list' }],
  ['待办有哪些？', DIRECT, { kind: 'list' }],
  ['A1024', GROUP, { kind: 'show', number: 'A1024' }],
  ['a1024', DIRECT, { kind: 'show', number: 'A1024' }],
  ['查 A1024', DIRECT, { kind: 'show', number: 'A1024' }],
  ['A1024什么情况', DIRECT, { kind: 'show', number: 'A1024' }],
  ['A1024办结了吗？', DIRECT, { kind: 'show', number: 'A1024' }],
  ['@明白 A1024谁在办？', CALLED, { kind: 'show', number: 'A1024' }],
  ['绑定 12345678', DIRECT, { kind: 'bind', code: '12345678' }],
  ['绑定１２３４ ５６７８', DIRECT, { kind: 'bind', code: '12345678' }],
  ['绑定微信', DIRECT, { kind: 'bind', code: '' }],
  ['解除绑定', DIRECT, { kind: 'unbind' }],
  ['解绑', DIRECT, { kind: 'unbind' }],
  ['帮助', DIRECT, { kind: 'help' }],
  ['？', DIRECT, { kind: 'help' }],
  ['登记本群 松岭村', GROUP, { kind: 'register_group', group: 'cadres', place: '松岭村' }],
  ['登记本群：松岭村', GROUP, { kind: 'register_group', group: 'cadres', place: '松岭村' }],
  ['登记宣传群 松岭村', GROUP, { kind: 'register_group', group: 'publicity', place: '松岭村' }],
  ['取消登记', GROUP, { kind: 'remove_group' }],
  ['办结 A1024 A1025 都修好了', DIRECT, { kind: 'several' }],
]

const SMALL_TALK = [
  '我接孩子去了',
  '我来接你们',
  '我接下来去镇里开会',
  '我来办公室等你',
  '我来办点事',
  '接手的工作很多',
  '认领的苗木到了',
  '结案表交一下',
  '销号台账带来',
  '办完手续再说',
  '收到款了',
]

/** What must do nothing. */
const SILENT: [string, Surroundings][] = [
  ...SMALL_TALK.flatMap((text): [string, Surroundings][] => [
    [text, GROUP],
    [text, DIRECT],
    [text, QUOTED],
    [`@明白 ${text}`, CALLED],
  ]),
  ['已入户，墙裂了', GROUP],
  ['收到 2024 年的通知', GROUP],
  ['接单，下午开会', GROUP],
  ['备注栏填一下', GROUP],
  ['退回村里重填', GROUP],
  ['转给老李看看', GROUP],
  ['办结，大家辛苦', GROUP],
  ['收到', DIGEST],
  ['收到', DIGEST_ALONE],
  ['收到', DIGEST_OF_TWO],
  ['收到', GROUP],
  ['收到，谢谢领导', GROUP],
  ['收到[强]', GROUP],
  ['大家早上好', GROUP],
  ['明天上午九点村委会开会', GROUP],
  ['下周入户要带登记表', GROUP],
  ['入户的时候带上表', GROUP],
  ['走访了三户，都挺好', GROUP],
  ['各村尽快入户', GROUP],
  ['属实，这天太热了', GROUP],
  ['谁去接孩子', GROUP],
  ['我接电话去了', GROUP],
  ['办结率要提上来', GROUP],
  ['退回来的材料在我这', GROUP],
  ['待办的事太多了', GROUP],
  ['@张三 接单 A1024', GROUP],
  ['@所有人 请各位尽快办结 A1024', GROUP],
  ['A1024谁去了吗？', GROUP],
  ['接单了吗？', GROUP],
  ['A1024 还没入户，明天去', GROUP],
  ['明天去王家看看', QUOTED],
  ['还没去看过', QUOTED],
  ['你去看过了没', QUOTED],
  ['这个请老李去他家看了再说', QUOTED],
  ['辛苦了', QUOTED],
  ['电话13800000000打不通', GROUP],
  ['今天去了王家看过了，房子好着呢', GROUP],
  ['粤A10245到了', GROUP],
  ['天气预报说有暴雨', DIRECT],
  ['帮助困难群众是我们的责任', GROUP],
  ['记录本放哪里了', GROUP],
  ['绑定手机号怎么弄', GROUP],
  ['', GROUP],
]

describe('the words of cadres', () => {
  it.each(TABLE)('%s', (text, around, expected) => {
    expect(readCadreWords(text, around)).toMatchObject(expected)
  })
  it.each(SILENT)('does nothing: %s', (text, around) => {
    expect(readCadreWords(text, around)).toMatchObject(nothing)
  })
  it('is no short table', () => expect(TABLE.length + SILENT.length).toBeGreaterThan(110))

  it('takes whatever is written without falling over', () => {
    for (const text of [
      '@',
      '@@@ @',
      'a'.repeat(10_000),
      '接单'.repeat(5_000),
      '\u0000\u2005',
      `${'A'.repeat(50)}1024`,
    ])
      expect(readCadreWords(text, DIRECT).kind).toBeTruthy()
  })
})
