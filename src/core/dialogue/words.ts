import type { Forms } from './forms.ts'

/** Everything that is said besides the questions of the report. Short sentences, everyday words, one 您 at a time. */

/** Whom to turn to and where. Without a name we say where somebody is on duty. */
export function personWords(dutyCadre: string | null): string {
  if (dutyCadre === null) return '您可以去村委会找值班的村干部，也可以打12345。'
  const where = dutyCadre.includes('村干部') ? '去村委会' : dutyCadre.includes('乡镇') ? '去镇政府' : ''
  return `您可以${where}找${dutyCadre}，也可以打12345。`
}

export const CONDOLENCE_WORDS = '听到这个，我们也很难过，请您保重。'

export const ABOUT_US_WORDS = {
  privacy: '您说的，只给管这件事的干部看。',
  purpose: '只用来核实情况和安排帮扶。',
  free: '在这里报难处不要钱。',
  head: '户主就是户口本第一页上写的那个人。',
  machine: '我是电脑程序，帮您把难处记下来，交给干部。',
  person: '想找真人，就发“找干部”。',
  who: '我是“明白”，帮您把难处报给村干部。',
  nextInReport: '您把下面的说完，我就报给村干部。',
  nextAfter: '您报的事已经交给干部，干部会来找您。',
  seeProgress: '发“查进度”，就能看办到哪一步。',
}

export const GREETING_WORDS = {
  welcome: (county: string) => `您好，这里是${county}的“明白”，帮您把难处报给村干部。`,
  how: '家里有难处，用平常话说就行，也可以发照片。',
  example: '比如：“我妈住院，自己掏了三万多”。',
  smalltalk: '您好，我在的。',
  ask: '您问，我听着。',
  thanks: '不客气，应该的。',
  anyTime: '有事随时说。',
  invite: '家里有难处，直接说就行。',
}

export const HELP_WORDS = [
  '家里有难处，用平常话说，我来记，干部来办。',
  '发“查进度”，看报的事办到哪一步。',
  '发“补充”，给报过的事加几句话或照片。',
  '发“撤回”，不想报了就收回来。',
  '发“要改”，改刚才说错的。',
  '发“先停一下”，以后发“继续”接着说。',
  '问政策直接说，比如“医保怎么交”，或者“我家有什么政策”。',
  '不想收宣传，发“不要宣传”。',
  '发“找干部”，请干部来跟您说。',
]

export const CONSENT_WORDS = {
  noted: (risks: string) => `您说的我先记下了：${risks}。`,
  notedBare: '您说的我先记下了。',
  title: '隐私说明',
  /** Of another household he answers for his own words alone. */
  ask: (other: boolean): Forms => {
    const first = other ? '您说的这些，同意我们记下来交给村干部吗？' : '您同意我们记下这些，交给村干部吗？'
    return [first, `${first}愿意就点“同意”，不愿意就点“不同意”。`, '要先知道您同不同意，才能往下报。您同意吗？']
  },
  thanks: '好，谢谢您。',
  refused: '好的，刚才说的不会当成申报留下。',
  refusedPerson: '有难处您可以直接去找村委会，也可以打12345。',
  emergencyStays: '刚才的急事已经报给干部，他们还会管。',
}

export const PLACE_WORDS = {
  several: '叫这个名字的村不止一个，请您点一个。',
  whichVillage: (township: string) => `好，是${township}。请点村名，没有就自己写。`,
  notThere: (township: string, village: string) => `${township}没有${village}。`,
  didYouMean: (place: string) => `您说的是${place}吗？`,
  thenWhich: '好，那请您说镇名和村名。',
  notServed: (place: string) => `${place}还没有开通，请您去找村委会，或者打12345。`,
  elsewhere: (county: string) => `我们只管${county}的村。外地的事，请找当地村委会或打12345。`,
  stillNot: '那里的事，我这里还报不了。',
  askOther: '要换一个村吗？',
  byTown: '不晓得村名也不要紧，先点是哪个镇。',
  orLocation: '问问家里人，或者在那里发个位置，我来认。',
  theRest: '这些是别的村。',
  whichOne: '是哪个村？',
  townFirst: '先点镇，或者直接说村名。',
  nearFirst: '点一个村，或者直接说村名。',
  unknown: (county: string) => `在${county}没找到这个村，我们只管本县的村。`,
  here: (place: string) => `知道了，您在${place}。`,
  unknownLocation: (county: string) => `看不出是${county}的哪个村。我们只管本县的村。`,
}

/** Several households in one breath: his own first. */
export const HOUSEHOLD_WORDS = {
  ownFirst: '先报您自己家的，那一家的等下再问您。',
  ask: (words: string): Forms => [
    `您还说到${words}，要帮那一家报吗？`,
    `您还说到${words}，要帮那一家报吗？要报就点“帮那一家报”。`,
    `那一家的事，是现在报，还是不用报？点下面一个就行。`,
  ],
  notNow: '好，那一家的先不报。',
  /** Nobody gives away somebody else's number for him. */
  noIdentity: '别人家的身份证号不用给，我没有留下。',
}

/** Anger and jests are met calmly, in one line. */
export const HARM_WORDS = {
  threat: '您心里急，我明白，伤人的事千万做不得。',
  insult: '您心里有气，我明白，我在听。',
  joke: '这个我记不了，家里真有难处再跟我说。',
  spam: '这个我帮不上忙。',
  laughter: '好，我在听。',
}
export type Harm = keyof typeof HARM_WORDS

export const HEARD_WORDS = (words: string) => `我听到的是：${words}。`

export const DOUBT_WORDS = '报上去就有干部来管，您随时能查办到哪一步。'

export const MEANING_WORDS = {
  consent: '意思是：您点了“同意”，我们才能把难处交给村干部。',
  slot: '知道这个，干部才好来帮您。',
  idle: '我帮您把家里的难处记下来，交给村干部。',
  card: '上面是政策的意思，看不明白不要紧。',
  person: '想听人当面讲，就点“找干部”。',
}

export const NAME_WORDS = {
  yours: '那就请写上您自己的名字。',
  theirs: '请写上他的名字。',
  place: (words: string) => `${words}是地名，不是人的名字。`,
  needed: '要写户主的名字，干部才找得到您家。',
}

export const PRIVATE_NUMBER_WORDS = {
  phone: '这个电话好像不对。手机是十一位，座机请加区号。',
  identity: '这个身份证号好像不对，请再看看。',
}

export const PHONE_WORDS = {
  taken: '电话记下了，干部会打这个电话。',
  forAll: (leads: number) => `您报的${leads}件事都记上了。`,
  kept: '电话记下了，下次报事就用它。',
  closed: '报过的事已经办结。还想让干部办，就发“不满意”。',
  again: '请您再发一次。',
  jotted: '电话记下了。',
}

/** Of a cadre who took something: he is not to be told by way of his own office. */
export const COMPLAINT_WORDS = ['这样的事不用经过他，也不用经过村里。', '您可以直接打12345，或者找县里反映。']

export const INPUT_WORDS = {
  empty: '我没看到字，请您再说一遍。',
  tooLong: (limit: number) => `这段话太长了，一次最多${limit}个字，请您分几次发。`,
  picture: '照片收到了，我存好了。',
  whichCount: (few: string, more: string) => `是${few}还是${more}？`,
  voice: '录音收到了，干部能听到。我听不懂录音，请您再打几个字。',
  notUnderstood: '对不起，我没听明白。',
  needed: '这一项要知道，干部才好办，说个大概也行。',
  skip: '这一项可以点“跳过”。',
}

export const READ_BACK_WORDS = {
  title: '请您核对',
  text: '点“确认提交”就报给村干部，不对就点“要改”。',
  ask: [
    '这样报，对吗？',
    '这样报，对吗？对就点“确认提交”，不对就点“要改”。',
    '上面写的都对吗？有一样不对，就把对的说给我听。',
  ] as Forms,
  submitted: '好，这就给您报上去。',
  changed: '好，改过来了。',
  unchanged: '好，就照这样。',
  whatToChange: [
    '哪一项要改？',
    '哪一项要改？点下面一项，或者直接说，比如“是三个人”。',
    '上面哪一样写错了？把对的告诉我就行，比如“电话写错了”。',
  ] as Forms,
  whichSum: '您改的是哪一笔钱？',
}

export const DRAFT_WORDS = {
  back: '好，回到上一个问题。',
  first: '前面没有问题了。',
  restart: '好，从头来，刚才的不算。',
  stopped: '好，先停在这里，您说过的都留着。',
  howToResume: '想接着说，就发“继续”。',
  noted: '好，加上了。',
  almost: '还差一点没说，说完就能报上去。',
  jotted: '好，这个记下了。',
  nothingOpen: '现在没有没报完的事。',
  stillStopped: '没报完的还留着。',
  seeProgress: '报过的事，发“查进度”就能看。',
  notYetReported: '您这次的还没报完，还没有报上去。',
  noMore: '好，不多问了，没说的干部来了再问。',
  declined: '好，这个不说也行。',
  ownHere: '好，是您自己家的事。',
  otherHere: '好，是帮别人家报的。',
  remind: (risks: string) => `上次说到：${risks}。我们接着来。`,
  remindBare: '上次的话还没说完，我们接着来。',
  askDrop: [
    '这次没报完的，不报了吗？',
    '这次没报完的，不报了吗？不报就点“不报了”，要报就点“继续报”。',
    '刚才说的那些，是丢掉还是留着接着报？点下面一个就行。',
  ] as Forms,
  dropped: '好，这次不报了，刚才说的不会当成申报留下。',
  kept: '好，接着报。',
}

function whichForms(first: string, wish: string): Forms {
  return [first, `${first}点下面一件，或者说“第一个”。`, `您${wish}的，是下面的哪一件？点一下就行。`]
}

export const LEAD_WORDS = {
  none: '您还没有报过事。',
  complain: '要投诉干部，可以打12345。',
  allRight: '好的。',
  noneToWithdraw: '您没有可以撤回的事。',
  askWithdraw: (name: string): Forms => [
    `${name}，确认撤回吗？`,
    `${name}，确认撤回吗？要撤就点“确认撤回”，不撤就点“不撤回”。`,
    `${name}，还要不要干部管？不要管了，就点“确认撤回”。`,
  ],
  withdrawn: (name: string) => `${name}，已经撤回了。以后有难处，随时再说。`,
  keptLead: '好，不撤回，还照常办。',
  which: {
    withdraw: whichForms('要撤回哪一件？', '要撤回'),
    add: whichForms('要给哪一件补充？', '要补充'),
    not_content: whichForms('对哪一件不满意？', '不满意'),
  },
  askAdd: (name: string): Forms => {
    const first = `${name}，您要补充什么？`
    return [first, `${first}写字、发照片都行。`, `${name}，还有什么要让干部知道？写几个字就行。`]
  },
  added: (name: string) => `补充到${name}了，干部会看到。`,
  pictureAdded: (name: string) => `照片加到${name}了，干部会看到。`,
  voiceAdded: (name: string) => `录音加到${name}了，干部能听到。`,
  askNotContent: (name: string): Forms => [
    `要我把${name}交给上一级吗？`,
    `要我把${name}交给上一级吗？要交就点“交给上一级”，不交就点“先不用”。`,
    `${name}，换上一级的干部来管，好不好？点下面一个就行。`,
  ],
  stays: '好，先不交，还照常办。',
  sorry: '让您久等了，对不起。',
  notContent: (name: string) => `${name}已经交上去了。`,
  notContentNext: '会有干部再联系您。',
  notYours: '这个编号不是您报的。',
  yoursBy: '您自己报的，发“查进度”就能看。',
  nothingToTakeBack: '好的，不报也没关系。以后有难处，随时来说。',
  optedOut: '好，以后不再给您发政策宣传。',
  caseNewsStay: '您报的事有了消息，还是会告诉您。',
  howToOptIn: '想再收，发“我要宣传”。',
  optedIn: '好，以后有政策宣传就发给您。',
  optedInWaits: '好，您想收宣传，我记下了。要先同意隐私说明，才能发给您。',
  howToAgree: '您报一件难处，我会把说明给您看，您点“同意”就行。',
  howToOptOut: '不想收了，发“不要宣传”。',
}
