/**
 * Pairs of a traditional form and its simplified one, the commonest in chat. One character always becomes one
 * character, so an offset into the normalised text is an offset into the message as it was sent.
 */
const TRADITIONAL =
  '萬万錢钱塊块億亿個个們们這这裡里裏里麼么沒没無无來来說说話话問问題题嗎吗為为過过還还會会對对時时間间後后從从開开關关門门' +
  '東东車车馬马鳥鸟魚鱼雞鸡鴨鸭豬猪貓猫龍龙風风飛飞電电話话雲云氣气湯汤燈灯燒烧熱热煙烟災灾樓楼橋桥樑梁牆墙壞坏塗涂場场' +
  '埋埋學学書书讀读寫写課课師师園园國国圖图圓圆歲岁歷历張张強强彈弹當当錄录復复徵征醫医藥药療疗癱瘫瘡疮癌癌腫肿腦脑臟脏' +
  '腸肠膽胆脫脱腳脚傷伤殘残養养餵喂餓饿飯饭飲饮館馆餘余貴贵買买賣卖賠赔賬账帳账債债貸贷費费資资賺赚質质賴赖贏赢輸输' +
  '負负財财貧贫貨货責责購购贈赠損损換换掛挂撐撑擔担據据擋挡擠挤揀拣搵揾報报執执掃扫戶户處处辦办務务動动勞劳勝胜勢势' +
  '單单廠厂廳厅廣广慶庆應应廢废廟庙農农鄉乡鎮镇縣县區区村村組组級级約约紅红紀纪純纯紙纸細细終终結结給给統统絕绝經经' +
  '綠绿維维網网緊紧線线練练縮缩總总績绩繳缴繼继續续織织聯联聲声聽听職职聰聪舊旧舉举興兴與与華华葉叶著着藍蓝蘭兰蟲虫' +
  '衛卫補补裝装複复襯衬見见規规視视親亲覺觉覽览觀观計计訂订訊讯討讨訓训記记許许訴诉診诊證证詐诈評评詞词試试詩诗該该' +
  '詳详認认語语誤误請请諒谅談谈調调論论諾诺謀谋謝谢識识護护變变讓让軍军軟软較较載载輕轻輛辆輪轮轉转農农連连進进運运' +
  '遠远遲迟遷迁選选遺遗邊边郵邮鄰邻醬酱釋释針针釣钓鋪铺銀银銅铜錯错鍋锅鎖锁鐘钟鐵铁長长陰阴陽阳陳陈隊队階阶際际險险' +
  '隨随隱隐雖虽雙双離离難难雜杂靈灵靜静頂顶項项順顺須须預预領领頭头頻频顆颗額额願愿類类顧顾顯显騎骑騙骗驗验驚惊體体' +
  '髮发發发鬧闹鬆松鮮鲜鹹咸麥麦黃黄點点齊齐齒齿係系兒儿兩两凍冻減减劃划劑剂匯汇協协卻却參参嘆叹嚇吓嚴严團团坎坎墊垫' +
  '夠够夢梦夥伙奪夺婦妇孫孙寧宁實实寶宝將将專专尋寻導导屍尸屬属嶺岭幣币幹干幾几庫库彎弯徑径愛爱態态慘惨慣惯憂忧憑凭' +
  '戰战戲戏拋抛挾挟攔拦敗败敵敌數数斷断曆历條条棄弃棟栋楊杨業业極极構构樣样標标樹树機机檢检欄栏欠欠歡欢殺杀殼壳毀毁' +
  '氈毡決决況况洩泄涼凉淚泪淨净淪沦淺浅測测渾浑滅灭滯滞滿满漁渔漲涨漸渐潰溃澆浇濁浊濕湿灣湾爐炉爛烂爭争爺爷牽牵狀状' +
  '獨独獲获現现瑪玛產产畝亩畢毕異异痠酸盜盗盡尽監监盤盘眾众睏困礦矿碼码確确禮礼種种稅税穀谷穩稳窮穷竈灶競竞筆笔節节' +
  '範范築筑簡简簽签籃篮籤签糧粮糾纠納纳紛纷罰罚罷罢羅罗習习聾聋腎肾膠胶膚肤臉脸臨临艱艰蘋苹虧亏蝦虾衝冲裂裂襲袭' +
  '貪贪趕赶趙赵跡迹踐践躍跃輔辅辭辞達达違违適适鄭郑釀酿鈔钞鋼钢鏈链閉闭閒闲闆板雇雇頓顿飄飘餅饼駕驾鬥斗' +
  '壹一贰二貳二叁三肆四伍五陆六陸六柒七捌八玖九拾十佰百仟千〇零'

const MAP = new Map<string, string>()
for (let i = 0; i + 1 < TRADITIONAL.length; i += 2) {
  const from = TRADITIONAL[i] as string
  if (!MAP.has(from)) MAP.set(from, TRADITIONAL[i + 1] as string)
}

/** Marks that people type in many widths and that the readers want in one. */
const MARKS: Record<string, string> = { '　': ' ', ' ': ' ', '。': '。', '．': '.', '－': '-', '—': '-', '–': '-' }

function normaliseUnit(unit: string): string {
  const code = unit.charCodeAt(0)
  if (code < 0x20 || code === 0x7f) return unit === '\n' ? '\n' : ' '
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? unit.toLowerCase() : unit
  const mark = MARKS[unit]
  if (mark !== undefined) return mark
  // Full-width ASCII (FF01–FF5E) is ASCII shifted by FEE0.
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase()
  return MAP.get(unit) ?? unit
}

/**
 * One writing for the many ways of writing: half-width, lower-case, simplified, control characters as spaces.
 * Dialect words stay (冇 is a cue of its own). The result has the same UTF-16 length as `text`, character for character.
 */
export function normalise(text: string): string {
  let out = ''
  for (let i = 0; i < text.length; i++) out += normaliseUnit(text.charAt(i))
  return out
}
