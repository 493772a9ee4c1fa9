import type { PrivacyNotice } from './conversation.ts'

/** A change of the text needs a new version: everybody is then asked again. */
export const PRIVACY_NOTICE: PrivacyNotice = {
  version: '1',
  text: [
    '您报的情况要交给村干部，所以先请您同意。',
    '我们会记下：户主名字、村、家里的难处、人数、收入和电话。',
    '只用来核实情况和安排帮扶，只给管这件事的干部看。',
    '收入和电话可以不说，报了以后也可以撤回。',
    '不同意也不要紧，您可以直接去找村委会。',
  ].join('\n'),
}

/** Where a language model helps to read, people are told so. */
export const PRIVACY_NOTICE_WITH_MODEL: PrivacyNotice = {
  version: `${PRIVACY_NOTICE.version}-model`,
  text: `${PRIVACY_NOTICE.text}\n有的话系统看不懂，会遮住号码，再请智能软件帮着看。`,
}
