/** What is deleted on a resident's wish, and what papers and records have to keep, each in a plain sentence. */
export const ERASURE_WORDS = {
  said: '删除我的资料',
  done: '好，能删的都删了。以后有难处，随时再说。',
  deleted: [
    '聊天里说过的话',
    '没有用在申报里的照片和录音',
    '没有用在申报里的电话、身份证号和村名',
    '您对隐私说明的同意',
  ],
  keeps: {
    reports: '办过的申报和里面留的电话要留底，县里要查得到是怎么办的。',
    register: (number: string) => `${number}正在监测帮扶，记录要留到监测结束。`,
    household: '村里的台账是政府的记录，要改请找村干部。',
    audit: '谁看过您的资料，这个记录不能删。',
  },
  speaking: '干部正在和您说话，说完再删。',
} as const
