/** Which numbers fit what he says. Several may: somebody hurt in a fire needs both. */
const LIFE =
  /不想活|活着没意思|没意思.*活|一了百了|自杀|轻生|寻死|想死|去死|跳楼|跳河|喝(?:了)?(?:农)?药|上吊|割腕|撑不下去|活不下去/
const FIRE_OR_TRAPPED = /火|烧|淹|洪|大水|水上来|水涨|塌|埋|困|泥石流|滑坡|山体|掉进|落水|煤气|触电|倒了|被压/
const BODY =
  /痛|疼|喘|晕|昏|血|中毒|生了|要生|难产|摔|断气|心口|胸口|抽筋|抽搐|不省人事|没呼吸|救护|伤|噎|烫|咬|触电|农药|喝.{0,2}药|中风|叫不醒|吐/
const CRIME = /打人|打我|挨打|杀|抢|偷|家暴|打老婆|失踪|不见了|走丢|拐|刀|砍|绑|强奸|跟踪|骗/

export const EMERGENCY_WORDS = {
  life: '您先别一个人扛，现在就打12356，那边有人听您说。',
  lifeOfOther: '请陪着他，别让他一个人。也可以打12356，问怎么劝。',
  near: '也请叫身边的人马上过来陪您。',
  rescue: '请马上打119，叫消防救援，人先到安全的地方。',
  ambulance: '请马上打120，叫救护车。',
  police: '请马上打110报警。',
  any: '请马上打电话：受伤生病打120，火灾被困打119，报警打110。',
  hotline: '电话打不通，就打12345。',
  reported: '我已经把这件事报给干部了。',
  alreadyReported: '刚才已经报给干部了，您说的话也加上了。',
  later: '您先顾人，安全了再发“继续”，我们接着说。',
  placeTaken: (place: string) => `知道了，在${place}，已经告诉干部。`,
  placeWords: (place: string) => `地点：${place}`,
  wordsTaken: '您说的已经告诉干部了。',
}

const SELF = /我(?:真的?|也|都|就|实在|现在)*(?:不想活|想死|去死|活不下去|撑不下去|要跳|想跳|喝了?农?药|活着)/
const SOMEBODY =
  /老婆|老公|丈夫|男人|爸|妈|爷|奶|公公|婆婆|儿子|女儿|孩子|小孩|弟|妹|哥|姐|嫂|叔|伯|舅|邻居|隔壁|对门|老人|他|她|有人|朋友|同学|媳妇/

/** Who is hurt or trapped comes first; a voice to talk to stands last, for it also fits whoever calls for somebody else. */
export function emergencyNumbers(text: string, forOther: boolean): string[] {
  const lines: string[] = []
  const other = !SELF.test(text) && (forOther || SOMEBODY.test(text))
  if (FIRE_OR_TRAPPED.test(text)) lines.push(EMERGENCY_WORDS.rescue)
  if (BODY.test(text)) lines.push(EMERGENCY_WORDS.ambulance)
  if (CRIME.test(text)) lines.push(EMERGENCY_WORDS.police)
  if (LIFE.test(text))
    lines.push(...(other ? [EMERGENCY_WORDS.lifeOfOther] : [EMERGENCY_WORDS.life, EMERGENCY_WORDS.near]))
  if (lines.length === 0) lines.push(EMERGENCY_WORDS.any)
  return [...lines, EMERGENCY_WORDS.hotline]
}
