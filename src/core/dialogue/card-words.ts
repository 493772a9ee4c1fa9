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
  otherYear: '您问的是别的年份，我只知道现在的规定。',
  otherPlace: '别的地方的规定我不知道，这是本地的规定。',
  wrong: '不是您要问的，就说“不是这个”。',
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

export const CARD_RUN_OUT = '这份文件已经到期，没有新的以前，先照这个办。'
