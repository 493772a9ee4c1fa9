/** Family names that cover nearly everybody; the first of a name must be one of them unless we ask a second time. */
const FAMILY_NAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由赖丘池'

const LEAD_IN =
  /^(?:我家|我们家|他家|她家|那家|我(?=是|叫))?的?(?:户主|当家的|名字|姓名)?(?:的?(?:名字|姓名))?(?:是|叫做?|就是|写的是|姓名|改成|应该是|：|:)*(?:我?叫)?/
const KIN_WORDS =
  '老公公|家公|家婆|公公|婆婆|老公|老婆|媳妇|丈夫|妻子|男人|女人|爱人|老爸|老妈|爸爸?|妈妈?|父亲|母亲|爹|娘|爷爷|奶奶|外公|外婆|阿公|阿婆|大伯|叔叔?|舅舅?|岳父|岳母|儿子|女儿|大哥|哥哥?|弟弟?|姐姐?|老头子?|老伴|老汉|堂客|屋里人'
const SAID_OF_HEAD = /(?:(?:户主|名字|姓名)(?:叫|是|改成|应该是|为|：|:)+|他叫|她叫)([一-龥·]{2,8})/
const SAID = /(?:我叫|(?:户主|名字|姓名)(?:叫|是|改成|应该是|为|：|:)+|他叫|她叫)([一-龥·]{2,8})/
/** 户主是我公公李大山 · 户主是公公，叫李大山 */
const HEAD = new RegExp(
  `户主(?:的?名字)?(?:叫|是|写的是|改成|应该是|为|：|:)*(?:我们?|他|她)?(?:家|屋里)?的?(?:${KIN_WORDS})?(?:[，,\\s]*(?:名字)?(?:叫|是))*[，,\\s]*([一-龥·]{2,8})`,
)
const NO_NAME =
  /^(?:不知|不晓|不想|不清|不说|没有|没了|我是|我的|我家|他们|你们|我们|这个|那个|什么|干嘛|为什么|怎么|随便|自己|老公|老婆|爸爸|妈妈|婆婆|公公|返回|继续|谢谢|你好|您好|在吗|可以|不行|不对|不是|村里|干部|邻居)/
/** A name ends where the sentence goes on: 我叫王秀英住连溪村. */
const GOES_ON = /(?:住在?|家在|是|的|在|家里|，|户主|电话|今年|这边|我家).*$/

/** 你猜 · 听不懂 · 不知道: whole answers that name nobody. */
export function isNoName(text: string): boolean {
  return /^(?:我|你|我也|真)*(?:猜|听不懂|看不懂|不懂|没听懂|随便|不告诉你?|保密|不知道?|不晓得|唔知|不清楚|忘了|不记得|不想说|无名|没名字)(?:猜|看|啊|呀|呢|咯|嘛|吧|了|的|你)*[？?。！!]*$/.test(
    text.trim(),
  )
}

/** Whole answers to something else: when, how much, a word that is tapped, what is wrong at home. */
const OTHER_ANSWER = new RegExp(
  `^(?:${[
    '[去今前上]年|[昨前今明后]天|半年|半个.*|这几.*|上个.*|下个.*|早上|晚上|上午|下午|刚才|最近',
    '[一二两三四五六七八九十百千半]+(?:多|来)?(?:年|月|天|日|号|万|千|百|元|块|口|人|口人)(?:多|人)?',
    '同意|提交|确认|确定|收到|明白|跳过|退订|对头|微笑|语音|照片|图片|位置|等下|等等|晚点|稍等|马上|申报|上报',
    '医保|低保|社保|补助|补贴|帮忙|帮助|人工|转人工|查进度',
    '看病|住院|生病|手术|失业|台风|洪水|火灾|漏雨|漏水|修房子|房子.',
  ].join('|')})$|(?:以上|以下|左右)$|^收入|[记说讲搞弄听]不|[个几唔冇嘢]`,
)

/** None of these stands in a Chinese name. */
const NEVER_IN_NAMES = /[没啥吗呢吧嘛么谁哪猜啊哦呀您你我他她的了]|^不|不懂|知道|晓得/

/** 连溪村: as good as never a person, and 连 is a family name. */
const PLACE_ENDING = /.(?:村|村委会?|居委会?|社区|街道)$|.{2}[镇乡]$/

export function isName(text: string, secondTry: boolean): boolean {
  if (
    !/^[一-龥]{2,4}$|^[一-龥]{1,6}·[一-龥]{1,8}$/.test(text) ||
    NO_NAME.test(text) ||
    PLACE_ENDING.test(text) ||
    OTHER_ANSWER.test(text) ||
    NEVER_IN_NAMES.test(text) ||
    /^(.)\1\1/.test(text) ||
    isNoName(text)
  )
    return false
  return secondTry || text.includes('·') || FAMILY_NAMES.includes(text.charAt(0)) || /^[老阿小]./.test(text)
}

const KIN = new RegExp(`^(?:我|他|她)?家?(?:${KIN_WORDS})`)
const HEAD_IS_KIN = new RegExp(`户主(?:就?是)?(?:我|他|她)?家?的?(?:${KIN_WORDS})`)
const KIN_ALONE = new RegExp(`^(?:户主)?(?:就?是)?(?:我们?|他|她)?家?的?(?:${KIN_WORDS})[啊呀咯的。！!]*$`)

/** 我老公, without his name. */
export function isKinAlone(text: string): boolean {
  return KIN_ALONE.test(text.trim())
}

const WRITE = /^(?:就)?写/

/** 户主是我老公，叫李大山 · 我老公王大山: the name stands at the end, after who it is. */
function nameBehindKin(text: string): string | null {
  const last =
    text
      .split(/[，,。\s]/)
      .filter((part) => part !== '')
      .at(-1) ?? ''
  const bare = last
    .replace(LEAD_IN, '')
    .replace(KIN, '')
    .replace(/^(?:叫|是)+/, '')
  return bare !== last && isName(bare, false) ? bare : null
}

/** The whole message is the name, perhaps with 叫 or 户主是 before it. */
export function nameAnswered(text: string, secondTry: boolean): string | null {
  const head = headSaid(text)
  if (head !== null || HEAD_IS_KIN.test(text)) return head
  const bare = text.replace(WRITE, '').replace(/[\s。，,.！!啊吧呢哦呀]+$|\s/g, '')
  for (const candidate of [bare, bare.replace(LEAD_IN, ''), bare.replace(LEAD_IN, '').replace(GOES_ON, '')])
    if (isName(candidate, secondTry)) return candidate
  return nameSaid(text, true) ?? nameBehindKin(text) ?? nameBeside(text)
}

/** 刘桂花，我就是户主: a name beside words about who it is. */
function nameBeside(text: string): string | null {
  if (!/户主|本人|我/.test(text) || text.length > 16) return null
  const parts = text.split(/[，,。\s]/).map((part) => part.replace(LEAD_IN, ''))
  return parts.find((part) => part.length <= 3 && isName(part, false)) ?? null
}

/** A name given in passing: 户主是王大山; for his own household also 我叫王秀英. */
export function nameSaid(text: string, own: boolean): string | null {
  const head = headSaid(text)
  // 我叫王秀英，户主是我公公: she is not the head, and he is not named.
  if (head !== null || HEAD_IS_KIN.test(text)) return head
  const found = (own ? SAID : SAID_OF_HEAD).exec(text)?.[1]?.replace(GOES_ON, '')
  return found !== undefined && isName(found, false) ? found : null
}

function headSaid(text: string): string | null {
  const found = HEAD.exec(text)?.[1]?.replace(GOES_ON, '')
  return found !== undefined && isName(found, false) ? found : null
}
