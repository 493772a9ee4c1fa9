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
  back: '返回',
  restart: '从头来',
  stop: '先停一下',
  resume: '继续',
  progress: '查进度',
  person: '找干部',
  help: '怎么用',
  report: '我家有难处',
} as const

/** Said as whole messages to a question, besides the labels. */
export const YES =
  /^(?:我?同意|好的?|行|可以|对的?|是的?|没错|嗯+|要得|中|确认|确定|提交|没问题|就这样)[了吧啊呀。！!]*$/
export const NO = /^(?:我?不同意|不行|不可以|不对|不是|不要|不用|不愿意|算了|拒绝|错了|有错)[了吧啊呀。！!]*$/
export const SKIP =
  /^(?:跳过|不想说|不方便说?|不愿意?说|不想留|不留了?|不用打(?:电话)?|保密|不说了?|没有电话|没电话|没有手机|没手机|没有|无|记不清了?|不记得了?|忘了|还?说不清|不清楚|不知道|不晓得|不好说)[。！!]*$/
