import type { HeldHelp } from '../card/household-policies.ts'

/** What is said around an information card. */
export const CARD_WORDS = {
  none: '您问的这件事，我手上的文件没有写到，不敢乱说。',
  askPerson: '请您问村干部，或者打12345。',
  urgent: '着急的话，也可以打12345。',
  passedOn: (who: string) => `我把您问的转给了${who}，有回答就在这里告诉您。`,
  waitsAlready: '您前面问的还在等干部回答，一有回答就告诉您。',
  which: (first: string, second: string) => `您问的是“${first}”，还是“${second}”？`,
  neither: '都不是',
  /** He names a sum that no card has. */
  otherSum: '您说的数，文件里没有。文件怎么写，我就怎么说。',
  /** He names a year or a place of which this card does not speak. */
  otherYear: (asked: number, own: number) => `您问的是${asked}年，这份文件是${own}年的。`,
  noYear: (asked: number) => `${asked}年的，我手上没有。`,
  otherPlace: '别的地方的规定我不知道，这是本地的规定。',
  /** He asks of the city or province that his place lies in. */
  ownLevel: (asked: string, level: string) => `您问的是${asked}，这是${level}的规定。`,
  /** What he asks without naming it is of the card that was shown. */
  ofCard: (title: string) => `您问的是“${title}”。`,
  wrong: '不是您要问的，就说“不是这个”。',
  /** The asker's own household. */
  ownTitle: '您家可能适用的政策',
  ownText: '照现在登记的情况，这些您家可能符合；村干部核实为准。',
  ownNothing: '照现在登记的情况，还没有看出哪一项您家符合。',
  ownUnsureTitle: '还看不出来的',
  ownUnsureText: '这些还缺登记，合不合您家，请问村干部。',
  ownHeldTitle: '您家的帮扶',
  ownHeldText: '登记里现在记着这些帮扶。',
  ownMore: (count: number) => `还有${count}项，要看就点“更多”。`,
  ownLeft: (count: number) => `还有${count}项没有列出来，问村干部。`,
  more: '更多',
  ownOpen: '想看哪一项，点一下，或者直接说名字。',
  notOwn: '我还不能确定您是哪一户，所以不能看登记的情况。',
  notOwnReport: '有难处可以在这里申报，干部核实以后，再来问我。',
  notOwnAsk: '也可以问村干部，他能帮您查全家适用的政策。',
  answered: (question: string) => `您问过${question}，干部回答了。`,
} as const

/** What stands before the lines of a card. */
export const CARD_ROW = {
  forWhom: '给谁',
  get: '有什么',
  apply: '怎么办',
  papers: '带什么',
  departments: '找谁',
  household: '您家',
  warning: '提醒',
} as const

/** How far help that stands in the ledger is. */
export const HELD_WORDS = {
  planned: '打算安排',
  given: '已经落实',
  published: '已经落实，也公示了',
  recorded: '登记里正享受',
} as const satisfies Record<HeldHelp['state'], string>

export const CARD_RUN_OUT = '这份文件已经到期，没有新的以前，先照这个办。'
