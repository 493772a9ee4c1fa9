import type { Entry } from '../../../src/core/card/card-index.ts'

/** Invented entries of a village's notice board. */
export const VILLAGE: readonly Entry[] = [
  {
    id: 'social-aid',
    title: '最低生活保障',
    passages: ['家庭人均收入低于当地最低生活保障标准的，可以申请最低生活保障。', '向镇人民政府申请，镇里入户调查。'],
    phrasings: ['收入太低能不能吃低保', '最低生活保障怎么申请'],
  },
  {
    id: 'medical-aid',
    title: '医疗救助',
    passages: ['住院费用经医疗保险报销后，自己负担仍然重的，可以申请医疗救助。', '带出院小结和费用清单到医保窗口。'],
    phrasings: ['看病花了好多钱有没有救助', '住院报销完还剩很多怎么办'],
  },
  {
    id: 'unsafe-housing',
    title: '农村危房改造',
    passages: ['住房经鉴定为危房的，可以申请危房改造补助。', '拍照报给村委会，由镇里派人鉴定。'],
    phrasings: ['房子漏雨墙裂了', '危房改造补多少钱'],
  },
  {
    id: 'job-training',
    title: '免费技能培训',
    passages: ['县里每年开电工班、厨师班，不收学费。', '到镇人社所报名，考到证书有补贴。'],
    phrasings: ['想学电工去哪里报名', '培训要不要交钱'],
  },
  {
    id: 'micro-credit',
    title: '脱贫人口小额信贷',
    passages: ['脱贫户发展生产可以申请小额信贷，财政贴息。', '到村委会填申请表，银行上门调查。'],
    phrasings: ['养猪没本钱能贷款吗', '小额信贷要不要利息'],
  },
]
