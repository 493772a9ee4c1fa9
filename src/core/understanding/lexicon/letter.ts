/**
 * What a long letter to the authorities has to say before one household's difficulty is believed in it. Letters name
 * illness, low pay and lost jobs in passing while they complain of car parks, fees and firms.
 */
export const LETTER_WORDS = {
  letter_income:
    '生活来源 经济来源 靠什么生活 靠什么活 怎么生活 没赚钱 没有收入 无收入 没收入 毫无收入 维持生计 维持生活 吃饭都 吃不饱 揭不开锅 吃不上饭 没饭吃 申请低保 申请的低保 申请吃低保 申请底保 吃低保 吃政府低保 吃底保 拿低保 拿到低保 办低保 享受低保 享受国家低保 享受最低生活 低保停 停了低保 停发低保 低保取消 取消低保 取消了低保 取消我低保 取消我家低保 不再享受 低保户 最低生活保障 纳入扶贫 纳入贫困 评贫困户 评上贫困 不是贫困户 没有评上 没评上 扶贫对象 没钱治病 没钱看病 无钱治病 无钱医 家徒四壁 一贫如洗 没有任何收入 没有劳动力 无劳动力 无劳动能力 没有劳动能力 丧失劳动能力 失去劳动能力 失去了劳动能力 不能劳动 无法劳动',
  /** Spending on illness that weighs. */
  letter_burden:
    '花了 花费 花去 花光 用去 用了 借遍 借了 借钱 借债 欠 债 无力 负担 承担 压力 没钱 无钱 困难 贫困 贫穷 捉襟见肘 雪上加霜 拒绝支付 不肯 不赔 拒不 高额 昂贵 巨大 沉重 较高 太高 费用高 治不起 看不起 治病 透析 化疗 积蓄 砸锅卖铁 倾家荡产 低保 劳动能力 生活来源 丧失劳动 卧床 瘫痪 救助 援助 求助 无法就读 生活自理 照顾 护理',
  letter_patient:
    '我 本人 俺 父亲 母亲 爸 妈 妻子 爱人 老婆 丈夫 老公 儿子 女儿 爷爷 奶奶 家人 家属 孩子 小孩 宝宝 弟弟 妹妹 哥哥 姐姐 患者 老人 岳父 岳母 公公 婆婆',
  /** What struck house, crops or goods; accidents at work and on the road are told as illness there. */
  letter_disaster:
    '洪灾 洪水 水灾 火灾 台风 冰雹 泥石流 山洪 地震 旱灾 雪灾 涝灾 受灾 遭灾 灾后 雷击 龙卷风 暴雨 大雨 被水淹 大火 烧毁 失火 内涝',
  letter_dismissed: '辞退 解聘 解雇 开除 裁员 被裁 不用去上班 不用来上班 下岗 失业 丢了工作 失去工作 没了工作',
  letter_hardship:
    '生活压力 压力 生活困难 生活困境 困难 养家 抚养 房贷 没有收入 没收入 无收入 没有生活 负担 养活 还贷 上有老 贫困 低保',
  /** Houses that were bought or are managed: their faults are the seller's matter. */
  letter_bought:
    '开发商 施工方 施工队 交房 物业 小区 业主 装修 楼盘 合同 二手房 商品房 安置小区 高层 电梯 豆腐渣 维修基金 房产证',
  letter_drinking:
    '饮水 饮用 喝水 吃水 食用水 喝的水 吃的水 井水 井里没水 挑水 担水 自来水 用水困难 用水难 没水用 没水喝 没水吃 生活用水 山泉',
  letter_wages: '工资 工钱 薪 民工 农民工 工程款 劳务费 工人 劳动报酬 打工 做工 干活 材料款 血汗',
  letter_refund: '退费 退款 退钱 学费 会员 会所 充值 预付 押金 定金 培训 健身 课程 购买',
} as const
