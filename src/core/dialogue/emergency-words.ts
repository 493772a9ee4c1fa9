import { normalise } from '../understanding/normalise.ts'

/** Which numbers fit what he says. Several may: somebody hurt in a fire needs both. */
const LIFE =
  /不想活|活着没意思|没意思.*活|一了百了|自杀|轻生|寻死|想死|去死|跳楼|跳河|喝(?:了)?(?:农?药|百草枯|敌敌畏|除草剂)|上吊|割腕|撑不下去|活不下去/
const FIRE_OR_TRAPPED =
  /着火|起火|失火|火灾|大火|火[了势烧]|烧(?:起来|着了|房|到)|(?:房|屋|楼|山|棚|林).{0,3}烧|淹|洪|大水|水上来|水涨|涨水|进水|塌|埋|困|泥石流|滑坡|山体|煤气|触电|(?:房|屋|墙|树|杆|棚).{0,4}倒了|被压|压(?:在|住|着|到)|出不来/
/** Out of a well or the river somebody has to be pulled, and then he needs a doctor. */
const IN_WATER = /[掉跌落摔].{0,2}(?:井|坑|水|河|塘|沟|崖|池|江|湖)|落水|溺/
const IN_MACHINE = /(?:机器|机|皮带|齿轮).{0,4}[绞夹轧卷压]|[绞轧卷]进/
const BODY =
  /痛|疼|喘|晕|昏|血|中毒|百草枯|敌敌畏|除草剂|误[食喝吃]|吃.{0,4}药|生了|要生|难产|摔|断气|断了|心口|胸口|抽筋|抽搐|不省人事|没呼吸|没气|救护|伤|噎|卡住喉|烫|咬|触电|农药|[喝饮食服].{0,2}药|中风|脑梗|叫不醒|吐|发[高低]?烧|高烧|倒[在地下]|煤气/
const CRIME = /打人|打我|挨打|杀|抢|偷|家暴|打老婆|失踪|不见了|走丢|拐|刀|砍|绑|强奸|跟踪|骗|撞了人|撞人跑/
const CHILD = /孩子|小孩|娃|宝宝|细路|孙/

export const EMERGENCY_WORDS = {
  life: '您先别一个人扛，现在就打12356，那边有人听您说。',
  lifeOfOther: '请陪着他，别让他一个人。也可以打12356，问怎么劝。',
  near: '也请叫身边的人马上过来陪您。',
  rescue: '请马上打119，叫消防救援，人先到安全的地方。',
  ambulance: '请马上打120，叫救护车。',
  police: '请马上打110报警。',
  any: '请马上打电话：受伤生病打120，火灾被困打119，报警打110，想不开打12356。',
  hotline: '电话打不通，就打12345。',
  reported: '我已经把这件事报给干部了。',
  alreadyReported: '刚才已经报给干部了，您说的话也加上了。',
  later: '您先顾人，安全了再发“继续”，我们接着说。',
  placeTaken: (place: string) => `知道了，在${place}，已经告诉干部。`,
  placeWords: (place: string) => `地点：${place}`,
  wordsTaken: '您说的已经告诉干部了。',
  /** Where none of our cadres can go, the hotline finds who can. */
  farAway: '那里我们派不了人，请马上打12345，把地方告诉他们。',
  takeBack: '要收回这件事，就发“撤回”。',
}

const SELF = /我(?:真的?|也|都|就|实在|现在)*(?:不想活|想死|去死|活不下去|撑不下去|要跳|想跳|喝了?农?药|活着)/
const SOMEBODY =
  /老婆|老公|丈夫|男人|爸|妈|爷|奶|公公|婆婆|儿子|女儿|孩子|小孩|弟|妹|哥|姐|嫂|叔|伯|舅|邻居|隔壁|对门|老人|他|她|有人|朋友|同学|媳妇/

/** Who is hurt or trapped comes first; a voice to talk to stands last, for it also fits whoever calls for somebody else. */
export function emergencyNumbers(words: string, forOther: boolean): string[] {
  const text = normalise(words)
  const lines: string[] = []
  const other = !SELF.test(text) && (forOther || SOMEBODY.test(text))
  const inMachine = IN_MACHINE.test(text)
  if (FIRE_OR_TRAPPED.test(text) || IN_WATER.test(text)) lines.push(EMERGENCY_WORDS.rescue)
  if (BODY.test(text) || IN_WATER.test(text) || inMachine) lines.push(EMERGENCY_WORDS.ambulance)
  if (inMachine && !lines.includes(EMERGENCY_WORDS.rescue)) lines.push(EMERGENCY_WORDS.rescue)
  if (CRIME.test(text)) lines.push(EMERGENCY_WORDS.police)
  // A child that drank poison took it for something else.
  if (LIFE.test(text) && !(CHILD.test(text) && /[喝吃].{0,2}(?:药|百草枯|敌敌畏|除草剂)/.test(text)))
    lines.push(...(other ? [EMERGENCY_WORDS.lifeOfOther] : [EMERGENCY_WORDS.life, EMERGENCY_WORDS.near]))
  if (lines.length === 0) lines.push(EMERGENCY_WORDS.any)
  return [...lines, EMERGENCY_WORDS.hotline]
}
