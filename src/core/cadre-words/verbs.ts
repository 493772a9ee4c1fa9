import type { Finding, Outcome } from '../../contract/lead.ts'

/** Behind a command its words end, or its lead is named: 我接孩子去了 and 结案表 go on, and are none. */
const END = String.raw`(?=$|[\s,，。.:：;；、!！~\[【(#]|这条|a\d|\d{4}|编号|线索)`
const starts = (verbs: string) => new RegExp(`^(?:${verbs})${END}`)

/** What a command begins with. All of it is matched at the beginning of normalised words. */
export const VERBS = {
  claim: starts('(?:我来|我)?(?:接单|接案|接手|认领|领单|抢单)(?:了|啦)?|我接了?|我来办|我来接'),
  /** Only of a lead that he names or answers: said alone it may mean anything. */
  takesOn: starts('我来(?:处理|跟进)?'),
  received: starts('(?:好的?|嗯+|ok)?收到(?:了|啦)?'),
  visit:
    /^(?:今天|今早|上午|下午|昨天|刚刚|刚才|刚)?(?:已经|已)?(?:去)?(?:入户|上门|走访|家访)(?:走访|看望|查看|看|了解|核实|情况)?(?:过了|完了|了|过|完)?/,
  verify:
    /^(?:已经?|经)?(?:核实|核查|查实)?(?:了|过)?[,，:：\s]*(?:a\s?\d{4,9}[,，:：\s]*)?(?:情况|反映)?(?<finding>不属实|不符合|不真实|属实|无误|联系不上|找不到人|电话打不通)/,
  photo: starts('(?:这张|这些|刚才的|刚发的)?(?:照片|相片|图片|录音)'),
  note: /^(?:备注|记一下|记一笔|记录一下)(?:一下)?/,
  transfer: /^(?:转办|转给|转派|转交给|移交给|改派)(?:给)?/,
  return: /^(?:退回|退单|打回)(?![来去的])(?:上级|镇里|村里)?/,
  close: new RegExp(
    `^(?:(?:办结|结案|销号|办完|已办结|可以办结)(?:了|啦)?)(?:${END}|(?=给|已|不|转|联系|补助|情况|帮|问题|都|修|解决))`,
  ),
} as const

export const WHOLE = {
  /** Among people who talk to each other, without a lead named. */
  claim: /^(?:我来|我)?接单(?:了|啦)?$/,
  list: /^(?:请)?(?:查看|查一下|查|看看|看)?(?:我的?)?(?:待办|任务|线索清单|待办清单|到期|超期|快到期|待办事项)(?:的)?(?:清单|列表|事项|线索|任务)?(?:有哪些|有什么)?$/,
  help: /^(?:帮助|help|怎么用|使用说明|怎么操作|指令|命令|菜单)$/,
  /** Beside a number: he wants to see it. */
  show: /^(?:请)?(?:查询?|查一下|看看?|看一下|打开|进度|情况|详情|什么情况|怎么样了?|到哪一步了?)?(?:进度|情况|详情)?$/,
  bind: /^绑定(?:微信|企业微信|账号|码)?[:：\s]*(?<code>[\d\s-]*)$/,
  unbind: /^(?:我要|请)?(?:(?:解除|取消|撤销)绑定|解绑)(?:微信|企业微信|账号)?$/,
  register:
    /^登记(?:为|成)?(?:本|这个|这|该)?(?<publicity>宣传)?群(?:为|到|给|是)?[:：\s]*(?<place>[\p{L}\d]{2,30})?$/u,
  remove: /^(?:取消|注销|撤销)登记(?:本群|这个群)?$/,
} as const

export const FINDINGS: Record<string, Finding> = {
  属实: 'true',
  无误: 'true',
  不属实: 'not_true',
  不符合: 'not_true',
  不真实: 'not_true',
  联系不上: 'cannot_reach',
  找不到人: 'cannot_reach',
  电话打不通: 'cannot_reach',
}

/** How a matter ended, by the first that his words show. What was not achieved shows nothing. */
const OUTCOMES: [Outcome, RegExp][] = [
  ['not_true', /不属实|不符合|不真实/],
  ['cannot_reach', /联系不上|找不到人|打不通/],
  ['not_needed', /不需要|不用帮|无需|不用管|自己解决|自行解决/],
  [
    'passed_on',
    /(?:转|移交|推送|报).{0,8}(?:部门|局|民政|住建|医保|教育|水利|水务|人社|残联|卫健|卫生院|农业|乡村振兴|镇里|镇政府|县里)/,
  ],
  ['helped', /帮扶|帮助|解决|修好|救助|办好|落实|补助|补贴|到位|安排|介绍了|帮.{0,6}(?:办|申请|联系|找)/],
]
const NOT_ACHIEVED =
  /(?:没有?|未|不能|无法|还没|不给|拒绝|不愿意?|不肯|不想|不)(?:能|得到|被|给|要|接受)*(?:帮扶|帮助|解决|落实|到位|修好|办好|安排|补助|补贴|救助)/

export function outcomeOf(words: string): Outcome | null {
  if (NOT_ACHIEVED.test(words)) return null
  return OUTCOMES.find(([, pattern]) => pattern.test(words))?.[0] ?? null
}

/** 吃了没: asked of others, or of us; nothing that was done. */
export const QUESTION = /[?？]\s*$|(?:吗|呢|没有|么|嘛|了没|没|是否.*|能不能.*|要不要.*|谁.{0,8})[。.!！~\s]*$/

/** He will, he did not, or another one should. */
const NOT_YET =
  /明天|明早|后天|下周|改天|准备|打算|要去|计划|等下|等会|待会|一会|再去|没去|还没|没有?(?:去|看|入户|走访|上门|见|在家)|不去|不用去|请|麻烦|你们?|您|^(?:他们|她们|别人|人家)|谁|应该|尽快|记得|通知|要求|各村|大家/
const WAS_THERE =
  /(?:去|到|上)(?:了|过).{0,12}(?:家|户|门|屋)|(?:去|到).{0,10}(?:家|户|屋).{0,4}(?:看|查|问|了解|走)|(?:看|查看|走访|上门|入户|家访|了解|问|见|核实)(?:过|了|完|到了)/

/** Free words that say that he was there. */
export function saysWasThere(words: string): boolean {
  return WAS_THERE.test(words) && !NOT_YET.test(words)
}
