/** What stands on the buttons. A tap sends the label as text, so each label is also understood when typed. */
export const LABEL = {
  agree: '同意',
  refuse: '不同意',
  submit: '确认提交',
  change: '要改',
  withdraw: '确认撤回',
  keep: '不撤回',
  drop: '不报了',
  goOn: '继续报',
  own: '我自己家',
  other: '帮别人家报',
  skip: '跳过',
  rather_not: '不想说',
  no_phone: '没有电话',
  unclear: '记不清',
  unknown_sum: '还说不清',
  unsure: '说不清',
  no_name: '不知道名字',
  no: '不是',
  aware: '知道',
  unaware: '还不知道',
  self: '我自己',
  this_draft: '这次没报完的',
  back: '返回',
  restart: '从头来',
  stop: '先停一下',
  resume: '继续',
  progress: '查进度',
  person: '找干部',
  help: '怎么用',
  report: '我家有难处',
  more: '还有',
  other_village: '换一个村',
  other_town: '别的镇',
  hand_up: '交给上一级',
  not_now: '先不用',
  troubles: '看看有哪些',
  other_trouble: '其他困难',
  no_change: '照原来的',
  report_other: '帮那一家报',
  report_no_other: '不用报',
  no_publicity: '不收政策宣传',
  publicity_again: '重新接收宣传',
} as const

/** Said as whole messages to a question, besides the labels. */
const PARTICLES = '[的了吧啊呀呢哦啦嘛嘞滴咧头]*[，,。.！!\\s]*'
const SAYS_YES = `(?:(?:都|全)?(?:我?同意|好|行|可以|对|是|没有?错|冇错|嗯|要得|中|得|啱|系|确认|确定|提交|没问题|冇问题|就?是?这样子?|正确|无误|不用改|没有?要改)${PARTICLES})`
const SAYS_SUBMIT = `(?:(?:你|您|请|快|那|就|帮我|给我|替我|麻烦|这样|直接)*(?:确认|上)?(?:报|提交|交|递|送)(?:上去|上|过去)?(?:给村?干部)?${PARTICLES})`
const SAYS_WITHDRAW = `(?:(?:我要|就|还是)*撤[回销掉]?${PARTICLES})`
const SAYS_DROP = `(?:(?:我|就|先|那)*(?:不想?报|不用报|别报|不想?说|不讲|算|取消)${PARTICLES})`
/** Longer messages tell something. The bound also keeps the patterns, whose pieces may repeat, from taking long. */
const LONGEST = 24

function wholly(...pieces: string[]): { test: (text: string) => boolean } {
  const pattern = new RegExp(`^(?:${pieces.join('|')})+$`)
  return { test: (text) => text.length <= LONGEST && pattern.test(text) }
}

export const YES = wholly(SAYS_YES)
/** 对，报上去 · 报吧: a yes to what was read back. */
export const SUBMIT = wholly(SAYS_YES, SAYS_SUBMIT)
/** 撤回吧 · 是的，撤回: a yes where a withdrawal is to be confirmed. */
export const WITHDRAW = wholly(SAYS_YES, SAYS_WITHDRAW)
/** 不报了 · 对，算了: a yes where dropping the report is to be confirmed. */
export const DROP = wholly(SAYS_YES, SAYS_DROP)
/** 还是不撤了 · 先留着: a no to withdrawing or dropping. */
export const KEEP = wholly(
  `(?:(?:还是|先|那|就|我)*(?:不撤|不要撤|别撤)[回销掉]?${PARTICLES})`,
  `(?:(?:还是|先|那|就|我|要)*(?:留着|留|接着报|继续报?|照常办?|照办)${PARTICLES})`,
)
/** 还是报吧 · 算了，还是说吧: thinks better of it and goes on. */
export const AFTER_ALL =
  /^(?:那|唉|哎|嗯|我|算了|不)*[，,\s]*(?:我|那)*还是(?:说|讲|报|填|写|继续)(?:一下|一说|一报|上去|清楚)?[了吧啊呀嘛咯]*[。！!]*$/
/** 谢谢 · 好的，收到 · 那我等着 · 辛苦你们了: takes note and wants nothing. */
export const NOTED = wholly(
  `(?:(?:那|就|我们?|先|再|太|真|非常|十分|很)*(?:${[
    '(?:多谢|谢|感谢|唔该晒?|辛苦|麻烦)(?:你们?|您|干部|大家|政府)?',
    '(?:你们?|您|干部|大家)辛苦',
    '好|行|嗯|哦|噢|收到|知道|晓得|明白|了解|可以|没事|不急|慢慢来|放心|ok|OK|Ok',
    '等着?(?:干部|村干部|你们|您|消息|通知|电话|人)?(?:来|上门|联系)?',
  ].join('|')})[的了吧啊呀呢哦啦嘛嘞滴咧哈哟晒]*[，,。.！!~～\\s]*)`,
)
export const NO = /^(?:我?不同意|不行|不可以|不对|不是|不要|不用|不愿意|算了|拒绝|错了|有错)[了吧啊呀。！!]*$/
export const SKIP =
  /^(?:跳过|不想说|不方便说?|不愿意?说|不想留|不留了?|不用打(?:电话)?|保密|不说了?|没有电话|没电话|没有手机|没手机|没有|无|冇|冇得|记不清了?|不记得了?|忘了|还?说不清|不清楚|不知道|不晓得|不好说)[。！!]*$/
/** 先不说 · 这个不方便讲 · 下一个: passes over the question that is open, where that may stay open. With 了 it ends the talk: 先不说了. */
export const PASSES =
  /^(?:这个|这一?[项条题点]|那个|我|我们|就|先|暂时|还是|都|也|嘛|哎|唉|[，,\s])*(?:(?:不|唔)(?:想|愿意?|方便|好|便)?(?:说|讲|告诉|透露|填|写|答|回答|提)(?:给?你们?)?(?:这个|这[项条题点]|那个)?|跳过(?:这个|这[项条题点])?|下一[个题项条步]|过)[吧啊呀嘛呢咯啦]*[。！!]*$/
/** 别问了 · 问这么多干嘛 · 就这些: of all that is still open he will say nothing more. */
export const HURRIES =
  /^(?:你们?|怎么|好|唉|哎|行|我|就|[，,\s])*(?:(?:别|不要|莫|唔好|不用)(?:再|老)?问(?:了|这么多|那么多|咯|啦)?|问(?:这么|那么|咁|恁)多(?:干嘛|干什么|做什么|做乜|搞什么)?|就(?:这些|这样)(?:报|了|吧|报上去)*|直接报(?:上去)?|快点报(?:上去)?)[了吧啊呀嘛]*[。！!]*$/
/** Nothing that can be used, but an honest answer: 我也不知道花了多少. */
export const KNOWS_NOT =
  /不知道|不晓得|唔知|不清楚|说不[清准好出]|讲不清|记不[清得住]|不记得|忘了|算不[清出来]|没算过|没数过|不好说|不想说|不方便/
export const NO_PHONE =
  /(?:没有?得?|冇|无|莫得|木得|么得)(?:个|过)?(?:手机|电话|号码)|(?:别|不要|莫|唔好)(?:再)?(?:给我)?打(?:我)?(?:的)?(?:电话|手机)/
